// The app's window itself.

import assert from 'node:assert/strict';
import { story } from './support/story.mjs';

story('the window opens with its title and closes cleanly', {}, async ({ start }) => {
  const app = await start();
  await app.main.waitFor('body');
  assert.match(await app.main.address(), /^tauri:\/\/localhost/, 'the UI comes out of the program, not from a server');
  await app.display.window('^Linkdesk$');

  await app.close();

  assert.equal(app.running, false, 'nothing of the program is left');
  assert.deepEqual(app.display.titles(), [], 'no window is left');
});

story('a second start works after a crash', {}, async ({ start }) => {
  const first = await start();
  await first.main.waitFor('body');
  await first.kill();

  const second = await start();
  await second.main.waitFor('body');
});
