// The trading page of Headline, opened for a linked customer: framed, by a one-time token, in a window without any right.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { top } from '../../scripts/parts/terminal.mjs';
import { commandNames } from './support/commands.mjs';
import { HostileProvider } from './support/hostile.mjs';
import { finish, link } from './support/linking.mjs';
import { assertRefused, callAll, frameworkCommands } from './support/refusals.mjs';
import { story } from './support/story.mjs';

const windowOfOurs = '^This computer – Linkdesk$';

/** From practice to the screen of a linked customer. */
async function linked(start) {
  const app = await start({ practice: true });
  await app.main.waitFor('@link-first');
  await link(app, 'headline', { label: 'Sample customer' });
  return shown(app);
}

/** The same, linked by password, in an app whose provider windows are as isolated as a person has them. */
async function linkedByPassword(start, practice) {
  const app = await start({ practice: true, env: { LINKDESK_ISOLATED_WINDOWS: '1' } });
  await app.main.waitFor('@link-first');
  await register(app, practice().ready.headline.registration_toml.replace(/^(third_app_type|redirect_uri) = .*\n/gm, ''));
  await app.main.click('@link-first');
  await app.main.click('@provider-headline');
  await app.main.click('@share-continue');
  await app.main.waitFor('@form-customer_way');
  await app.main.click('@form-send');
  await signIn(app);
  await finish(app, 'Sample customer');
  return shown(app);
}

async function shown(app) {
  await app.rowsAre('Sample customer');
  await app.main.click('[data-testid^="row-"]');
  await app.main.waitFor('@open-page');
  return app;
}

const register = (app, toml) => app.ask('save_registration', { request: { provider: 'headline', name: 'default', toml, replace: true } });

/** Signs in for the page in the app's own form. */
async function signIn(app, number = '86000001') {
  await app.main.waitFor('@form-login');
  await app.main.click('@form-choice-login_type-customer_number');
  await app.main.fill('@form-field-customer_number', number);
  await app.main.fill('@form-field-password', 'practice');
  await app.main.click('@form-send');
}

/** The window of the page, whose frame is asked in its own words. */
async function pageWindow(app) {
  return app.main.until(async () => {
    const page = (await app.windows()).find(({ handle }) => handle !== app.main.handle);
    const address = page && (await page.address().catch(() => ''));
    return address?.startsWith('linkdesk-frame:') ? page : undefined;
  }, 'the window of the page');
}

story('the trading page opens in a frame by a token that is used once, and opens again by another', {}, async ({ start, practice, linkdesk }) => {
  const app = await linked(start);
  const providers = practice();
  const asked = async (name) => (await providers.state()).providers.headline?.counters?.[name] ?? 0;
  await app.main.click('@open-page');
  await signIn(app);
  await app.session('opened');
  const page = await pageWindow(app);
  await page.inFrame('iframe', async (frame) => {
    await frame.waitForText('#signed-in', '86000001');
    assert.equal(await frame.run('return location.search'), '', 'the token left the address');
    assert.equal(await frame.run('return document.referrer'), '', 'nobody is told where it stands');
    assert.equal(await frame.run('return typeof window.__TAURI_INTERNALS__'), 'undefined', 'the page knows nothing of us');
  });
  const window = await app.display.window(windowOfOurs);
  await app.display.settled(window, 600);
  app.screenshot(join(top, 'test-results', 'headline-page.png'));
  assert.match(await page.address(), /^linkdesk-frame:\/\/localhost\/[\w-]{43}$/);
  assert.ok(app.display.titles().every((title) => !title.includes('tsource')), 'no title holds a token');

  const names = [...commandNames, ...frameworkCommands];
  const answers = await page.run(`${callAll} return callAll(arguments[0], window.__TAURI_INTERNALS__)`, names);
  assertRefused(answers, names);

  const first = await page.address();
  await app.main.click('@open-again');
  await signIn(app);
  await app.main.waitFor('@open-again');
  const second = await app.main.until(async () => {
    const pages = (await app.windows()).filter(({ handle }) => handle !== app.main.handle);
    const addresses = await Promise.all(pages.map((one) => one.address().catch(() => '')));
    return pages.length === 1 && addresses[0].startsWith('linkdesk-frame:') && addresses[0] !== first ? pages[0] : undefined;
  }, 'one window, with another page');
  await second.inFrame('iframe', (frame) => frame.waitForText('#signed-in', '86000001'));
  assert.equal(await asked('random_key'), 2, 'each token was exchanged once, by the page');

  const said = JSON.stringify([await app.ask('connections'), await app.ask('sessions')]);
  assert.ok(!said.includes('tsource'), 'no event holds an address');
  app.display.close(await app.display.window(windowOfOurs));
  await app.providerWindowGone();
  await app.close();
  assert.ok(!app.log.includes('tsource'), 'no log holds an address');
  const { stdout } = linkdesk('--practice', '--json', 'timeline', 'Sample customer');
  assert.equal(JSON.parse(stdout).filter(({ kind }) => kind === 'page_opened').length, 2);
});

