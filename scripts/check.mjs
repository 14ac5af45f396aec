// npm run check: everything that can be judged without running the program. Nothing is changed.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildUi, npmProgram } from './parts/build.mjs';
import { auditDependencies } from './parts/supply-chain.mjs';
import { main, run, stage, Stopped, top } from './parts/terminal.mjs';
import { setUp } from './setup.mjs';

/** Runs every check, also after one has failed. Gives the names of those that failed. */
export async function check() {
  const failed = [];
  const attempt = async (name, work) => {
    const code = await stage(name, work).catch((error) => {
      if (!(error instanceof Stopped)) throw error;
      console.error(`✗ ${error.message}`);
      return 1;
    });
    if (code !== 0) failed.push(name);
  };
  // The shell embeds the UI when it is compiled, so the lints below need it.
  await attempt('bundle of the UI', () => buildUi().then(() => 0));
  await attempt('format', () => run('cargo', ['fmt', '--all', '--check']));
  await attempt('lints', () =>
    run('cargo', ['clippy', '--locked', '--workspace', '--all-targets', '--features', 'linkdesk-desktop/e2e', '--', '-D', 'warnings']),
  );
  await attempt('types of the UI', () => run(npmProgram('tsc'), ['--noEmit', '-p', 'ui']));
  if (existsSync(join(top, 'ui', 'eslint.config.js'))) {
    await attempt('lints of the UI', () => run(npmProgram('eslint'), ['--max-warnings', '0', '-c', 'ui/eslint.config.js', 'ui/src']));
  }
  await attempt('dependencies', auditDependencies);
  return failed;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  await main(async () => {
    await setUp({ packages: ['build'], lints: true });
    const failed = await check();
    console.log(failed.length === 0 ? '✓ every check passed' : `✗ failed: ${failed.join(', ')}`);
    return failed.length === 0 ? 0 : 1;
  });
}
