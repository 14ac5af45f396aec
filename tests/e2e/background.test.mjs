// Accounts stay linked without a window: closing asks once, the tray shows what is needed, login and a timer start the
// program by themselves.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { commandLineProgram } from '../../scripts/parts/build.mjs';
import { ask } from '../../scripts/parts/terminal.mjs';
import { Display } from './support/display.mjs';
import { link } from './support/linking.mjs';
import { services } from './support/services.mjs';
import { story } from './support/story.mjs';

const title = '^Linkdesk$';
const keep = 'Accounts kept linked: 1.';
const need = 'Accounts that need a sign-in: 1.';

/** A registration of one's own at a provider that runs beside the app: nothing of this is practice to Linkdesk. */
async function registered(stage) {
  const sandbox = await stage.sandbox('--port', '0');
  const set = stage.linkdesk('registration', 'set', 'flowaccount', '--file', '-', { input: sandbox.ready.flowaccount.registration_toml });
  assert.equal(set.code, 0, set.stderr);
  return sandbox;
}

/** The app with a company linked. */
async function linked(stage, options = {}) {
  const sandbox = await registered(stage);
  const app = await stage.start(options);
  await link(app, 'flowaccount', { label: 'Sample books' });
  await app.rowsAre('Sample books');
  return { app, sandbox };
}

/** The app as it is after a login: without a window, and without a driver. */
function atLogin(stage) {
  return stage.startUndriven('--background');
}

story('closing the window asks once; closing again is an answer too', {}, async (stage) => {
  const { app } = await linked(stage);
  app.display.close(app.window);
  await app.main.waitFor('@closing-keep-on');
  await app.display.settled(app.window);
  app.display.press('Escape');
  await app.main.until(async () => (await app.main.texts('@closing-keep-on')).length === 0, 'the question to go');
  assert.ok(app.running, 'whoever puts the question away stays');

  app.display.close(app.window);
  await app.main.waitFor('@closing-quit-now');
  await app.main.clickAndLeave('@closing-quit-now');
  await app.display.gone(title);
  await app.display.until(() => !app.running, 'the app to end');
  await app.close();

  const again = await stage.start();
  await again.rowsAre('Sample books');
  assert.equal((await again.ask('settings')).closing, 'quit');
  await again.ask('save_settings', { settings: { ...(await again.ask('settings')), closing: 'ask' } });
  again.display.close(again.window);
  await again.main.waitFor('@closing-keep-on');
  await again.close();
});

story('without a window the tray says what is needed, opens the desk, and ends the program', {}, async (stage) => {
  const { app, sandbox } = await linked(stage);
  await app.ask('save_settings', { settings: { ...(await app.ask('settings')), closing: 'quit' } });
  await app.close();
  const saved = stage.linkdesk('--json', 'connections');
  const [{ id }] = JSON.parse(saved.stdout);

  const desktop = await services(stage.desktop, { tray: true });
  const display = new Display(stage.desktop);
  const program = atLogin(stage);
  await desktop.next('registers');
  const shown = async (says) => {
    let icon;
    await display.until(async () => {
      desktop.tell('tray');
      icon = await desktop.next('tray');
      return icon.says === says && icon.menu[0] === says;
    }, `the tray to say “${says}”`);
    return icon;
  };
  const calm = await shown(keep);
  assert.deepEqual([calm.tray, calm.status, calm.menu], ['Linkdesk', 'Active', [keep, 'Open Linkdesk', 'Quit']]);
  assert.deepEqual(display.titles(), [], 'no window was opened');

  await sandbox.order('grant', { provider: 'flowaccount', action: 'revoke' });
  assert.equal(stage.linkdesk('refresh', id).code, 3, 'the grant is dead');
  const alarmed = await shown(need);
  assert.deepEqual([alarmed.status, alarmed.menu], ['NeedsAttention', [need, 'Sign in again…', 'Open Linkdesk', 'Quit']]);
  assert.notDeepEqual(alarmed.pixels, calm.pixels, 'the count is to be seen');

  desktop.tell('choose Sign in again…');
  await display.settled(await display.window(title));
  desktop.tell('choose Quit');
  await display.gone(title);
  await program.ended;
});

