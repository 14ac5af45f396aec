// npm start: sets up what is missing, builds what changed, opens Linkdesk on the person's own desktop and keychain.
// Without a display it runs the guided demonstration instead. `npm start -- --practice` opens the practice profile.

import { demonstrate } from './demonstration.mjs';
import { buildDriven, buildPrograms, desktopProgram } from './parts/build.mjs';
import { keychainIsThere } from './parts/debian.mjs';
import { main, run } from './parts/terminal.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  if (!hasDisplay()) {
    console.log('There is no display here, so Linkdesk cannot open a window you would see.');
    console.log('It runs a guided demonstration on a virtual display instead, and keeps a picture of each step.');
    await setUp({ packages: ['build', 'display'] });
    await buildDriven();
    return demonstrate();
  }
  const linux = process.platform === 'linux';
  await setUp({ packages: linux && !keychainIsThere() ? ['build', 'keychain'] : ['build'] });
  await buildPrograms();
  console.log('▸ Linkdesk is open; close its window to end.');
  return run(desktopProgram, process.argv.slice(2));
});

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
