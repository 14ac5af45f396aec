// The app and the command line on one computer, with one store and one keychain.

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { link, practise } from './support/linking.mjs';
import { story } from './support/story.mjs';

story('what the command line does shows in the app that is open, and the other way round', {}, async ({ start, linkdesk }) => {
  const app = await start();
  await practise(app);
  await link(app, 'flowaccount', { label: 'Sample' });
  await app.rowsAre('Sample');

  const renamed = linkdesk('--practice', 'rename', 'Sample', 'Renamed elsewhere');
  assert.equal(renamed.code, 0, renamed.stderr);
  await app.rowsAre('Renamed elsewhere');

  const [{ id }] = await app.ask('connections');
  await app.ask('renew', { id });
  const shown = JSON.parse(linkdesk('--json', '--practice', 'connections').stdout);
  assert.deepEqual(shown.map(({ id, grant }) => ({ id, grant })), [{ id, grant: 'good' }]);
});

story('a keychain that answers late is waited for', { keyring: 'slow' }, async (stage) => {
  const listing = stage.startLinkdesk('--json', 'connections');
  await pause(2_000);
  stage.keyring.answer();
  assert.equal(await listing.nextLine(), '[]');
  assert.equal((await listing.ended).code, 0);
});

story('without a terminal, a keychain that does not answer is given up after five seconds', { keyring: 'slow' }, async ({ linkdesk }) => {
  const begin = Date.now();
  const { code } = linkdesk('connections');
  assert.equal(code, 5, 'the code for the keychain');
  assert.ok(Date.now() - begin < 8_000, `it took ${Date.now() - begin} ms`);
});

story('a locked keychain is said, and “try again” goes on once it is unlocked', { keyring: 'locked' }, async (stage) => {
  const app = await stage.start();
  await app.main.waitFor('@problem');
  await stage.keyring.unlock();
  await app.main.click('@retry');
  await app.main.waitFor('@link-first');
});
