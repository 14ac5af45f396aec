// The commands of the main window, called without its screens.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { top } from '../../../scripts/parts/terminal.mjs';

/** Every command there is, out of the one list that declares them. */
export const commandNames = [
  ...readFileSync(join(top, 'src-tauri', 'src', 'command_names.rs'), 'utf8').matchAll(/^ {4}"([a-z_]+)",$/gm),
].map(([, name]) => name);

/** What a command gives; throws what it was refused with. */
export async function command(page, name, args = {}) {
  const body = `return window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1])
    .then((value) => ({ value }), (problem) => ({ problem }))`;
  const { value, problem } = await page.run(body, name, args);
  if (problem !== undefined && problem !== null) throw Object.assign(new Error(problem.message ?? String(problem)), { problem });
  return value;
}

/** Begins to link an account of this provider in a window. Gives the session. */
export function startLink(page, provider, { route = 'window' } = {}) {
  const request = {
    provider,
    registration: null,
    purpose: { kind: 'link' },
    route,
    label: null,
    customer: null,
    expect: null,
    confirmed: false,
    share: null,
    language: 'en',
  };
  return command(page, 'start_link', { request });
}

/** Waits until a session fits. Gives it. */
export function session(page, id, fits, what) {
  let last;
  return page.until(async () => {
    last = (await command(page, 'sessions')).find((one) => one.id === id);
    return last && fits(last) ? last : undefined;
  }, what, 15_000, () => JSON.stringify(last));
}
