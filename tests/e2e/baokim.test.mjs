// Bảo Kim besides passwords and wallets: a social network's page, an account that is opened here, and single sign-on.

import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { join } from 'node:path';
import { top } from '../../scripts/parts/terminal.mjs';
import { notingBrowser } from './support/browser.mjs';
import { finish } from './support/linking.mjs';
import { story } from './support/story.mjs';

/** From the empty home to the form of a way. */
async function openWay(app, way) {
  await app.main.waitFor('@link-first');
  await app.main.click('@link-first');
  await app.main.click('@provider-baokim');
  await app.main.click('@share-continue');
  await app.main.choose('@form-field-way', way);
  await app.main.click('@form-send');
}

story('a network’s page opens in its window and the account is linked', {}, async ({ start }) => {
  const app = await start({ practice: true });
  await openWay(app, 'social');
  await app.main.click('@form-choice-network-google');
  assert.equal(await app.main.has('@form-field-social_token'), false, 'a token is for scripts');
  await app.main.click('@form-send');
  const page = await app.providerWindow();
  await page.click('#user-sample-other');
  await page.clickAndLeave('#continue');
  await finish(app, 'By Google');
  await app.providerWindowGone();
  await app.rowsAre('By Google');
  const [linked] = await app.ask('connections');
  assert.equal(linked.identity.name, 'Sample Other');
});

story('somebody without an account opens one in the form and is linked', {}, async ({ start }) => {
  const app = await start({ practice: true });
  await openWay(app, 'register');
  const typed = { email: 'new@practice.test', name: 'Sample New', phone: '+84 000 000 009', password: 'a new password', password_again: 'a new password' };
  for (const [name, text] of Object.entries(typed)) await app.main.fill(`@form-field-${name}`, text);
  assert.equal(await app.main.has('@form-field-business_name'), false, 'a person has no business');
  await app.main.click('@form-send');
  await finish(app, 'New account');
  await app.rowsAre('New account');
  const [linked] = await app.ask('connections');
  assert.equal(linked.identity.name, 'Sample New');
});

const windowOfOurs = '^This computer – Linkdesk$';

/** From practice, in a language, to the screen of an account that was linked by its password. */
async function linked(start, { language = 'en', env = {} } = {}) {
  const app = await start({ practice: true, env });
  await app.main.waitFor('@link-first');
  await app.main.click('@nav-settings');
  await app.main.click(`@language-${language}`);
  await app.main.until(async () => (await app.main.attribute('html', 'lang')).startsWith(language), `the screens in ${language}`);
  await app.main.click('@nav-accounts');
  await openWay(app, 'password');
  await signIn(app);
  await finish(app, 'Sample account');
  await app.rowsAre('Sample account');
  await app.main.click('[data-testid^="row-"]');
  await app.main.waitFor('@pages');
  return app;
}

async function signIn(app) {
  await app.main.waitFor('@form-login');
  await app.main.fill('@form-field-username', 'sample-user');
  await app.main.fill('@form-field-password', 'practice');
  await app.main.click('@form-send');
}

/** What a browser finds on a page of the site: the picture it loads, and where it is led. */
async function browse(address) {
  const page = await (await fetch(address)).text();
  const [picture, back] = [/id="ping" src="([^"]+)"/, /id="continue" href="([^"]+)"/].map((part) => part.exec(page)[1].replaceAll('&amp;', '&'));
  return { picture, back };
}

/** Whether anything listens where the site calls. */
function hears(callback) {
  const { hostname, port } = new URL(callback);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => { socket.destroy(); resolve(true); });
    socket.on('error', () => { resolve(false); });
  });
}

const callbackOf = (practice) => /^sso_callback = "(.*)"$/m.exec(practice().ready.baokim.registration_toml)[1];

for (const language of ['en', 'th']) {
  story(`the site opens signed in, leads back, and goes on in its window (${language})`, {}, async ({ start, practice, linkdesk }) => {
    const app = await linked(start, { language });
    const picture = (name) => app.screenshot(join(top, 'test-results', `baokim-${name}-${language}.png`));
    await app.main.click('@pages');
    await app.main.waitFor('@page-sign_out-browser');
    picture('pages');
    await app.main.click('@page-signed_in-window');
    await app.main.waitFor('@form-login');
    picture('sign-in');
    await signIn(app);
    const page = await app.providerWindow();
    await page.waitForText('#signed-in', 'Sample User');
    await app.session('opened');
    await app.main.waitFor('@open-again');
    const window = await app.display.window(windowOfOurs).catch(() => app.display.window('– Linkdesk$'));
    await app.display.settled(window, 600);
    picture('signed-in');
    app.display.activate(app.window);
    await app.display.settled(app.window, 600);
    picture('opened');
    await app.main.until(async () => !(await hears(callbackOf(practice))), 'nobody to listen any more');
    const { counters } = (await practice().state()).providers.baokim;
    assert.deepEqual([counters.sso, counters['oauth.token']], [1, 1], 'one page, one code');
    app.display.close(window);
    await app.providerWindowGone();
    assert.deepEqual((await app.ask('connections')).map(({ grant }) => grant), ['good']);
    await app.close();
    assert.ok(!/ticket=|authorization_code=/.test(app.log), 'no log holds an address');
    const { stdout } = linkdesk('--practice', '--json', 'timeline', 'Sample account');
    const kinds = JSON.parse(stdout).map(({ kind }) => kind);
    assert.ok(kinds.includes('page_opened') && kinds.includes('signed_on'), String(kinds));
  });
}

