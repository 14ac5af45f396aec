// npm run bench: what going through Linkdesk costs, as ratios measured in one run. Writes docs/benchmarks.md.
// Release builds: the first run compiles for a good while.

import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { page } from './bench/page.mjs';
import { buildUi } from './parts/build.mjs';
import { endsWithUs } from './parts/processes.mjs';
import { main, must, stage, Stopped, top } from './parts/terminal.mjs';
import { PrivateDesktop } from './private-desktop.mjs';
import { setUp } from './setup.mjs';

const target = join(top, 'docs', 'benchmarks.md');
const bench = ['bench', '--locked', '-p', 'linkdesk-tests', '--bench', 'bench'];

/** Runs the measurements on a desktop of their own, and gives what they print. */
async function measure() {
  const desktop = await PrivateDesktop.start();
  try {
    const child = spawn(...endsWithUs('cargo', bench), { cwd: top, env: desktop.env, stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (chunk) => (printed += chunk));
    const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
    const line = printed.split('\n').find((text) => text.startsWith('bench '));
    if (code !== 0 || !line) throw new Stopped('the measurements failed: see above');
    return JSON.parse(line.slice('bench '.length));
  } finally {
    await desktop.close();
  }
}

await main(async () => {
  await setUp({ packages: ['build', 'display'] });
  await stage('build', async () => {
    await buildUi();
    const programs = ['linkdesk-cli', 'linkdesk-desktop', 'bare-window'].flatMap((name) => ['-p', name]);
    await must('cargo', ['build', '--release', '--locked', ...programs, '--features', 'linkdesk-desktop/custom-protocol']);
    await must('cargo', [...bench, '--no-run']);
  });
  const before = loadavg()[0];
  const measured = await stage('measure', measure);
  const text = page(measured, { before, after: loadavg()[0] });
  writeFileSync(target, text);
  console.log(`\n${text.slice(text.indexOf('|'))}\nwritten: ${target}`);
});
