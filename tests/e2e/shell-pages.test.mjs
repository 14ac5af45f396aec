// What a provider's page can do in its window: show itself at the provider's hosts, and nothing else.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { command, session, startLink } from './support/commands.mjs';
import { HostileProvider } from './support/hostile.mjs';
import { signIn } from './support/linking.mjs';
import { story } from './support/story.mjs';

const isolated = { env: { LINKDESK_ISOLATED_WINDOWS: '1' } };

for (const provider of ['bankhub', 'flowaccount', 'its']) {
  story(`the answer of ${provider}'s page links the account and closes its window`, {}, async ({ start }) => {
    const app = await start({ practice: true });
    const { id } = await startLink(app.main, provider);
    const page = await app.providerWindow();
    await app.display.window('^This computer – Linkdesk$');
    await signIn[provider](page);
    await app.providerWindowGone();
    const after = await session(app.main, id, ({ state }) => state === 'linked' || state === 'confirming', 'the account');
    if (after.state === 'confirming') await command(app.main, 'confirm_session', { id });
    await session(app.main, id, ({ state }) => state === 'linked', 'the link');
    assert.equal((await command(app.main, 'connections')).length, 1);
  });
}

story('closing the window is a cancel', {}, async ({ start }) => {
  const app = await start({ practice: true });
  const { id } = await startLink(app.main, 'flowaccount');
  await app.providerWindow();
  app.display.close(await app.display.window('^This computer – Linkdesk$'));
  await session(app.main, id, ({ state }) => state === 'cancelled', 'the cancel');
  await app.providerWindowGone();
});

story('the bar cancels, by keyboard too', {}, async ({ start }) => {
  const app = await start({ practice: true, ...isolated });
  const { id } = await startLink(app.main, 'flowaccount');
  const window = await app.display.window('^This computer – Linkdesk$');
  app.display.activate(window);
  app.display.click(window, 850, 30);
  await session(app.main, id, ({ state }) => state === 'cancelled', 'the cancel');
});

story('a page goes nowhere but to its own hosts', {}, async ({ start }) => {
  const elsewhere = await HostileProvider.start({ '/': 'elsewhere', '/frame': 'elsewhere' });
  const foreign = [
    'https://flowaccount.com.evil.test/', 'https://evilflowaccount.com/', 'https://flowaccount.com@evil.test/',
    'http://flowaccount.com/', 'file:///etc/hostname', 'data:text/html,<h1>x</h1>', 'about:srcdoc',
    'tauri://localhost/index.html', 'linkdesk://callback?code=x', `${elsewhere.origin}/`,
  ];
  const attack = `<script>(async () => {
    await tell('ready');
    for (const address of ${JSON.stringify(foreign)}) {
      location.href = address;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    location.href = URL.createObjectURL(new Blob(['<h1>x</h1>'], { type: 'text/html' }));
    await new Promise((resolve) => setTimeout(resolve, 150));
    const frame = document.createElement('iframe');
    frame.src = '${elsewhere.origin}/frame';
    document.body.append(frame);
    const form = document.createElement('form');
    Object.assign(form, { action: '${elsewhere.origin}/', method: 'post' });
    document.body.append(form);
    form.submit();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await tell('still-here', location.href);
    location.href = '/hop';
    await new Promise((resolve) => setTimeout(resolve, 300));
    await tell('after-hop', location.href);
  })()</script>`;
  const hop = (_request, response) => response.writeHead(302, { location: `${elsewhere.origin}/` }).end();
  const hostile = await HostileProvider.start({ '/authorize': attack, '/hop': hop });
  const app = await start(isolated);
  await hostile.register(app.main);
  const { id } = await startLink(app.main, 'flowaccount');

  assert.ok((await hostile.told('still-here')).startsWith(`${hostile.origin}/authorize`));
  assert.ok((await hostile.told('after-hop')).startsWith(`${hostile.origin}/authorize`), 'an open redirect is cut');
  assert.deepEqual(elsewhere.asked, [], 'nothing reached the foreign host');
  const view = await session(app.main, id, ({ refused_host: host }) => host !== null, 'the refused host');
  assert.equal(view.state, 'at_page');
  assert.ok(app.display.titles().includes('This computer – Linkdesk'), 'the origin still stands in the title');
  elsewhere.close();
  hostile.close();
});

story('a forged answer changes nothing', {}, async ({ start }) => {
  const attack = `<script>(async () => {
    await tell('ready');
    for (const query of ['', '?code=x', '?code=x&state=', '?code=x&state=forged', '?error=access_denied', '?error=access_denied&state=forged']) {
      location.href = 'http://127.0.0.1:9/callback' + query;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    const frame = document.createElement('iframe');
    frame.src = 'http://127.0.0.1:9/callback?code=x&state=forged';
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await tell('done', location.pathname);
  })()</script>`;
  const hostile = await HostileProvider.start({ '/authorize': attack });
  const app = await start(isolated);
  await hostile.register(app.main);
  const { id } = await startLink(app.main, 'flowaccount');
  assert.equal(await hostile.told('done'), '/authorize');
  await session(app.main, id, ({ state }) => state === 'at_page', 'the session to go on');
  assert.ok(!hostile.asked.includes('/token'), 'no code was redeemed');
  hostile.close();
});

