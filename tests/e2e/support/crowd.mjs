// Twenty accounts of several customers at all five practice providers, linked by the command line, and their ends.

import assert from 'node:assert/strict';
import { walk } from './forms.mjs';

const practice = 'practice';

/** What a person fills in to sign in to each of them; where it is known from the account, on the pages of a link. */
const pages = {
  flowaccount: ({ user, business }) => [{ user, password: practice }, { business }, {}],
  bankhub: ({ user, bank }) => [{ bank }, { user, password: practice }, {}],
  its: ({ user, shop }) => [{ user, password: practice }, { shop }, {}],
  headline: ({ user }) => [{ user, password: practice }, {}],
};

const books = (customer, user, ...businesses) => businesses.map((business) => ({ customer, provider: 'flowaccount', user, business }));
const banks = (customer, user, ...ids) => ids.map((bank) => ({ customer, provider: 'bankhub', user, bank }));
const shops = (customer, user, ...ids) => ids.map((shop) => ({ customer, provider: 'its', user, shop }));
const person = (customer, provider, user) => [{ customer, provider, user }];

/** The accounts: seven customers, all five providers. All of them invented. */
export const crowd = [
  ...books('ร้านตัวอย่าง 044', 'sample-accountant', 'N9000011', 'N9000012', 'N9000013'),
  ...books('Sample Trading', 'sample-owner', 'N9000001', 'N9000002'),
  ...banks('Sample Trading', 'sample-plain', 'practice-fi-1'),
  ...banks('Khách Mẫu 107', 'sample-plain', 'practice-fi-2', 'practice-fi-3'),
  ...shops('Khách Mẫu 107', 'sample-shopkeeper', '1000000000000000001'),
  ...books('Example Studio', 'sample-studio', 'N9000003'),
  ...person('Example Studio', 'headline', 'sample@practice.test'),
  ...banks('示例公司 052', 'sample-other', 'practice-fi-1', 'practice-fi-2'),
  ...person('示例公司 052', 'baokim', 'sample-user'),
  ...shops('Practice Franchise', 'sample-franchise', '1000000000000000011', '1000000000000000012'),
  ...person('Practice Franchise', 'baokim', 'sample-business'),
  ...books('Sample Florist', 'sample-accountant', 'N9000014'),
  ...person('Sample Florist', 'headline', 'other@practice.test'),
  ...person('Sample Florist', 'baokim', 'sample-other'),
].map((account, number) => ({ ...account, label: `Account ${String(number + 1).padStart(2, '0')}` }));

/** Links them all, a few at a time. */
export async function linkCrowd(stage, accounts = crowd) {
  const left = [...accounts];
  const worker = async () => {
    for (let account; (account = left.shift()); ) await linkOne(stage, account);
  };
  await Promise.all([worker(), worker(), worker()]);
}

async function linkOne({ startLinkdesk }, account) {
  const { provider, label, customer, user } = account;
  const named = ['--practice', '--json', 'link', provider, '--label', label, '--customer', customer, '--yes'];
  if (provider === 'baokim') {
    const fields = ['way=password', `username=${user}`, 'password=-'].flatMap((field) => ['--field', field]);
    const program = startLinkdesk(...named, ...fields);
    program.say(practice);
    return linked(program, account);
  }
  const program = startLinkdesk(...named, '--route', 'paste');
  const { open } = JSON.parse(await program.nextLine());
  program.say(await walk(open, pages[provider](account)));
  return linked(program, account);
}

async function linked(program, { label }) {
  const said = await program.nextLine();
  assert.equal(JSON.parse(said ?? '{}').connection?.label, label, said);
  await program.ended;
}

/** What the control of the practice providers is told, so that nothing of a provider works any more. */
const ends = {
  flowaccount: ['revoke'],
  bankhub: ['bank_password_changed'],
  its: ['revoke'],
  headline: ['expire_access_tokens', 'expire_refresh_tokens'],
  baokim: ['revoke'],
};

/** Ends every grant of these providers behind the app's back, and has the app notice. Gives the connections. */
export async function expire(app, practiceProviders, providers) {
  for (const provider of providers) {
    for (const action of ends[provider]) await practiceProviders.order('grant', { provider, action });
  }
  // A bank lets nobody look more than once a minute.
  await app.ask('practice_clock', { advance_seconds: 90 });
  const meant = (await app.ask('connections')).filter(({ provider }) => providers.includes(provider));
  for (const { id, provider } of meant) {
    await assert.rejects(app.ask(['bankhub', 'its'].includes(provider) ? 'sync' : 'renew', { id }), `${provider} is dead`);
  }
  return meant;
}
