// A link that ended is repaired, refused or taken away in the real app.

import assert from 'node:assert/strict';
import { link, practise, signIn } from './support/linking.mjs';
import { story } from './support/story.mjs';

/** The app in practice, with one account linked and its grant withdrawn behind our back. */
async function withDeadGrant({ start, practice }, provider, login) {
  const app = await start();
  await practise(app);
  await link(app, provider, { label: 'Sample', ...login });
  await app.rowsAre('Sample');
  await practice().order('grant', { provider, action: provider === 'bankhub' ? 'bank_password_changed' : 'revoke' });
  const [{ id }] = await app.ask('connections');
  // Something has to notice: a renewal, or a look at the account. bankHub allows one a minute.
  await app.ask('practice_clock', { advance_seconds: 90 });
  await assert.rejects(app.ask(provider === 'bankhub' ? 'sync' : 'renew', { id }), 'the grant is dead');
  await app.main.until(async () => (await app.ask('connections'))[0].next_action === 'reconnect', 'the account to need a person');
  return { app, id };
}

async function reconnect(app, id) {
  await app.main.click(`@row-action-${id}`);
  return app.providerWindow();
}

story('the same account is reconnected and keeps its id', {}, async (stage) => {
  const { app, id } = await withDeadGrant(stage, 'flowaccount');
  await signIn.flowaccount(await reconnect(app, id));

  await app.session('linked');
  const [connection, ...others] = await app.ask('connections');
  assert.deepEqual([connection.id, connection.grant, others.length], [id, 'good', 0]);
});

story('a bank account that asks for a new sign-in is repaired on the bank’s page and keeps its id', {}, async (stage) => {
  const login = { user: 'sample-plain', password: 'practice', otp: '' };
  const { app, id } = await withDeadGrant(stage, 'bankhub', login);
  const page = await reconnect(app, id);
  // The bank and the user stand fast: only the password is asked for, and with it the page is done.
  await page.fill('#password', login.password);
  await page.click('#continue');

  await app.session('linked');
  const [connection, ...others] = await app.ask('connections');
  assert.deepEqual([connection.id, connection.grant, others.length], [id, 'good', 0]);
});

story('another account is refused by name, and the old one stays as it was', {}, async (stage) => {
  const { app, id } = await withDeadGrant(stage, 'flowaccount');
  await signIn.flowaccount(await reconnect(app, id), { business: 'N9000002' });

  const session = await app.session('wrong_account');
  const shown = await app.main.text('@session');
  for (const { name } of [session.expected, session.identity]) assert.ok(shown.includes(name), `the screen names ${name}`);
  await app.main.click('@keep-old');
  const connections = await app.ask('connections');
  assert.deepEqual(connections.map((connection) => [connection.id, connection.next_action]), [[id, 'reconnect']]);
});

story('another account can be added as a new connection instead', {}, async (stage) => {
  const { app, id } = await withDeadGrant(stage, 'flowaccount');
  await signIn.flowaccount(await reconnect(app, id), { business: 'N9000002' });
  await app.session('wrong_account');
  await app.main.click('@add-as-new');

  await app.session('linked');
  const connections = await app.ask('connections');
  assert.equal(connections.length, 2);
  const [old, added] = [connections.find((one) => one.id === id), connections.find((one) => one.id !== id)];
  assert.deepEqual([old.next_action, added.grant], ['reconnect', 'good'], 'the old one still needs its person');
});

story('unlinking takes the account away here and at the provider', {}, async (stage) => {
  const app = await stage.start();
  await practise(app);
  await link(app, 'bankhub', { label: 'Sample' });
  await app.rowsAre('Sample');
  const [{ id }] = await app.ask('connections');
  await app.main.click(`@row-${id}`);
  await app.main.click('@unlink');
  await app.main.click('@unlink-confirm');

  await app.main.until(async () => (await app.ask('connections')).length === 0, 'the account to go');
  const { providers } = await stage.practice().state();
  assert.deepEqual(providers.bankhub.grants.filter(({ condition }) => condition === 'good'), [], 'the provider has no grant left');
});
