// What the app says on the desktop, and what it hears of sleep, at services of the test's own.

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { link, practise, signIn } from './support/linking.mjs';
import { services } from './support/services.mjs';
import { story } from './support/story.mjs';

/** The app in practice with a company whose grant was withdrawn behind our back and noticed. */
async function withDeadGrant({ start, practice }) {
  const app = await start();
  await practise(app);
  await link(app, 'flowaccount', { label: 'Sample books' });
  await practice().order('grant', { provider: 'flowaccount', action: 'revoke' });
  const [{ id }] = await app.ask('connections');
  await assert.rejects(app.ask('renew', { id }), 'the grant is dead');
  return { app, id };
}

story('a person is told once on the desktop, without a name, and it is taken back', {}, async (stage) => {
  const desktop = await services(stage.desktop);
  const { app, id } = await withDeadGrant(stage);
  const told = await desktop.next('notice');
  assert.deepEqual([told.app, told.replaces, told.summary], ['Linkdesk Practice', 0, 'Linkdesk Practice · An account needs you']);
  assert.equal(told.body, 'Accounts that need a sign-in: 1.');

  await app.main.click(`@row-action-${id}`);
  await signIn.flowaccount(await app.providerWindow());
  await app.session('linked');
  assert.deepEqual(await desktop.next('closed'), { closed: told.notice }, 'nothing was said in between');
});

story('whoever turned notices off is told nothing', {}, async (stage) => {
  const desktop = await services(stage.desktop);
  const app = await stage.start();
  await app.ask('save_settings', { settings: { ...(await app.ask('settings')), notices: false } });
  await practise(app);
  await app.ask('save_settings', { settings: { ...(await app.ask('settings')), notices: false } });
  await link(app, 'flowaccount', { label: 'Sample books' });
  await stage.practice().order('grant', { provider: 'flowaccount', action: 'revoke' });
  const [{ id }] = await app.ask('connections');
  await assert.rejects(app.ask('renew', { id }));
  assert.deepEqual((await desktop.rest(4000)).filter((said) => 'notice' in said), []);
});

story('before sleep nothing is begun, and sleep is let go at once', {}, async (stage) => {
  const desktop = await services(stage.desktop);
  const app = await stage.start();
  assert.deepEqual(await desktop.next('inhibits'), { inhibits: 'sleep', mode: 'delay', time: 1 });
  await practise(app);
  await link(app, 'flowaccount', { label: 'Sample books' });
  const renewedAt = async () => (await app.ask('connections'))[0].renewed_at;
  const before = await renewedAt();

  desktop.tell('sleep');
  await desktop.next('lets');
  await app.ask('practice_clock', { advance_seconds: 3 * 3600 });
  await pause(2500);
  assert.equal(await renewedAt(), before, 'nothing is begun before sleep');

  desktop.tell('wake');
  await app.main.until(async () => (await renewedAt()) !== before, 'the account to be renewed after waking');
  assert.equal((await desktop.next('inhibits')).mode, 'delay', 'the next sleep is held up again');
});
