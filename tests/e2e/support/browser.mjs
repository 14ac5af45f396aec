// The system's browser, as far as a test needs one.

import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A browser that only notes what it is asked to open. */
export function notingBrowser(desktop) {
  const notes = join(desktop.folder, 'opened.txt');
  const browser = join(desktop.folder, 'browser.sh');
  writeFileSync(browser, `#!/bin/sh\nprintf '%s\\n' "$#" "$@" >> ${notes}.part && mv ${notes}.part ${notes}\n`);
  chmodSync(browser, 0o700);
  return { browser, opened: () => (existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : undefined) };
}
