// "Stay signed in": a sign-in at a provider serves the next account of the same customer in the same run, if that was
// ticked, and nobody else. In isolated windows as a person has them, by real keys.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crowd, expire, linkCrowd } from './support/crowd.mjs';
import { story } from './support/story.mjs';

/** Three businesses of one customer and one of another, all with one login at the provider. */
const accounts = crowd.filter(({ user }) => user === 'sample-accountant');
const businesses = accounts.map(({ business }) => business);

/** Whether any file below a folder holds a text. */
function stands(text, folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.some((file) => {
    try {
      return readFileSync(join(file.parentPath, file.name)).includes(text);
    } catch {
      return false; // it went meanwhile
    }
  });
}

/** How often the page was asked for, and how often it knew who asked. */
async function asked(practice) {
  const { counters } = (await practice.state()).providers.flowaccount;
  return { pages: counters.authorize ?? 0, known: counters['authorize.known'] ?? 0 };
}

/** Signs in at the window that opens, by keys. `before`: what was asked before it opened. Gives whether the page knew who it is. */
async function signIn(app, practice, before, { business }) {
  const { display } = app;
  const page = await display.window('This computer');
  const strike = async (...keys) => {
    await display.settled(page);
    display.press(...keys);
  };
  // A window without its page is at rest as well.
  const { known } = await display.until(async () => {
    const now = await asked(practice);
    return now.pages > before.pages ? now : undefined;
  }, 'the page to be asked for');
  await display.settled(page);
  const isKnown = known > before.known;
  if (isKnown) {
    if (process.env.LINKDESK_LOOK) display.screenshot(join(process.env.LINKDESK_LOOK, 'stay-known.png'));
    await strike('Tab', 'Return');
  } else {
    display.type('sample-accountant');
    display.press('Tab');
    display.type('practice');
    display.press('Return');
  }
  const steps = Array.from({ length: businesses.indexOf(business) }, () => 'Down');
  await strike('Tab', ...steps, 'Tab', 'Return');
  await strike('Tab', 'Return');
  await display.gone('This computer');
  return isKnown;
}

story('a sign-in serves what follows of the same customer only where that was ticked, and nobody else', {}, async (stage) => {
  const app = await stage.start({ practice: true, env: { LINKDESK_ISOLATED_WINDOWS: '1' } });
  const { display, main } = app;
  await main.waitFor('@link-first');
  await linkCrowd(stage, accounts);
  const before = await expire(app, stage.practice(), ['flowaccount']);
  assert.equal(before.length, 4);
  await main.click('@nav-desk');
  await main.waitFor('@run-begin');
  assert.equal(await main.has('@desk-stay'), false, 'without a run nothing follows');
  display.activate(app.window);
  display.press('b');

  /** Signs in to the entry in hand. Gives its customer, and whether the page knew who signs in. */
  const next = async () => {
    const { in_hand: id, entries } = await app.ask('queue');
    const { label, customer } = entries.find((entry) => entry.id === id).subject.connection;
    const before = await asked(stage.practice());
    display.press('Return');
    const known = await signIn(app, stage.practice(), before, accounts.find((account) => account.label === label));
    await main.until(async () => (await app.ask('queue')).in_hand !== id, 'the run to go on');
    await display.until(() => /Practice/.test(display.activeTitle()), 'the keys to be at the desk again');
    return [customer, known];
  };
  const [first, other] = [accounts[0].customer, accounts[3].customer];

  // Whoever was lost first stands first; here the one account shall come after the three.
  const { in_hand: id, entries } = await main.until(async () => {
    const queue = await app.ask('queue');
    return queue.in_hand === null ? undefined : queue;
  }, 'the run');
  if (entries.find((entry) => entry.id === id).subject.connection.customer === other) display.press('l');
  await main.waitFor('@desk-stay');
  assert.equal(await main.run('return document.querySelector("[data-testid=desk-stay]").checked'), false, 'off by itself');
  assert.deepEqual(await next(), [first, false]);
  await main.waitFor('@desk-stay');
  display.press('k');
  await main.until(async () => (await app.ask('queue')).stay.on, 'it to be ticked');
  if (process.env.LINKDESK_LOOK) await app.screenshot(join(process.env.LINKDESK_LOOK, 'stay-ticked.png'));
  assert.deepEqual(await next(), [first, false], 'what came before the tick is not known');
  await main.waitFor('@desk-stay-last');
  assert.equal(stands('practice_flowaccount', stage.desktop.folder), false, 'no file holds the cookie');
  assert.deepEqual(await next(), [first, true], 'the second account of the same customer');
  await main.waitUntilGone('@desk-stay-last');
  assert.deepEqual((await app.ask('queue')).stay, { offered: false, on: false });
  assert.deepEqual(await next(), [other, false], 'the same login, but another customer');
  await main.waitFor('@run-over');
});
