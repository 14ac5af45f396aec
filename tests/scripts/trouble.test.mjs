// What stays of a long output: the lines that say what failed.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { top } from '../../scripts/parts/terminal.mjs';

const terminal = JSON.stringify(join(top, 'scripts', 'parts', 'terminal.mjs'));

test('lines of trouble are remembered, everything is passed on, and nobody waits for a stray program', () => {
  const runner = "echo fine; echo 'test one ... FAILED'; echo 'because of this'; echo fine; sleep 60 & exit 101";
  const script = `import { run, trouble } from ${terminal};
    const code = await run('sh', ['-c', ${JSON.stringify(runner)}]);
    console.log(JSON.stringify({ code, trouble }));
    process.exit(0);`;
  const begun = Date.now();
  const ended = spawnSync('node', ['--input-type=module', '-e', script], { encoding: 'utf8' });
  const lines = ended.stdout.trim().split('\n');
  assert.deepEqual(JSON.parse(lines.pop()), { code: 101, trouble: ['test one ... FAILED', 'because of this', 'fine'] });
  assert.deepEqual(lines, ['fine', 'test one ... FAILED', 'because of this', 'fine']);
  assert.ok(Date.now() - begun < 30_000, 'the stray program still sleeps');
});
