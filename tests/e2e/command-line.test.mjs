// The command line as a script meets it: real processes, a real keychain, practice providers over HTTP.

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { walk } from './support/forms.mjs';
import { story } from './support/story.mjs';

/** What a person enters at each provider's practice pages. */
const pages = {
  flowaccount: [{ user: 'sample-owner', password: 'practice' }, { business: 'N9000001' }, {}],
  bankhub: [{ bank: 'practice-fi-1' }, { user: 'sample-plain', password: 'practice' }, {}],
};

/** Practice providers of their own and a registration for each, in the real profile: loopback is allowed there. */
async function registered({ sandbox, linkdesk }) {
  const practice = await sandbox();
  for (const provider of ['bankhub', 'flowaccount']) {
    const set = linkdesk('registration', 'set', provider, '--file', '-', { input: practice.ready[provider].registration_toml });
    assert.equal(set.code, 0, set.stderr);
  }
  return practice;
}

/** Links by a printed address, as on a machine without a browser; gives the connection. */
async function linkByPrint(stage, provider, ...args) {
  const linking = stage.startLinkdesk('--json', 'link', provider, '--route', 'print', '--yes', ...args);
  const { open } = JSON.parse(await linking.nextLine());
  const callback = await walk(open, pages[provider]);
  const answer = await fetch(callback);
  assert.equal(new URL(answer.url).pathname, '/done', 'the page ends on an address without the callback in it');
  const { connection } = JSON.parse(await linking.nextLine());
  assert.equal((await linking.ended).code, 0);
  return connection;
}

for (const provider of ['bankhub', 'flowaccount']) {
  story(`${provider} is linked by a printed address, and its token comes alone on stdout`, {}, async (stage) => {
    await registered(stage);
    const connection = await linkByPrint(stage, provider, '--label', 'Sample');

    const token = stage.linkdesk('token', 'Sample');
    assert.equal(token.code, 0, token.stderr);
    assert.match(token.stdout, /^\S+\n$/, 'one line, nothing else');

    const listed = JSON.parse(stage.linkdesk('--json', 'connections').stdout);
    assert.deepEqual(listed.map(({ id }) => id), [connection.id]);
  });
}

story('flowaccount is linked by a pasted address', {}, async (stage) => {
  await registered(stage);
  const linking = stage.startLinkdesk('link', 'flowaccount', '--route', 'paste', '--label', 'Pasted');
  const address = await linking.nextLine();
  assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/connect\/authorize\?/, 'the address stands alone on its line, at once');
  linking.say(`${await walk(address, pages.flowaccount)}\n`);
  assert.equal((await linking.ended).code, 0);
  assert.equal(stage.linkdesk('token', 'Pasted').code, 0);
});

story('two processes that renew one connection at once make one request', {}, async (stage) => {
  const practice = await registered(stage);
  const { id } = await linkByPrint(stage, 'flowaccount');
  const before = refreshes(await practice.state());

  const both = [stage.startLinkdesk('refresh', id), stage.startLinkdesk('refresh', id)];
  const ended = await Promise.all(both.map((process) => process.ended));

  assert.deepEqual(ended.map(({ code }) => code), [0, 0]);
  assert.equal(refreshes(await practice.state()) - before, 1, 'the second shares the first one’s result');
});

story('200 renewals in a row keep the account', {}, async (stage) => {
  const practice = await registered(stage);
  const { id } = await linkByPrint(stage, 'flowaccount');
  const before = refreshes(await practice.state());

  for (let round = 1; round <= 200; round += 1) {
    const renewed = stage.linkdesk('refresh', id);
    assert.equal(renewed.code, 0, `round ${round}: ${renewed.stderr}`);
  }

  assert.equal(refreshes(await practice.state()) - before, 200, 'each renewal made one request');
  assert.equal(stage.linkdesk('token', id).code, 0);
});

story('a denied consent ends with code 3, and nothing is kept', {}, async (stage) => {
  await registered(stage);
  const linking = stage.startLinkdesk('--json', 'link', 'flowaccount', '--route', 'print', '--yes');
  const { open } = JSON.parse(await linking.nextLine());
  const [login, business] = pages.flowaccount;
  await fetch(await walk(open, [login, business, { answer: 'deny' }]));

  assert.equal((await linking.ended).code, 3);
  assert.equal(JSON.parse(linking.log).error.code, 'denied');
  assert.deepEqual(JSON.parse(stage.linkdesk('--json', 'connections').stdout), []);
});

for (const keyring of ['none', 'locked']) {
  story(`with a keychain that is ${keyring === 'none' ? 'missing' : keyring} the command line says so, with code 5`, { keyring }, async ({ linkdesk }) => {
    const { code, stdout, stderr } = linkdesk('--json', 'connections');
    assert.equal(code, 5, stderr);
    const { error } = JSON.parse(stdout || stderr);
    assert.equal(error.code, `keychain_${keyring === 'none' ? 'missing' : keyring}`);
    assert.ok(error.next, 'and what to do');
  });
}

story('a keychain that answers late is waited for', { keyring: 'slow' }, async (stage) => {
  const listing = stage.startLinkdesk('--json', 'connections');
  await pause(2_000);
  stage.keyring.answer();
  assert.equal(await listing.nextLine(), '[]');
  assert.equal((await listing.ended).code, 0);
});

story('a keychain that does not answer is given up after five seconds without a terminal, with code 5', { keyring: 'slow' }, async ({ linkdesk }) => {
  const begin = Date.now();
  const { code } = linkdesk('connections');
  assert.equal(code, 5);
  assert.ok(Date.now() - begin < 8_000, `it took ${Date.now() - begin} ms`);
});

const refreshes = (state) => state.providers.flowaccount.counters['token.refresh'] ?? 0;
