// Makes this machine ready: Rust and Node new enough, the Debian packages, the npm packages.
// The other scripts import it; `node scripts/setup.mjs` does everything the tests need, and no more.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from './parts/debian.mjs';
import { ask, main, must, stage, Stopped, top } from './parts/terminal.mjs';

const oldestRust = [1, 95];
const oldestNode = [20, 19];

/**
 * @param {object} need
 * @param {string[]} need.packages sets of `parts/debian.mjs`
 * @param {boolean} [need.lints] whether rustfmt and clippy are wanted too
 */
export async function setUp({ packages, lints = false }) {
  checkNode();
  checkRust(lints);
  await installPackages(packages);
  if (!npmPackagesFit()) await stage('npm packages', () => must('npm', ['ci', '--no-audit', '--no-fund']));
}

function checkNode() {
  if (!atLeast(process.versions.node, oldestNode)) {
    throw new Stopped(`Node ${oldestNode.join('.')} or newer is needed; this is ${process.versions.node}. See https://nodejs.org`, 2);
  }
}

function checkRust(lints) {
  const cargo = ask('cargo', ['--version']);
  const rustc = ask('rustc', ['--version']);
  const wanted = oldestRust.join('.');
  if (cargo.code !== 0 || rustc.code !== 0) {
    throw new Stopped(`Rust ${wanted} or newer is needed, and cargo is not on the PATH. See https://rustup.rs`, 2);
  }
  const version = rustc.stdout.split(' ')[1] ?? '';
  if (!atLeast(version, oldestRust)) {
    throw new Stopped(`Rust ${wanted} or newer is needed; this is ${version}. With rustup: rustup update stable`, 2);
  }
  if (lints && (ask('cargo', ['clippy', '--version']).code !== 0 || ask('cargo', ['fmt', '--version']).code !== 0)) {
    throw new Stopped('clippy and rustfmt are needed. With rustup: rustup component add clippy rustfmt', 2);
  }
}

/** True when node_modules holds what package-lock.json asks for. Compares contents: a checkout says nothing by its times. */
function npmPackagesFit() {
  const wanted = lockedPackages(join(top, 'package-lock.json'));
  const there = lockedPackages(join(top, 'node_modules', '.package-lock.json'));
  if (!wanted) throw new Stopped('package-lock.json is missing: this is not a whole checkout', 2);
  if (!there) return wanted.size === 0;
  for (const [path, entry] of wanted) {
    const found = there.get(path);
    if (found ? found.version !== entry.version || found.integrity !== entry.integrity : !entry.optional) return false;
  }
  return [...there.keys()].every((path) => wanted.has(path));
}

function lockedPackages(file) {
  if (!existsSync(file)) return undefined;
  const { packages } = JSON.parse(readFileSync(file, 'utf8'));
  return new Map(Object.entries(packages).filter(([path]) => path !== ''));
}

function atLeast(version, [major, minor]) {
  const [itsMajor = 0, itsMinor = 0] = version.split('.').map(Number);
  return itsMajor > major || (itsMajor === major && itsMinor >= minor);
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  await main(() => setUp({ packages: ['build', 'display', 'tests'], lints: true }));
}
