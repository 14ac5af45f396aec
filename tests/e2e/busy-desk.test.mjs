// A morning at the reconnect desk: twenty grants of seven customers at five providers have ended, and all are cleared in
// one sitting. What it takes is counted, and docs/desk.md says the same.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { top } from '../../scripts/parts/terminal.mjs';
import { crowd, expire, linkCrowd } from './support/crowd.mjs';
import { byKeys, byMouse } from './support/signing-in.mjs';
import { story } from './support/story.mjs';

const look = (app, name) => (process.env.LINKDESK_LOOK ? app.screenshot(join(process.env.LINKDESK_LOOK, `${name}.png`)) : undefined);

/** What stays the same of a connection through a reconnection. */
const kept = ({ id, provider, label, customer, identity, linked_at }) => ({ id, provider, label, customer, identity, linked_at });
const all = (connections) => connections.map(kept).sort((a, b) => a.id.localeCompare(b.id));

/** Entries of one customer with one provider stand one behind the other. */
function assertGrouped(entries) {
  const pairs = entries.map(({ subject }) => `${subject.connection.provider} of ${subject.connection.customer}`);
  const begun = pairs.filter((pair, at) => pair !== pairs[at - 1]);
  assert.deepEqual(begun, [...new Set(begun)], 'no pair is begun twice');
}

/** Walks through the run that is on. `open`: what the person does at the desk for one entry. Gives the seconds each took. */
async function clear(app, open, ways) {
  const seconds = [];
  for (;;) {
    const { in_hand: id, entries } = await app.ask('queue');
    if (id === null) return seconds;
    const { connection } = entries.find((entry) => entry.id === id).subject;
    const account = crowd.find(({ label }) => label === connection.label);
    await app.main.waitForText('@in-hand', connection.identity.name);
    const began = performance.now();
    await open();
    await ways[account.provider](app, account);
    await app.main.waitFor('.in-hand', 30_000);
    await app.main.until(async () => (await app.ask('queue')).in_hand !== id, 'the run to go on by itself');
    seconds.push((performance.now() - began) / 1000);
    if (seconds.length === 16) await look(app, 'busy-run');
  }
}

/** The sheet at the end: a line for each, and each says that it works again. */
async function assertSheet(app, count) {
  const done = await app.ask('queue');
  assert.equal(done.in_hand, null);
  for (const { lost_at: lost, reason } of done.entries) assert.ok(lost && reason, 'it still tells when and why each was lost');
  const results = done.entries.map(({ result }) => result?.kind);
  assert.deepEqual(results, Array.from({ length: count }, () => 'reconnected'));
  await app.main.waitForText('@run', new RegExp(`This run is through.*${count} reconnected`, 's'));
}

function told(what, done, count, seconds) {
  const mean = seconds.reduce((sum, one) => sum + one, 0) / seconds.length;
  console.log(`${what}: ${count} grants, ${done} at the desk, ${(done / count).toFixed(2)} for each; ${mean.toFixed(1)} s each by this machine`);
}

const providers = ['flowaccount', 'bankhub', 'its', 'headline', 'baokim'];

story('twenty ended grants are cleared in one sitting by keys alone, and once more by the mouse', { longest: 420_000 }, async (stage) => {
  const app = await stage.start({ practice: true });
  await app.main.waitFor('@link-first');
  await linkCrowd(stage);
  assert.equal((await app.ask('connections')).length, crowd.length);
  const before = all(await expire(app, stage.practice(), providers));
  assert.equal(before.length, 20);

  await app.main.click('@nav-desk');
  await app.main.waitFor('@run-begin');
  assertGrouped((await app.ask('queue')).entries);
  await look(app, 'busy-before');

  // By keys. Every one that is struck at the desk is counted.
  let struck = 0;
  const strike = (...names) => {
    struck += 1;
    return app.main.press(...names);
  };
  await strike('b');
  await app.main.waitFor('@run');
  const keyed = await clear(app, () => strike('Enter'), byKeys);
  await assertSheet(app, 20);
  await look(app, 'busy-over');
  assert.equal(struck, 21, 'one for the run, and one for each grant');
  const counted = struck;
  told('by keys', counted, 20, keyed);
  assert.deepEqual(all(await app.ask('connections')), before, 'each keeps its id, its name, its customer and its account');
  for (const { id } of before) {
    const { timeline } = await app.ask('connection', { id });
    const kinds = timeline.map(({ kind }) => kind);
    assert.ok(kinds.includes('linked') && kinds.includes('reconnected'), `its history goes on: ${kinds}`);
  }
  await strike('e');
  await app.main.waitFor('@desk-empty');
  await look(app, 'busy-empty');

  // By the mouse, all of them a second time.
  await expire(app, stage.practice(), providers);
  let clicked = 0;
  const click = (selector) => {
    clicked += 1;
    return app.main.click(selector);
  };
  await app.main.waitFor('@run-begin');
  assertGrouped((await app.ask('queue')).entries);
  await click('@run-begin');
  await app.main.waitFor('@run');
  const pointed = await clear(app, () => click('@desk-open'), byMouse);
  await assertSheet(app, 20);
  assert.equal(clicked, 21, 'one for the run, and one for each grant');
  told('by the mouse', clicked, 20, pointed);
  assert.deepEqual(all(await app.ask('connections')), before);

  const words = readFileSync(join(top, 'docs', 'desk.md'), 'utf8');
  for (const [way, count] of [['keys alone', counted], ['the mouse', clicked]]) {
    const line = `| ${way} | 20 | ${count} | 1 | ${count - 1} |`;
    assert.ok(words.includes(line), `docs/desk.md says what was counted: ${line}`);
  }
});
