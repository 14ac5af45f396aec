// The reconnect desk in the real app: a run through expired grants of several providers.

import assert from 'node:assert/strict';
import { link, practise, signIn } from './support/linking.mjs';
import { story } from './support/story.mjs';

/** Three linked accounts of two providers, all withdrawn behind our back, each with a customer. */
async function withDeadGrants({ start, practice }) {
  const app = await start();
  await practise(app);
  await link(app, 'flowaccount', { label: 'Books' });
  await link(app, 'bankhub', { label: 'Household', user: 'sample-plain', password: 'practice', otp: '' });
  await link(app, 'its', { label: 'Shop' });
  for (const { id, label } of await app.ask('connections')) await app.ask('rename', { id, label, customer: `Sample ${label}` });
  await practice().order('grant', { provider: 'flowaccount', action: 'revoke' });
  await practice().order('grant', { provider: 'bankhub', action: 'bank_password_changed' });
  await app.ask('practice_clock', { advance_seconds: 90 });
  for (const { id, provider } of await app.ask('connections')) {
    if (provider !== 'its') await assert.rejects(app.ask(provider === 'bankhub' ? 'sync' : 'renew', { id }), `${provider} is dead`);
  }
  return app;
}

story('staff clear the desk in one run: one is reconnected, one is put off and then reconnected', {}, async (stage) => {
  const app = await withDeadGrants(stage);
  await app.main.click('@nav-desk');
  await app.main.waitFor('@run-begin');
  assert.match(await app.main.text('@desk-need'), /2 of 3 connections need a person/);
  const { entries } = await app.ask('queue');
  const of = (provider) => entries.find(({ subject }) => subject.connection.provider === provider).id;
  await app.main.click('@run-begin');
  await app.main.waitFor('@run');
  if (process.env.LINKDESK_LOOK) await app.screenshot(`${process.env.LINKDESK_LOOK}/desk-run.png`);

  // Whichever has its turn is put off: the other one is in hand then.
  const first = (await app.ask('queue')).in_hand;
  await app.main.click('@desk-later');
  await app.main.until(async () => (await app.ask('queue')).in_hand !== first, 'the next one to be in hand');

  const repair = async (id) => {
    await app.main.click('@desk-open');
    const page = await app.providerWindow();
    if (id === of('flowaccount')) await signIn.flowaccount(page);
    else {
      await page.fill('#password', 'practice');
      await page.click('#continue');
    }
    await app.session('linked');
    // Back at the desk by itself.
    await app.main.waitFor('@run');
    await app.main.until(async () => (await app.ask('queue')).in_hand !== id, 'the run to go on');
  };
  await repair((await app.ask('queue')).in_hand);
  assert.equal((await app.ask('queue')).in_hand, first, 'what was put off has its turn at the end');
  await repair(first);

  const done = await app.ask('queue');
  assert.equal(done.in_hand, null);
  assert.deepEqual(done.entries.map(({ result }) => result.kind), ['reconnected', 'reconnected']);
  assert.match(await app.main.text('@run'), /This run is through/);
  await app.main.click('@run-end');
  await app.main.waitFor('@desk-empty');
});