story('a password that was ticked to be kept opens the page again without typing, and is said', {}, async ({ start, practice, linkdesk }) => {
  const app = await linked(start);
  const logins = async () => (await practice().state()).providers.headline?.counters?.login ?? 0;
  await app.main.click('@open-page');
  await app.main.waitFor('@form-login');
  await app.main.click('@form-field-keep_password');
  await signIn(app);
  await app.session('opened');
  await app.main.waitFor('@open-again');
  app.display.close(await app.display.window(windowOfOurs));
  await app.providerWindowGone();
  await app.main.click('@open-again');
  const page = await pageWindow(app);
  await page.inFrame('iframe', (frame) => frame.waitForText('#signed-in', '86000001'));
  assert.equal(await logins(), 2, 'the second without typing');
  await app.close();
  const { stdout } = linkdesk('--practice', '--json', 'show', 'Sample customer');
  assert.equal(JSON.parse(stdout).keeps_password, true);
});

story('another customer’s page is refused by name, and nothing opens', {}, async ({ start }) => {
  const app = await linked(start);
  await app.main.click('@open-page');
  await signIn(app, '86000004');
  const { problem } = await app.session('failed');
  assert.equal(problem.code, 'wrong_account');
  await app.main.waitFor('@start-again');
  assert.equal((await app.windows()).length, 1);
});

story('a page that refuses frames says so, and opens by itself the next time', {}, async ({ start, practice }) => {
  const app = await linked(start);
  await practice().switch('headline', 'refuses_framing', true);
  await app.main.click('@open-page');
  await signIn(app);
  await pageWindow(app);
  const window = await app.display.window(windowOfOurs);
  await app.display.settled(window, 600);
  app.screenshot(join(top, 'test-results', 'headline-page-refuses.png'));
  app.display.activate(window);
  app.display.click(window, 766, 35); // “Open again” in the bar
  await signIn(app);
  const page = await app.main.until(async () => {
    const found = await app.providerWindow();
    return /\/home$/.test(await found.address()) ? found : undefined;
  }, 'the page on its own');
  await page.waitForText('#signed-in', '86000001');
});

/** Puts another page in place of the practice one. */
async function instead(app, providers, page) {
  const hostile = await HostileProvider.start({ '/en-US/home': page });
  await register(app, providers.ready.headline.registration_toml.replace(/^ui = .*$/m, `ui = "${hostile.origin}"`));
  return hostile;
}

story('while the page does not come, the bar counts down what its token has left', {}, async ({ start, practice }) => {
  const app = await linkedByPassword(start, practice);
  const silent = await instead(app, practice(), () => {});
  await app.main.click('@open-page');
  await signIn(app);
  await app.session('opened');
  const window = await app.display.window(windowOfOurs);
  await app.display.until(() => silent.asked.length > 0, 'the page to be asked for');
  await pause(2_500); // a few seconds are counted
  app.screenshot(join(top, 'test-results', 'headline-page-waiting.png'));
  assert.ok(window);
  silent.close();
});

story('a framed page goes nowhere, opens nothing, and calls nothing', {}, async ({ start, practice }) => {
  const elsewhere = await HostileProvider.start({ '/': 'elsewhere' });
  const attack = `<script>(async () => {
    const doors = {};
    const tryIt = async (act) => {
      try { return String(await Promise.race([act(), new Promise((resolve) => setTimeout(resolve, 1500, 'silence'))])); }
      catch (error) { return 'refused ' + error; }
    };
    const message = JSON.stringify({ cmd: 'erase', callback: 1, error: 2, payload: { confirmation: 'erase' }, options: {} });
    doors.internals = typeof window.__TAURI_INTERNALS__;
    doors.parent = await tryIt(() => parent.__TAURI_INTERNALS__.invoke('erase', { confirmation: 'erase' }));
    doors.handler = await tryIt(() => window.webkit.messageHandlers.ipc.postMessage(message));
    const headers = { 'content-type': 'application/json', 'tauri-callback': '1', 'tauri-error': '2', 'tauri-invoke-key': 'x' };
    const say = async (answer) => 'answered ' + answer.status + ' ' + (await answer.text());
    doors.plain = await tryIt(() => fetch('ipc://localhost/settings', { method: 'POST', body: '{}' }).then(say));
    doors.fetch = await tryIt(() => fetch('ipc://localhost/settings', { method: 'POST', body: '{}', headers }).then(say));
    doors.assets = await tryIt(() => fetch('tauri://localhost/index.html').then(say));
    doors.frame = await tryIt(() => fetch('linkdesk-frame://localhost/x').then(say));
    doors.read = await tryIt(() => parent.document.body.innerHTML);
    doors.popup = String(window.open('${elsewhere.origin}/'));
    doors.top = await tryIt(() => { top.location.href = '${elsewhere.origin}/'; });
    await tell('referrer', document.referrer);
    await tell('doors', doors);
    location.href = '${elsewhere.origin}/';
    setTimeout(() => tell('still-here'), 800);
  })()</script>`;
  const app = await linkedByPassword(start, practice);
  const hostile = await instead(app, practice(), attack);
  await app.main.click('@open-page');
  await signIn(app);
  const doors = await hostile.told('doors');
  assert.equal(await hostile.told('referrer'), '');
  assert.equal(doors.internals, 'undefined');
  for (const [door, answer] of Object.entries(doors)) assert.doesNotMatch(answer, /^answered 200|tsource|iframe/, `${door}: ${answer}`);
  await pause(1_500);
  assert.deepEqual(elsewhere.asked, [], 'nothing reached the foreign host');
  assert.equal((await app.ask('connections')).length, 1, 'nothing was erased');
  assert.ok(app.display.titles().includes('This computer – Linkdesk'));
  assert.equal(app.display.titles().length, 2, 'no further window was opened');
  elsewhere.close();
  hostile.close();
});
