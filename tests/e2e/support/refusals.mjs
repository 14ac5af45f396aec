// What a page without any right is told when it calls commands.

import assert from 'node:assert/strict';

/** Runs in the page under attack: calls every command and gives what each said. */
export const callAll = `
  const callAll = async (names, internals) => Object.fromEntries(await Promise.all(names.map(async (name) => {
    const patience = new Promise((resolve) => setTimeout(resolve, 3000, 'silence'));
    const called = internals.invoke(name, {}).then((value) => 'answered ' + JSON.stringify(value), (error) => 'refused ' + JSON.stringify(error));
    return [name, await Promise.race([called, patience])];
  })));
`;

/** Commands of the framework itself that a page might like. */
export const frameworkCommands = [
  'plugin:event|listen', 'plugin:event|emit', 'plugin:window|create', 'plugin:webview|create_webview_window',
  'plugin:webview|internal_toggle_devtools', 'plugin:path|resolve_directory', 'plugin:app|version', 'plugin:resources|close',
];

/** Each of these was refused, or never answered. */
export function assertRefused(answers, names) {
  assert.deepEqual(Object.keys(answers).sort(), [...names].sort());
  for (const [name, answer] of Object.entries(answers)) {
    assert.match(answer, /^(refused .*(not allowed|not found)|silence)/i, `${name}: ${answer}`);
  }
}
