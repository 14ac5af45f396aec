// No page but our own in the main window reaches a command, by whatever door.

import assert from 'node:assert/strict';
import { command, commandNames, session, startLink } from './support/commands.mjs';
import { HostileProvider } from './support/hostile.mjs';
import { assertRefused, callAll, frameworkCommands } from './support/refusals.mjs';
import { story } from './support/story.mjs';

/** The page in the web view of this label. */
function labelled(app, label) {
  const itsLabel = 'return window.__TAURI_INTERNALS__?.metadata.currentWebview.label';
  return app.main.until(async () => {
    for (const page of await app.windows()) if ((await page.run(itsLabel)) === label) return page;
    return undefined;
  }, `the web view ${label}`);
}

for (const kind of ['local', 'remote']) {
  story(`a ${kind} page in a window without capability may call nothing`, {}, async ({ start }) => {
    const hostile = await HostileProvider.start({ '/': '<h1>Sample</h1>' });
    const app = await start({ env: { LINKDESK_BARE_PAGE: kind === 'local' ? 'local' : `${hostile.origin}/` } });
    // The driver does not say which handle is whose.
    const [bare, main] = await Promise.all(['bare', 'main'].map((label) => labelled(app, label)));
    assert.match(await bare.address(), kind === 'local' ? /^tauri:/ : /^http:/);

    const names = [...commandNames, ...frameworkCommands];
    const answers = await bare.run(`${callAll} return callAll(arguments[0], window.__TAURI_INTERNALS__)`, names);

    assertRefused(answers, names);
    const settings = await command(main, 'settings');
    assert.equal(settings.amounts_hidden, false, 'the main window still answers, and nothing was changed');
    hostile.close();
  });
}

story('a provider page may call nothing, by no door', {}, async ({ start }) => {
  const names = [...commandNames, ...frameworkCommands];
  const attack = `<script>
    ${callAll}
    const names = ${JSON.stringify(names)};
    const tryIt = async (act) => {
      try { return String(await Promise.race([act(), new Promise((resolve) => setTimeout(resolve, 2000, 'silence'))])); }
      catch (error) { return 'refused ' + error; }
    };
    const post = (scheme, name) => tryIt(async () => {
      const answer = await fetch(scheme + name, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', 'tauri-callback': '1', 'tauri-error': '2' } });
      return 'answered ' + answer.status + ' ' + (await answer.text());
    });
    const frame = (attributes) => new Promise((resolve) => {
      const frame = document.createElement('iframe');
      Object.assign(frame, attributes);
      frame.onload = () => resolve(frame);
      setTimeout(resolve, 1500, frame);
      document.body.append(frame);
    });
    (async () => {
      await tell('invoke', await callAll(names, window.__TAURI_INTERNALS__));
      const doors = {};
      for (const scheme of ['ipc://localhost/', 'http://ipc.localhost/', 'tauri://localhost/']) doors[scheme] = await post(scheme, 'settings');
      const message = JSON.stringify({ cmd: 'erase', callback: 1, error: 2, payload: { confirmation: 'erase' }, options: {} });
      doors.message = await tryIt(() => window.ipc.postMessage(message));
      doors.handler = await tryIt(() => window.webkit.messageHandlers.ipc.postMessage(message));
      const inner = '<script>' + "try { window.webkit.messageHandlers.ipc.postMessage(" + JSON.stringify(message) + ") } catch {} try { parent.__TAURI_INTERNALS__.invoke('erase', { confirmation: 'erase' }) } catch {}" + '<' + '/script>';
      await frame({ srcdoc: inner });
      await frame({ srcdoc: inner, sandbox: 'allow-scripts' });
      await frame({ src: 'tauri://localhost/index.html' });
      await frame({ src: 'ipc://localhost/erase' });
      const blank = await frame({});
      doors.blank = await tryIt(() => blank.contentWindow.webkit.messageHandlers.ipc.postMessage(message));
      const popup = window.open('/popup');
      doors.popup = String(popup);
      doors.worker = await tryIt(() => navigator.serviceWorker.register('/worker.js').then(() => 'registered'));
      await tell('doors', doors);
    })();
  </script>`;
  const hostile = await HostileProvider.start({ '/authorize': attack });
  const app = await start({ env: { LINKDESK_ISOLATED_WINDOWS: '1' } });
  await hostile.register(app.main);
  const { id } = await startLink(app.main, 'flowaccount');

  assertRefused(await hostile.told('invoke'), names);
  const doors = await hostile.told('doors');
  for (const [door, answer] of Object.entries(doors)) assert.doesNotMatch(answer, /^answered 200/, `${door}: ${answer}`);

  assert.equal((await command(app.main, 'providers')).find(({ id: one }) => one === 'flowaccount').registrations.length, 1, 'nothing was erased');
  await session(app.main, id, ({ state }) => state === 'at_page', 'the session to go on');
  assert.equal(app.display.titles().length, 2, 'no further window was opened');
  hostile.close();
});

story('malformed messages harm nobody', {}, async ({ start }) => {
  const attack = `<script>
    const post = window.webkit.messageHandlers.ipc;
    const deep = '['.repeat(100000) + ']'.repeat(100000);
    const messages = [undefined, null, '', 0, {}, [], '{', '\\ud800', '{"cmd":"\\ud800"}', deep, '{"cmd":"settings","payload":' + deep + '}', 'x'.repeat(50 * 1024 * 1024), '\\0'];
    for (const message of messages) { try { post.postMessage(message); window.ipc.postMessage(message); } catch {} }
    try { window.ipc.postMessage(); post.postMessage(); } catch {}
    tell('sent');
  </script>`;
  const hostile = await HostileProvider.start({ '/authorize': attack });
  const app = await start({ env: { LINKDESK_ISOLATED_WINDOWS: '1' } });
  await hostile.register(app.main);
  const { id } = await startLink(app.main, 'flowaccount');
  await hostile.told('sent');

  assert.equal((await command(app.main, 'profile')).problem, null, 'the main window still answers');
  await session(app.main, id, ({ state }) => state === 'at_page', 'the session to go on');
  hostile.close();
});
