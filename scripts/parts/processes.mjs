// Programs that live only as long as the script that started them, however it ends.

import { spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/** The command, told to the kernel: it ends when we die without a chance to clean up. */
export function endsWithUs(command, args) {
  return process.platform === 'linux' ? ['setpriv', ['--pdeathsig', 'TERM', '--', command, ...args]] : [command, args];
}

/** Started in a group of their own, so that Ctrl-C at the terminal reaches the script first. */
export class OwnedProcess {
  #child;
  #lines;
  #log;

  /**
   * @param {string} log a file that takes what the program says
   * @param {'ignore' | 'pipe'} [stdin]
   * @param {boolean} [speaks] keep its standard output for `nextLine`
   */
  constructor(command, args, { env, log, stdin = 'ignore', speaks = false }) {
    const file = openSync(log, 'a', 0o600);
    this.#child = spawn(...endsWithUs(command, args), { env, detached: true, stdio: [stdin, speaks ? 'pipe' : file, file] });
    closeSync(file);
    this.#log = log;
    this.#child.on('error', () => {});
    this.name = command;
    this.ended = new Promise((resolve) => {
      this.#child.on('exit', (code, signal) => resolve({ code, signal }));
      this.#child.on('error', (error) => resolve({ code: 127, error }));
    });
  }

  get pid() {
    return this.#child.pid;
  }

  get running() {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** What it wrote so far, without the standard output that `nextLine` reads. */
  get log() {
    return readFileSync(this.#log, 'utf8');
  }

  /** Gives the program some input; more may follow. */
  write(text) {
    this.#child.stdin.write(text);
  }

  /** Gives the program its whole input. */
  say(text) {
    this.#child.stdin.end(text);
  }

  /** The next line it writes; undefined when it ended without one, or said nothing in time. */
  async nextLine(patience = 10_000) {
    this.#lines ??= createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    const late = pause(patience, { value: undefined }, { ref: false });
    return (await Promise.race([this.#lines.next(), late])).value;
  }

  signal(name) {
    signalGroup(this.pid, name);
  }

  /** Asks it to end, and after `patience` milliseconds does not ask any more. */
  async stop(patience = 2_000) {
    if (!this.running) return;
    this.signal('SIGCONT');
    this.signal('SIGTERM');
    const late = pause(patience, 'late', { ref: false });
    if ((await Promise.race([this.ended, late])) === 'late') {
      this.signal('SIGKILL');
      await this.ended;
    }
  }
}

function signalGroup(pid, name) {
  try {
    if (pid !== undefined) process.kill(-pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Ends every process whose environment holds `variable=value`: whatever was started inside and left its group. */
export async function sweep(variable, value) {
  for (let round = 0; round < 20; round += 1) {
    const left = marked(`${variable}=${value}`);
    if (left.length === 0) return;
    for (const pid of left) {
      try {
        process.kill(pid, round < 10 ? 'SIGTERM' : 'SIGKILL');
      } catch (error) {
        if (error.code !== 'ESRCH') throw error;
      }
    }
    await pause(100);
  }
}

function marked(entry) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        const zombie = /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
        return !zombie && readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(entry);
      } catch {
        return false; // it ended meanwhile, or belongs to somebody else
      }
    })
    .map(Number);
}
