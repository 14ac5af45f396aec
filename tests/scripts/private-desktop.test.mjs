// The desktop that the other tests stand on.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { ask, top } from '../../scripts/parts/terminal.mjs';
import { PrivateDesktop } from '../../scripts/private-desktop.mjs';

const script = join(top, 'scripts', 'private-desktop.mjs');

async function onDesktop(options, work) {
  const desktop = await PrivateDesktop.start(options);
  try {
    await work(desktop);
  } finally {
    await desktop.close();
  }
}

const lookUp = (desktop) => ask('secret-tool', ['lookup', 'sample', 'yes'], { env: desktop.env });
const store = (desktop) => ask('secret-tool', ['store', '--label=sample', 'sample', 'yes'], { env: desktop.env, input: 'kept' });

test('the keychain keeps a secret, refuses while it is locked, and gives it again when it is unlocked', async () => {
  await onDesktop({ keyring: 'unlocked' }, async (desktop) => {
    assert.equal(store(desktop).code, 0);
    desktop.keyring.lock();
    assert.equal(lookUp(desktop).stdout, '', 'a locked keychain gives nothing');
    assert.notEqual(store(desktop).code, 0, 'and takes nothing');
    await desktop.keyring.unlock();
    assert.equal(lookUp(desktop).stdout.trim(), 'kept');
  });
});

test('without a keychain nobody answers as the secret service', async () => {
  await onDesktop({ keyring: 'none' }, async (desktop) => {
    assert.match(store(desktop).stderr, /org\.freedesktop\.secrets/);
  });
});

test('a slow keychain answers late, and rightly', async () => {
  await onDesktop({ keyring: 'slow' }, async (desktop) => {
    const late = spawn('secret-tool', ['store', '--label=sample', 'sample', 'yes'], { env: desktop.env, stdio: ['pipe', 'ignore', 'ignore'] });
    late.stdin.end('kept');
    await pause(500);
    assert.equal(late.exitCode, null, 'nothing was answered yet');
    desktop.keyring.answer();
    await new Promise((resolve) => late.on('exit', resolve));
    assert.equal(lookUp(desktop).stdout.trim(), 'kept');
  });
});

test('a program inside finds nothing of the person outside, and all of it is private', async () => {
  await onDesktop({}, async (desktop) => {
    assert.notEqual(desktop.env.HOME, process.env.HOME);
    for (const name of ['HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_RUNTIME_DIR']) {
      assert.ok(desktop.env[name].startsWith(desktop.folder), `${name} is inside`);
    }
    const modes = ask('find', [desktop.folder, '-type', 'd', '-not', '-perm', '700']);
    assert.equal(modes.stdout, '', 'every folder has mode 0700');
  });
});

test('nothing is left behind: not by a program that went its own way, not by a signal', async () => {
  let folder;
  await onDesktop({}, async (desktop) => {
    folder = desktop.folder;
    ask('sh', ['-c', 'setsid sleep 600 >/dev/null 2>&1 &'], { env: desktop.env });
    assert.notDeepEqual(insideOf(folder), []);
  });
  assert.deepEqual(insideOf(folder), [], 'the program in a session of its own has ended too');
  assert.ok(!existsSync(folder));

  const child = spawn('node', [script, '--', 'sh', '-c', 'echo $HOME; sleep 600'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const home = await new Promise((resolve) => child.stdout.once('data', (data) => resolve(String(data).trim())));
  child.kill('SIGTERM');
  await new Promise((resolve) => child.on('exit', resolve));
  assert.ok(!existsSync(home), 'its folder is gone');
  assert.deepEqual(insideOf(join(home, '..')), []);
});

test('the command it runs says with which code it ended', () => {
  assert.equal(ask('node', [script, '--', 'sh', '-c', 'exit 7']).code, 7);
  assert.equal(ask('node', [script, '--keyring', 'open', '--', 'true']).code, 2, 'a keyring state that does not exist');
});

function insideOf(folder) {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`LINKDESK_PRIVATE_DESKTOP=${folder}\0`);
    } catch {
      return false;
    }
  });
}
