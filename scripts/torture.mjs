// npm run torture: the long forms of three tests. The real program dies 500 times, and docs/kills.md says what was left; a lid
// is closed 200 times for each length, and docs/survival.md says what lived; a grant lives through 400 random orders of what
// can happen to it. `torture.mjs kills 70` runs one of them.

import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endsWithUs } from './parts/processes.mjs';
import { main, must, stage, Stopped, top } from './parts/terminal.mjs';
import { PrivateDesktop } from './private-desktop.mjs';
import { setUp } from './setup.mjs';
import * as kills from './torture/kills.mjs';
import * as survival from './torture/survival.mjs';

const docs = (name) => join(top, 'docs', name);

const tortures = {
  kills: { usual: 500, least: 7, variable: 'LINKDESK_KILLS', write: (lines) => { writeFileSync(docs('kills.md'), kills.page(lines)); } },
  survival: {
    usual: 200,
    least: 1,
    variable: 'LINKDESK_RUNS',
    write: (lines) => {
      writeFileSync(docs('survival.md'), survival.page(lines));
      writeFileSync(docs('survival.svg'), survival.picture(lines));
    },
  },
  any_order: { usual: 400, least: 1, variable: 'LINKDESK_ORDERS', write: () => undefined },
};

/** Runs a test on a desktop of its own; gives the lines of JSON it prints. */
async function run(name, times) {
  const desktop = await PrivateDesktop.start();
  try {
    const [command, args] = endsWithUs('cargo', ['test', '--locked', '-p', 'linkdesk-tests', '--test', name, '--', '--nocapture']);
    const env = { ...desktop.env, [tortures[name].variable]: String(times) };
    const child = spawn(command, args, { cwd: top, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      process.stdout.write(chunk);
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    if (code !== 0) throw new Stopped(`something was left that must not be: see above. The page about ${name} is unchanged`);
    return printed.split('\n').filter((line) => line.startsWith(`${name} `)).map((line) => JSON.parse(line.slice(name.length + 1)));
  } finally {
    await desktop.close();
  }
}

await main(async () => {
  const [only, count] = process.argv.slice(2);
  const names = only === undefined ? Object.keys(tortures) : [only];
  if (!names.every((name) => Object.hasOwn(tortures, name))) throw new Stopped('usage: torture.mjs [kills|survival|any_order [TIMES]]', 2);
  const times = (name) => Number(count ?? tortures[name].usual);
  for (const name of names) {
    if (!Number.isInteger(times(name)) || times(name) < tortures[name].least) throw new Stopped(`${name}: ${tortures[name].least} or more`, 2);
  }
  await setUp({ packages: ['build', 'display', 'tests'] });
  await stage('build', async () => {
    await must('cargo', ['build', '--locked', '-p', 'linkdesk-cli']);
    for (const name of names) await must('cargo', ['test', '--locked', '-p', 'linkdesk-tests', '--test', name, '--no-run']);
  });
  for (const name of names) tortures[name].write(await stage(name, () => run(name, times(name))));
});