story('a page opens no window, covers no screen, asks for nothing', {}, async ({ start, desktop }) => {
  const attack = `<a id="blank" target="_blank" href="/next">x</a><input id="file" type="file"><script>(async () => {
    const outcome = async (act) => {
      try { return String(await Promise.race([act(), new Promise((resolve) => setTimeout(resolve, 1500, 'silence'))])); }
      catch (error) { return 'refused ' + (error.message ?? error.code ?? error); }
    };
    const got = {};
    got.open = await outcome(() => window.open('/popup'));
    got.noopener = await outcome(() => window.open('/popup', '_blank', 'noopener,width=300,height=300'));
    got.fullscreen = await outcome(async () => { await document.documentElement.requestFullscreen(); return 'covered'; });
    got.location = await outcome(() => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(() => resolve('given'), reject)));
    got.camera = await outcome(async () => { await navigator.mediaDevices.getUserMedia({ video: true, audio: true }); return 'given'; });
    got.screen = await outcome(async () => { await navigator.mediaDevices.getDisplayMedia({ video: true }); return 'given'; });
    got.notification = await outcome(() => Notification.requestPermission());
    got.clipboard = await outcome(async () => 'given ' + (await navigator.clipboard.readText()));
    document.getElementById('file').click();
    const link = Object.assign(document.createElement('a'), { href: '/file.bin', download: 'taken.bin' });
    document.body.append(link);
    link.click();
    await new Promise((resolve) => setTimeout(resolve, 500));
    location.href = '/attached.html';
    await new Promise((resolve) => setTimeout(resolve, 500));
    window.print();
    document.getElementById('blank').style = 'position: fixed; inset: 0; background: silver';
    await tell('got', got);
  })()</script>`;
  const file = (type, disposition) => (_request, response) =>
    response.writeHead(200, { 'content-type': type, 'content-disposition': disposition }).end('sample');
  const hostile = await HostileProvider.start({
    '/authorize': attack,
    '/next': `<script>tell('next', location.pathname)</script>`,
    '/popup': `<script>tell('popup')</script>`,
    '/file.bin': file('application/octet-stream', 'attachment'),
    '/attached.html': file('text/html', 'attachment; filename="taken.html"'),
  });
  const app = await start(isolated);
  await hostile.register(app.main);
  await startLink(app.main, 'flowaccount');

  const got = await hostile.told('got');
  for (const [what, answer] of Object.entries(got)) {
    assert.doesNotMatch(answer, /given|granted|covered|object Window/, `${what}: ${answer}`);
  }
  assert.deepEqual(app.display.titles().sort(), ['Linkdesk', 'This computer – Linkdesk'], 'no further window stands there');
  const window = await app.display.window('^This computer – Linkdesk$');
  app.display.activate(window);
  app.display.click(window, 400, 500);
  assert.equal(await hostile.told('next'), '/next', 'a link for a new window opens in its place');
  assert.deepEqual(filesBelow(desktop.folder).filter((path) => path.includes('taken')), [], 'nothing was downloaded');
  hostile.close();
});

story('what a page keeps is gone with its window, and never shared', {}, async ({ start, desktop }) => {
  const keep = `<script>(async () => {
    const name = new URLSearchParams(location.search).get('client_id') ? 'page' : 'none';
    const databases = indexedDB.databases ? await indexedDB.databases() : [];
    await tell('found-' + (await (await fetch('/turn')).text()), { cookie: document.cookie, local: { ...localStorage }, databases: databases.length, name });
    document.cookie = 'canary_cookie=canary-value-0001; max-age=86400';
    localStorage.setItem('canary', 'canary-value-0001');
    await new Promise((resolve) => { const open = indexedDB.open('canary'); open.onsuccess = resolve; open.onerror = resolve; });
    await tell('kept');
  })()</script>`;
  let turn = 0;
  const hostile = await HostileProvider.start({
    '/authorize': keep,
    '/turn': (_request, response) => response.writeHead(200).end(String((turn += 1))),
  });
  const app = await start(isolated);
  await hostile.register(app.main);
  const first = await startLink(app.main, 'flowaccount');
  const empty = { cookie: '', local: {}, databases: 0, name: 'page' };
  assert.deepEqual(await hostile.told('found-1'), empty);
  await hostile.told('kept');

  await startLink(app.main, 'flowaccount');
  assert.deepEqual(await hostile.told('found-2'), empty, 'a second window, beside the first');

  await command(app.main, 'cancel_session', { id: first.id });
  await pause(500);
  await startLink(app.main, 'flowaccount');
  assert.deepEqual(await hostile.told('found-3'), empty, 'and after it');

  await app.close();
  const profiles = filesBelow(desktop.folder).filter((path) => path.includes('com.linkdesk.desktop'));
  assert.deepEqual(profiles, [], 'the engine keeps no profile among the person\'s data');
  const holding = filesBelow(desktop.folder).filter((path) => readFileSync(path).includes('canary-value-0001'));
  assert.deepEqual(holding, [], 'no file holds what the page kept');
  hostile.close();
});

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}
