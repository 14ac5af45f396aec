// What a desktop has besides windows, at services of the test's own: see `tests/desktop_services.rs`.

import assert from 'node:assert/strict';
import { servicesProgram } from '../../../scripts/parts/build.mjs';

/** The services on the desktop of a story. `tray`: one that shows icons is among them. */
export async function services(desktop, { tray = false } = {}) {
  const program = desktop.launch(servicesProgram, tray ? ['tray'] : [], { speaks: true, log: 'services.log', stdin: 'pipe' });
  assert.match((await program.nextLine()) ?? '', /ready/);
  return {
    /** The next thing they were asked that has this field. */
    next: async (field) => {
      for (;;) {
        const line = await program.nextLine();
        assert.ok(line, `the services ended before anything was said of “${field}”`);
        const said = JSON.parse(line);
        if (field in said) return said;
      }
    },
    /** What they are asked until they are asked nothing for a while. */
    rest: async (patience) => {
      const said = [];
      for (let line; (line = await program.nextLine(patience)) !== undefined; ) said.push(JSON.parse(line));
      return said;
    },
    tell: (line) => program.write(`${line}\n`),
  };
}

