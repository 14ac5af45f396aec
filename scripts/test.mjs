// npm test: everything, on a desktop of its own whatever this machine has. `npm test -- core ui` runs some groups.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './check.mjs';
import { buildDriven, buildPrograms, npmProgram } from './parts/build.mjs';
import { duration, main, must, run, stage, Stopped, top, trouble } from './parts/terminal.mjs';
import { PrivateDesktop } from './private-desktop.mjs';
import { setUp } from './setup.mjs';

/** How many lines of trouble are repeated at the end. */
const mostTrouble = 60;

/** Each gives true when all of it passed. */
const groups = {
  /** Formatting, lints, types, dependencies. */
  checks: async () => (await check()).length === 0,

  /** The core, the practice providers, the command line, the shell's rules, and all of it from outside; with a real keyring. */
  core: async () => {
    await buildDriven();
    // The same packages and features as above, so that cargo builds each dependency once.
    const everything = ['--locked', '--workspace', '--features', 'linkdesk-desktop/e2e'];
    await stage('build the tests', () => must('cargo', ['test', ...everything, '--no-run']));
    return onOwnDesktop('cargo', ['test', ...everything, '--no-fail-fast']);
  },

  /** These scripts, and the desktop they give to the tests. */
  scripts: () => nodeTests(join('tests', 'scripts')),

  /** The screens, without a window. */
  ui: async () => (await run(npmProgram('vitest'), ['run', '--root', 'ui'])) === 0,

  /** The real app, driven. */
  e2e: async () => {
    await buildDriven();
    // One story is about the app as a person has it; and the next `npm start` finds it built.
    await buildPrograms();
    return nodeTests(join('tests', 'e2e'));
  },
};

/** Each test opens a desktop of its own. One after the other: two cores drive one app well, and two badly. */
async function nodeTests(folder) {
  const files = readdirSync(join(top, folder)).filter((name) => name.endsWith('.test.mjs'));
  const paths = files.map((name) => join(folder, name));
  return (await run('node', ['--test', '--test-concurrency=1', '--test-reporter=spec', ...paths])) === 0;
}

async function onOwnDesktop(command, args) {
  const desktop = await PrivateDesktop.start();
  try {
    return (await desktop.run(command, args)) === 0;
  } finally {
    await desktop.close();
  }
}

await main(async () => {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !(name in groups));
  if (unknown.length > 0) throw new Stopped(`no such group: ${unknown.join(', ')}. There are: ${Object.keys(groups).join(', ')}`, 2);
  const wanted = names.length > 0 ? names : Object.keys(groups);

  await setUp({ packages: ['build', 'display', 'tests'], lints: wanted.includes('checks') });
  const outcomes = [];
  for (const name of wanted) {
    console.log(`\n━━ ${name}`);
    const begin = Date.now();
    const passed = await groups[name]().catch((error) => {
      if (!(error instanceof Stopped)) throw error;
      console.error(`✗ ${error.message}`);
      return false;
    });
    outcomes.push({ name, passed, time: duration(Date.now() - begin) });
  }
  const failed = outcomes.filter(({ passed }) => !passed).length;
  if (failed > 0 && trouble.length > 0) console.log(`\nWhat failed:\n${trouble.slice(-mostTrouble).join('\n')}`);
  console.log('');
  for (const { name, passed, time } of outcomes) console.log(`${passed ? '✓' : '✗'} ${name.padEnd(8)} ${time}`);
  console.log(`groups: ${outcomes.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});
