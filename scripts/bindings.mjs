// npm run bindings: writes the UI's types from the Rust types. `npm test` fails while they differ.

import { main, run } from './parts/terminal.mjs';

await main(() =>
  run('cargo', ['test', '--locked', '-p', 'linkdesk-core', '--lib', 'bindings_are_fresh'], {
    env: { ...process.env, LINKDESK_WRITE_BINDINGS: '1' },
  }),
);
