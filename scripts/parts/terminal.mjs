// Running other programs and telling the person what is going on.

import { spawn, spawnSync } from 'node:child_process';
import { createInterface as createLines } from 'node:readline';
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The top of the checkout. */
export const top = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

/** Something the person can mend. Its message is shown as it stands, without a stack. */
export class Stopped extends Error {
  /** @param {string} message @param {number} code the exit code of the whole script */
  constructor(message, code = 1) {
    super(message);
    this.code = code;
  }
}

/** "4.2 s" under a minute, "3 min 07 s" above. */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

const started = Date.now();

/**
 * Runs `work` between two lines that name it; the second says how long it took and how long it is since the start.
 * An exit code other than 0 that `work` gives marks it as failed.
 */
export async function stage(name, work) {
  const begin = Date.now();
  console.log(`▸ ${name}`);
  const result = await work();
  const mark = typeof result === 'number' && result !== 0 ? '✗' : '✓';
  console.log(`${mark} ${name}: ${duration(Date.now() - begin)} (${duration(Date.now() - started)} in all)`);
  return result;
}

/** What a test runner says of a test that failed, and of one that died. */
const troubling = /panicked at|\bFAILED$|^error: test failed|signal: \d+|^\s*(✖|not ok) /;
/** The line after such a line often says why. */
const linesOfTrouble = 2;
/** How long the output of a program that ended is waited for, in milliseconds. */
const lateOutput = 2000;
/** Lines of trouble since the start, to be repeated at the end of a long output. */
export const trouble = [];

/**
 * Runs a program with our own input and output, and waits for its end. Where nobody watches, lines of trouble are
 * remembered: the end of an output is often all that is kept of it.
 * @returns {Promise<number>} its exit code; 128 + n when signal n ended it
 */
export function run(command, args, { cwd = top, env = process.env } = {}) {
  const watched = Boolean(process.stdout.isTTY);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: watched ? 'inherit' : ['inherit', 'pipe', 'pipe'] });
    const echoes = watched ? [] : ['stdout', 'stderr'].map((name) => echo(child[name], process[name]));
    child.on('error', (error) => reject(notStarted(command, error)));
    child.on('exit', async (code, signal) => {
      // Something it started may hold its output open for ever.
      await Promise.race([Promise.all(echoes), sleep(lateOutput)]);
      resolve(code ?? 128 + signalNumber(signal));
    });
  });
}

/** Passes lines on. Ends with them. */
function echo(from, to) {
  let owed = 0;
  const lines = createLines({ input: from, crlfDelay: Infinity });
  lines.on('line', (line) => {
    to.write(`${line}\n`);
    if (troubling.test(line)) owed = linesOfTrouble;
    else if (owed > 0) owed -= 1;
    else return;
    trouble.push(line);
  });
  return new Promise((resolve) => lines.on('close', resolve));
}

/** As `run`, but an exit code other than 0 stops the script. */
export async function must(command, args, options = {}) {
  const code = await run(command, args, options);
  if (code !== 0) throw new Stopped(`${command} ${args.join(' ')} ended with ${code}`, code === 130 ? 130 : 1);
}

/** Runs a program quietly and gives what it said. A program that is not there answers with code 127. */
export function ask(command, args, { cwd = top, env = process.env, input } = {}) {
  const done = spawnSync(command, args, { cwd, env, input, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  if (done.error) return { code: 127, stdout: '', stderr: done.error.message };
  return { code: done.status ?? 128 + signalNumber(done.signal), stdout: done.stdout, stderr: done.stderr };
}

/** One question at the terminal, where Enter means yes. */
export async function agreed(question) {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^(y|yes)?$/i.test((await lines.question(`${question} [Y/n] `)).trim());
  } finally {
    lines.close();
  }
}

/** Runs a script's main part: a `Stopped` becomes one line and its exit code. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    console.error(`✗ ${error.message}`);
    process.exitCode = error.code;
  }
}

function notStarted(command, error) {
  return new Stopped(error.code === 'ENOENT' ? `${command} is not installed` : `${command}: ${error.message}`);
}

const signalNumber = (signal) => ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 })[signal] ?? 0;