story('in a window as isolated as a person has it the sign-on holds', {}, async ({ start, practice }) => {
  const app = await start({ practice: true, env: { LINKDESK_ISOLATED_WINDOWS: '1' } });
  await app.main.waitFor('@link-first');
  await openWay(app, 'password');
  await signIn(app);
  await finish(app, 'Sample account');
  await app.main.click('[data-testid^="row-"]');
  await app.main.click('@pages');
  await app.main.click('@page-signed_in-window');
  await signIn(app);
  await app.session('opened');
  const counters = async () => (await practice().state()).providers.baokim.counters;
  await app.main.until(async () => (await counters())['front.signed_in'] === 1, 'the site to know its window');
  const window = await app.display.window(windowOfOurs);
  await app.display.settled(window, 600);
  app.screenshot(join(top, 'test-results', 'baokim-isolated.png'));
  assert.equal((await counters())['oauth.token'], 1, 'the picture was asked for');
});

story('an account by a network signs in there, and the site opens in the next window', {}, async ({ start, practice }) => {
  const app = await start({ practice: true });
  await openWay(app, 'social');
  await app.main.click('@form-choice-network-google');
  await app.main.click('@form-send');
  const choose = async () => {
    const page = await app.providerWindow();
    await page.click('#user-sample-user');
    await page.clickAndLeave('#continue');
  };
  await choose();
  await finish(app, 'By Google');
  await app.main.click('[data-testid^="row-"]');
  await app.main.click('@pages');
  await app.main.click('@page-signed_in-window');
  await app.main.waitFor('@form-social');
  await app.main.click('@form-choice-network-google');
  await app.main.click('@form-send');
  await choose();
  await app.session('opened');
  const site = await app.main.until(async () => {
    const pages = (await app.windows()).filter(({ handle }) => handle !== app.main.handle);
    const addresses = await Promise.all(pages.map((one) => one.address().catch(() => '')));
    return pages.length === 1 && /\/$/.test(addresses[0]) ? pages[0] : undefined;
  }, 'the site in a window of its own');
  await site.waitForText('#signed-in', 'Sample User');
  assert.equal((await practice().state()).providers.baokim.counters['oauth.token'], 1);
});

story('somebody else who signed on in the browser is refused by name', {}, async (stage) => {
  const { browser, opened } = notingBrowser(stage.desktop);
  const app = await linked(stage.start, { env: { BROWSER: browser } });
  await app.main.click('@pages');
  await app.main.click('@page-signed_in-browser');
  await signIn(app);
  const [, address] = await app.main.until(opened, 'the browser');
  await app.main.waitFor('@visiting');
  await stage.practice().fault('baokim', 'wrong_account');
  await fetch((await browse(address)).picture);
  const { problem } = await app.session('failed');
  assert.equal(problem.code, 'wrong_account');
  await app.main.waitFor('@start-again');
  app.screenshot(join(top, 'test-results', 'baokim-somebody-else.png'));
  await app.main.until(async () => !(await hears(callbackOf(stage.practice))), 'nobody to listen any more');
  assert.deepEqual((await app.ask('connections')).map(({ grant }) => grant), ['good'], 'the link is as it was');
});

story('signing out opens in the browser and leads back', {}, async (stage) => {
  const { browser, opened } = notingBrowser(stage.desktop);
  const app = await linked(stage.start, { env: { BROWSER: browser } });
  await app.main.click('@pages');
  await app.main.click('@page-sign_out-browser');
  const [, address] = await app.main.until(opened, 'the browser');
  await app.main.waitFor('@visiting');
  app.screenshot(join(top, 'test-results', 'baokim-signing-out.png'));
  const { picture, back } = await browse(address);
  assert.equal((await fetch(picture)).headers.get('content-type'), 'image/gif');
  assert.match(await (await fetch(back)).text(), /Go back to Linkdesk/);
  await app.session('opened');
  await app.main.waitFor('@open-again');
  app.screenshot(join(top, 'test-results', 'baokim-signed-out.png'));
  await app.main.until(async () => !(await hears(callbackOf(stage.practice))), 'nobody to listen any more');
});
