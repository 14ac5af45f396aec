// npm run bindings: writes the UI's types from the Rust types, the diagram of the link session from its table, and the
// page of calls from the fixtures of the practice providers. `npm test` fails while they differ.

import { main, run } from './parts/terminal.mjs';

const write = (crate, target, ...tests) =>
  run('cargo', ['test', '--locked', '-p', crate, ...target, '--', ...tests], {
    env: { ...process.env, LINKDESK_WRITE_BINDINGS: '1' },
  });

await main(
  async () =>
    (await write('linkdesk-core', ['--lib'], 'bindings_are_fresh', 'the_diagram_in_docs_is_the_table')) ||
    write('linkdesk-sandbox', ['--test', 'practice'], 'the_page_of_calls_is_fresh'),
);