story('a start at login has no window until somebody wants one, and closing it goes on in the tray', {}, async (stage) => {
  const { app } = await linked(stage);
  await app.ask('save_settings', { settings: { ...(await app.ask('settings')), closing: 'quit' } });
  await app.close();
  await restoreAsking(stage);

  const desktop = await services(stage.desktop, { tray: true });
  const display = new Display(stage.desktop);
  const program = atLogin(stage);
  await desktop.next('registers');
  await stage.startUndriven('--background').ended;
  assert.deepEqual(display.titles(), [], 'a second login opens nothing either');

  await stage.startUndriven().ended;
  const window = await display.window(title);
  await display.settled(window);
  display.close(window);
  await display.gone(title);
  desktop.tell('tray');
  assert.equal((await desktop.next('tray')).tray, 'Linkdesk', 'it goes on');
  await stage.startUndriven().ended;
  await display.window(title);
  desktop.tell('choose Quit');
  await program.ended;
});

/** Lets closing be asked for again, as the settings screen does. */
async function restoreAsking(stage) {
  const app = await stage.start();
  await app.rowsAre('Sample books');
  await app.ask('save_settings', { settings: { ...(await app.ask('settings')), closing: 'ask' } });
  app.display.close(app.window);
  await app.main.waitFor('@closing-keep-on');
  await app.close();
}

story('a click on the notice opens the reconnect desk', {}, async (stage) => {
  const desktop = await services(stage.desktop);
  const { app, sandbox } = await linked(stage);
  await sandbox.order('grant', { provider: 'flowaccount', action: 'revoke' });
  const [{ id }] = await app.ask('connections');
  await assert.rejects(app.ask('renew', { id }), 'the grant is dead');
  await desktop.next('notice');
  const there = '[data-testid="nav-desk"][aria-current="page"]';
  await app.main.until(async () => {
    desktop.tell('click');
    return (await app.main.texts(there)).length > 0;
  }, 'the reconnect desk');
});

story('the settings let login and a timer start the program, and the doctor says so', {}, async (stage) => {
  const desktop = await services(stage.desktop);
  const path = [dirname(commandLineProgram), process.env.PATH].join(delimiter);
  const { app } = await linked(stage, { env: { PATH: path } });
  await app.main.click('@nav-settings');
  await app.main.click('@at-login');
  await app.main.waitFor('[data-testid="at-login"][aria-checked="true"]');
  await app.main.click('@timer');
  await app.main.waitFor('[data-testid="timer"][aria-checked="true"]');

  const told = [await desktop.next('systemd'), await desktop.next('systemd'), await desktop.next('systemd')];
  assert.deepEqual(told.map(({ systemd }) => systemd), ['reload', 'enable', 'restart']);
  const [unit] = told[1].units;
  assert.match(unit, /^com\.linkdesk\.desktop-[0-9a-f]{12}\.timer$/, 'another data folder than the usual one');
  const config = stage.desktop.env.XDG_CONFIG_HOME;
  const entry = readFileSync(join(config, 'autostart', unit.replace('.timer', '.desktop')), 'utf8');
  assert.match(entry, /^Exec=".*linkdesk-desktop" "--home" ".*" "--background"$/m);

  const service = readFileSync(join(config, 'systemd/user', unit.replace('.timer', '.service')), 'utf8');
  const words = [...service.match(/^ExecStart=(.*)$/m)[1].matchAll(/"([^"]*)"/g)].map(([, word]) => word);
  const ran = ask(words[0], words.slice(1), { env: stage.desktop.env });
  assert.equal(ran.code, 0, `the timer’s command works: ${ran.stderr}`);
  const { checks } = JSON.parse(stage.linkdesk('--json', 'doctor', '--offline').stdout);
  const counted = (code) => checks.find((check) => check.code === code).number;
  assert.deepEqual([counted('at_login'), counted('timer')], [1, 1]);

  await app.main.click('@timer');
  await app.main.waitFor('[data-testid="timer"][aria-checked="false"]');
  assert.deepEqual((await desktop.next('units')).units, [unit], 'it is enabled no longer');
  assert.ok(!existsSync(join(config, 'systemd/user', unit)));
  await app.main.click('@at-login');
  await app.main.waitFor('[data-testid="at-login"][aria-checked="false"]');
  assert.ok(!existsSync(join(config, 'autostart', unit.replace('.timer', '.desktop'))));
});

story('where nothing starts timers, the settings say so and nothing is left behind', {}, async (stage) => {
  const path = [dirname(commandLineProgram), process.env.PATH].join(delimiter);
  const { app } = await linked(stage, { env: { PATH: path } });
  await assert.rejects(app.ask('set_timer', { on: true }), ({ problem }) => problem.code === 'not_supported');
  const { timer } = await app.ask('unattended');
  assert.equal(timer, 'off');
});
