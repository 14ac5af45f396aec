// How the program is started, once and again, by a person or by a link; and how it waits for the keychain.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { notingBrowser } from './support/browser.mjs';
import { command, session, startLink } from './support/commands.mjs';
import { HostileProvider } from './support/hostile.mjs';
import { story } from './support/story.mjs';

story('a second start brings the first window forward', {}, async (stage) => {
  const app = await stage.start({ practice: true });
  await startLink(app.main, 'flowaccount');
  await app.providerWindow();
  app.display.activate(await app.display.window('^This computer – Linkdesk$'));

  await stage.startAgain();

  await app.main.until(() => app.display.activeTitle().startsWith('Linkdesk'), 'the main window in front');
  assert.equal(app.display.titles().length, 2, 'no window was added');
});

story('links and flags that nobody waits for do nothing', {}, async (stage) => {
  const app = await stage.start({ practice: true, args: ['--remote-debugging-port=1', '--', 'linkdesk://callback?code=x&state=x'] });
  const { id } = await startLink(app.main, 'flowaccount');
  await app.providerWindow();
  app.display.activate(await app.display.window('^This computer – Linkdesk$'));

  const links = [
    ['linkdesk://callback?code=x&state=forged'],
    ['linkdesk://callback?error=access_denied'],
    ['linkdesk:///callback?code=x&state=x', 'LINKDESK://callback?code=x'],
    ['linkdesk://callback/../x?code=x&state=x'],
    [`linkdesk://callback?code=${'x'.repeat(100_000)}`],
  ];
  await Promise.all([...links, ...links, ...links].map((args) => stage.startAgain(...args)));
  await pause(500);

  await session(app.main, id, ({ state }) => state === 'at_page', 'the session to go on');
  assert.equal(app.display.titles().length, 2);
});

story('a link that a session waits for is taken, and brings the window forward', {}, async (stage) => {
  const { browser, opened } = notingBrowser(stage.desktop);
  const provider = await HostileProvider.start({});
  const app = await stage.start({ env: { BROWSER: browser } });
  await provider.register(app.main, { redirect: 'linkdesk://callback' });
  const { id } = await startLink(app.main, 'flowaccount', { route: 'browser' });
  const [count, address, ...rest] = await app.main.until(opened, 'the browser');
  assert.deepEqual([count, rest], ['1', []], 'the browser gets one argument, the address');
  const asked = new URL(address);
  assert.equal(asked.origin, provider.origin);
  assert.equal((await session(app.main, id, ({ state }) => state === 'at_page', 'the page')).route, 'browser');

  await stage.startAgain(`linkdesk://callback?code=sample&state=${asked.searchParams.get('state')}`);

  await session(app.main, id, ({ state }) => state !== 'at_page', 'the answer to be taken');
  await app.main.until(() => provider.asked.includes('/token'), 'the code to be redeemed');
  provider.close();
});

story('a pasted address is taken by its session only', {}, async (stage) => {
  const { browser, opened } = notingBrowser(stage.desktop);
  const provider = await HostileProvider.start({});
  const app = await stage.start({ env: { BROWSER: browser } });
  await provider.register(app.main, { redirect: 'https://provider.example/callback' });
  const { id } = await startLink(app.main, 'flowaccount', { route: 'paste' });
  const [, address] = await app.main.until(opened, 'the browser');
  const state = new URL(address).searchParams.get('state');

  const foreign = `https://provider.example/callback?code=sample&state=forged`;
  await assert.rejects(command(app.main, 'paste_address', { id, address: foreign }), ({ problem }) => problem.code === 'callback_refused');
  await command(app.main, 'paste_address', { id, address: `https://provider.example/callback?code=sample&state=${state}` });

  await app.main.until(() => provider.asked.includes('/token'), 'the code to be redeemed');
  provider.close();
});

story('the window stands while the keychain takes its time, and its late answer counts', { keyring: 'slow' }, async ({ start, keyring }) => {
  const app = await start();
  const waiting = await command(app.main, 'profile');
  assert.deepEqual([waiting.keychain_waiting, waiting.problem], [true, null]);
  await assert.rejects(command(app.main, 'connections'), ({ problem }) => problem.code === 'keychain_slow');

  keyring.answer();

  await app.main.until(async () => !(await command(app.main, 'profile')).keychain_waiting, 'the late answer');
  assert.deepEqual(await command(app.main, 'connections'), []);
});

story('without a keychain there is no store, and trying again is possible', { keyring: 'locked' }, async ({ start, keyring }) => {
  const app = await start();
  const { problem } = await command(app.main, 'profile');
  assert.match(problem.code, /^keychain_/);
  await keyring.unlock();
  assert.equal((await command(app.main, 'retry_store')).problem, null);
});

story('profiles are changed, never mixed', {}, async ({ start }) => {
  const app = await start();
  assert.equal((await command(app.main, 'profile')).practice, false);
  assert.equal((await command(app.main, 'open_profile', { practice: true })).practice, true);
  assert.equal((await command(app.main, 'providers')).every(({ registrations }) => registrations.length === 1), true);
  await startLink(app.main, 'flowaccount');
  await app.providerWindow();

  const back = await command(app.main, 'open_profile', { practice: false });

  assert.equal(back.practice, false);
  await app.providerWindowGone();
  assert.deepEqual(await command(app.main, 'sessions'), [], 'a session of the other profile is over');
  assert.equal((await command(app.main, 'providers')).every(({ registrations }) => registrations.length === 0), true);
  await assert.rejects(command(app.main, 'practice'), ({ problem }) => problem.code === 'not_supported');
});

story('erasing has to be confirmed, and leaves an empty profile', {}, async ({ start }) => {
  const app = await start({ practice: true });
  const settings = { ...(await command(app.main, 'settings')), amounts_hidden: true };
  await command(app.main, 'save_settings', { settings });
  await assert.rejects(command(app.main, 'erase', { confirmation: '' }), ({ problem }) => problem.code === 'invalid_input');
  await command(app.main, 'erase', { confirmation: 'erase' });
  assert.equal((await command(app.main, 'settings')).amounts_hidden, false);
});

story('the practice clock and dial are moved from the app', {}, async ({ start }) => {
  const app = await start({ practice: true });
  const before = await command(app.main, 'practice');
  assert.ok(before.ports.length >= 2);
  const moved = await command(app.main, 'practice_clock', { advance_seconds: 86_400 });
  assert.ok(moved.offset_seconds >= 86_400);
  const dialled = await command(app.main, 'practice_fault', { provider: 'flowaccount', fault: 'outage', until_off: true });
  const flowaccount = dialled.providers.find(({ id }) => id === 'flowaccount');
  assert.deepEqual([flowaccount.fault, flowaccount.until_off], ['outage', true]);
  const cleared = await command(app.main, 'practice_fault', { provider: 'flowaccount', fault: null, until_off: false });
  assert.equal(cleared.providers.every(({ fault }) => fault === null), true);
  assert.equal((await command(app.main, 'practice_clock', { advance_seconds: null })).offset_seconds, 0);
  await assert.rejects(
    command(app.main, 'practice_fault', { provider: 'bankhub', fault: 'reuse_revokes_family', until_off: false }),
    ({ problem }) => problem.code === 'invalid_input',
  );
});

story('the list without secrets is written for its owner', {}, async ({ start, desktop }) => {
  const app = await start({ practice: true });
  const path = await command(app.main, 'export_list', { form: 'json' });
  assert.ok(path.startsWith(desktop.folder), path);
  assert.ok(JSON.parse(readFileSync(path, 'utf8')));
});
