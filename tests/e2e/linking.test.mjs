// A person links accounts in the real app: every story a person can have at a provider's page.

import assert from 'node:assert/strict';
import { link, openProvider, practise, signIn } from './support/linking.mjs';
import { story } from './support/story.mjs';

const owner = { user: 'sample-owner', password: 'practice' };

story('practice accounts of every kind are linked in their windows, and are there after a second start', {}, async ({ start, linkdesk }) => {
  const app = await start();
  await practise(app);
  await link(app, 'bankhub', { label: 'Sample account' });
  await app.rowsAre('Sample account');
  await link(app, 'flowaccount', { label: 'Sample company' });
  await app.rowsAre('Sample account', 'Sample company');
  await link(app, 'its', { label: 'Sample shop' });
  await app.rowsAre('Sample account', 'Sample company', 'Sample shop');
  await app.close();

  const again = await start({ practice: true });
  await again.rowsAre('Sample account', 'Sample company', 'Sample shop');
  const connections = await again.ask('connections');
  assert.deepEqual(connections.map(({ grant }) => grant), ['good', 'good', 'good'], 'all are still connected');
  const bank = connections.find(({ provider }) => provider === 'bankhub');
  assert.ok(bank.account_count > 0 && bank.balance, 'the bank account has accounts and a balance');
  await again.close();

  const token = linkdesk('--practice', 'token', 'Sample company');
  assert.equal(token.code, 0, token.stderr);
  assert.match(token.stdout, /^\S+\n$/, 'a script gets the token of what the app linked');
  const key = linkdesk('--practice', 'token', 'Sample shop');
  assert.match(key.stdout, /^shop1000000000000000001:\S+\n$/, 'and the key of the shop that was chosen');
});

story('cancel in the app closes the provider’s window', {}, async ({ start }) => {
  const app = await start({ practice: true });
  await openProvider(app, 'bankhub');
  await app.main.click('@cancel-session');

  await app.providerWindowGone();
  await app.session('cancelled');
  await app.main.waitFor('@start-again');
});

for (const provider of ['bankhub', 'flowaccount', 'its', 'headline']) {
  story(`cancel on the page of ${provider} is a cancel, and nothing is kept`, {}, async ({ start }) => {
    const app = await start({ practice: true });
    const page = await openProvider(app, provider);
    await page.clickAndLeave('#cancel');

    await app.providerWindowGone();
    await app.session('cancelled', 'denied');
    assert.deepEqual(await app.ask('connections'), []);
  });
}

story('a wrong password is the page’s affair, and the right one links', {}, async ({ start }) => {
  const app = await start({ practice: true });
  const page = await openProvider(app, 'flowaccount');
  await page.fill('#user', owner.user);
  await page.fill('#password', 'not this one');
  await page.click('#continue');
  await page.waitFor('#error');
  assert.equal((await app.session('at_page')).problem, null, 'the session waits on');

  await signIn.flowaccount(page, owner);
  await app.session('linked');
});

for (const [provider, login] of [['bankhub', { user: 'sample-plain', password: 'practice', otp: '' }], ['flowaccount', owner], ['its', {}], ['headline', {}]]) {
  story(`a denied consent at ${provider} is said, and nothing is kept`, {}, async ({ start }) => {
    const app = await start({ practice: true });
    const page = await openProvider(app, provider);
    await signIn[provider](page, { ...login, answer: 'deny' });

    await app.providerWindowGone();
    await app.session('denied', 'cancelled');
    await app.main.waitFor('@start-again');
    assert.deepEqual(await app.ask('connections'), []);
  });
}

story('a session that is over closes its window, and its late answer does nothing', {}, async ({ start }) => {
  const app = await start({ practice: true });
  await openProvider(app, 'flowaccount');
  await app.ask('practice_clock', { advance_seconds: 11 * 60 });

  await app.session('timed_out');
  await app.providerWindowGone();
  assert.deepEqual(await app.ask('connections'), []);
});
