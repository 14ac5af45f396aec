// What set-up installs, told by tools that only pretend.

import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { packages } from '../../scripts/parts/debian.mjs';
import { ask, top } from '../../scripts/parts/terminal.mjs';

const everything = [...new Set([...packages.build, ...packages.display, ...packages.tests])];

/** Runs set-up on a machine that lacks these packages; gives what was asked of apt-get. */
function setUpWithout(missing, { aptFails = false } = {}) {
  const tools = mkdtempSync(join(tmpdir(), 'linkdesk-tools-'));
  const calls = join(tools, 'calls');
  const list = join(tools, 'installed');
  writeFileSync(calls, '');
  writeFileSync(list, everything.filter((name) => !missing.includes(name)).map((name) => `${name} installed\n`).join(''));
  const tool = (name, script) => {
    writeFileSync(join(tools, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(tools, name), 0o755);
  };
  tool('dpkg-query', `cat ${list}`);
  tool('sudo', 'while [ "${1#-}" != "$1" ]; do shift; done; [ $# -gt 0 ] && exec "$@"');
  const install = `for name in "$@"; do case $name in -*|install|update) ;; *) echo "$name installed" >> ${list};; esac; done`;
  tool('apt-get', `echo "$*" >> ${calls}\n${aptFails ? 'exit 100' : install}`);
  const env = { ...process.env, PATH: `${tools}:${process.env.PATH}`, CI: 'true' };
  const done = ask('node', [join(top, 'scripts', 'setup.mjs')], { env });
  const asked = readFileSync(calls, 'utf8').split('\n').filter(Boolean);
  rmSync(tools, { recursive: true });
  return { ...done, asked };
}

test('nothing is asked of apt-get when nothing is missing', () => {
  const { code, asked, stderr } = setUpWithout([]);
  assert.deepEqual({ code, asked }, { code: 0, asked: [] }, stderr);
});

test('only what is missing is installed, without a question under CI=true', () => {
  const { code, asked, stderr } = setUpWithout(['xvfb', 'strace']);
  assert.equal(code, 0, stderr);
  assert.deepEqual(asked, ['update -q', 'install -q -y --no-install-recommends xvfb strace']);
});

test('an apt-get that fails stops set-up with its own words', () => {
  const { code, stderr } = setUpWithout(['xvfb'], { aptFails: true });
  assert.notEqual(code, 0);
  assert.match(stderr, /apt-get .* ended with 100/);
});
