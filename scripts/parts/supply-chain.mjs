// Judges the dependencies by what the lock files say, so that it works without any tool beyond cargo and npm:
// where they come from, under which licence, which versions must not be. Known advisories are asked for where the
// tools and the network are there, and where they are not, that is said.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, Stopped, top } from './terminal.mjs';

/** Licences the program may be given on under. SPDX ids. */
const licences = new Set([
  'MIT', 'MIT-0', 'Apache-2.0', 'Apache-2.0 WITH LLVM-exception', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'Zlib', '0BSD', 'BSL-1.0',
  'Unicode-3.0', 'CC0-1.0', 'CC-BY-4.0', 'MPL-2.0', 'CDLA-Permissive-2.0', 'Unlicense', 'OFL-1.1', 'Python-2.0', 'BlueOak-1.0.0',
]);

/** Plugins that would give the UI a network, a shell or the disk. */
const refusedCrates = ['tauri-plugin-http', 'tauri-plugin-shell', 'tauri-plugin-fs'];
const refusedNpm = ['@tauri-apps/plugin-http', '@tauri-apps/plugin-shell', '@tauri-apps/plugin-fs'];

const cratesIo = 'registry+https://github.com/rust-lang/crates.io-index';
const npmHome = 'https://registry.npmjs.org/';

/** Prints what is wrong and gives an exit code. */
export function auditDependencies() {
  const wrong = [...crateFaults(), ...npmFaults()];
  for (const fault of wrong) console.error(`  ${fault}`);
  const advisories = [cargoAdvisories(), npmAdvisories()];
  for (const { text } of advisories) console.log(`  ${text}`);
  return wrong.length > 0 || advisories.some(({ bad }) => bad) ? 1 : 0;
}

function crateFaults() {
  const asked = ask('cargo', ['metadata', '--locked', '--format-version', '1']);
  if (asked.code !== 0) throw new Stopped(`cargo metadata: ${asked.stderr.trim()}`);
  const { packages, workspace_members: ours } = JSON.parse(asked.stdout);
  const faults = [];
  for (const { id, name, version, source, license, dependencies } of packages) {
    if (ours.includes(id)) {
      const loose = dependencies.filter((dependency) => dependency.source && !dependency.req.startsWith('='));
      faults.push(...loose.map((dependency) => `${name}: the version of ${dependency.name} is not pinned (${dependency.req})`));
      continue;
    }
    const it = `${name} ${version}`;
    if (source !== cratesIo) faults.push(`${it} does not come from crates.io but from ${source ?? 'a folder'}`);
    if (!permitted(license)) faults.push(`${it} has the licence ${license ?? '(none named)'}`);
    if (refusedCrates.includes(name)) faults.push(`${it}: this plugin is not to be used`);
    // Before 2.11.1 the origin check of the IPC could be passed (CVE-2026-42184); 3 is an alpha.
    if (name === 'tauri' && !between(version, [2, 11, 1], [3, 0, 0])) faults.push(`${it}: 2.11.1 or a later 2.x is needed`);
  }
  return faults;
}

function npmFaults() {
  const read = (file) => JSON.parse(readFileSync(join(top, file), 'utf8'));
  const { dependencies = {}, devDependencies = {} } = read('package.json');
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d/.test(version));
  const faults = loose.map(([name, version]) => `package.json: the version of ${name} is not pinned (${version})`);
  for (const [path, { version, resolved, integrity, license, link }] of Object.entries(read('package-lock.json').packages)) {
    if (path === '') continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const it = `${name} ${version}`;
    // Without an address it comes from the registry by its name, and has to fit the checksum.
    const fromRegistry = !link && (resolved === undefined || resolved.startsWith(npmHome));
    if (!fromRegistry) faults.push(`${it} does not come from npm's registry but from ${link ? 'a folder' : resolved}`);
    if (!integrity) faults.push(`${it} has no checksum in package-lock.json`);
    if (!permitted(license)) faults.push(`${it} has the licence ${license ?? '(none named)'}`);
    if (refusedNpm.includes(name)) faults.push(`${it}: this plugin is not to be used`);
  }
  return faults;
}

/** True when the SPDX expression leaves us a choice that is on the list. Old crates write "/" for OR. */
export function permitted(expression) {
  if (!expression) return false;
  const tokens = expression.replaceAll('/', ' OR ').match(/\(|\)|[^\s()]+/g) ?? [];
  let next = 0;
  const either = () => {
    let fine = both();
    while (tokens[next] === 'OR') {
      next += 1;
      fine = both() || fine;
    }
    return fine;
  };
  const both = () => {
    let fine = one();
    while (tokens[next] === 'AND') {
      next += 1;
      fine = one() && fine;
    }
    return fine;
  };
  const one = () => {
    if (tokens[next] === '(') {
      next += 1;
      const fine = either();
      next += 1;
      return fine;
    }
    let name = tokens[next];
    next += 1;
    if (tokens[next] === 'WITH') {
      // An exception only ever allows more.
      if (licences.has(name)) next += 2;
      else {
        name = `${name} WITH ${tokens[next + 1]}`;
        next += 2;
      }
    }
    return licences.has(name);
  };
  return either() && next === tokens.length;
}

function cargoAdvisories() {
  const asked = ask('cargo', ['deny', 'check', 'advisories']);
  if (asked.code === 0) return { bad: false, text: 'advisories for Rust: none' };
  if (/no such command/.test(asked.stderr)) {
    return { bad: false, text: 'advisories for Rust: NOT CHECKED, cargo-deny is not installed (cargo install cargo-deny --locked)' };
  }
  if (/failed to fetch advisory database|failed to load advisory database/.test(asked.stderr)) {
    return { bad: false, text: 'advisories for Rust: NOT CHECKED, the advisory database cannot be reached from here' };
  }
  return { bad: true, text: `advisories for Rust:\n${asked.stderr.trim()}` };
}

function npmAdvisories() {
  const asked = ask('npm', ['audit', '--json', '--audit-level=moderate']);
  const report = parsed(asked.stdout);
  if (!report?.metadata?.vulnerabilities) {
    return { bad: false, text: 'advisories for npm: NOT CHECKED, the registry does not answer npm audit from here' };
  }
  if (asked.code === 0) return { bad: false, text: 'advisories for npm: none of moderate weight or more' };
  return { bad: true, text: `advisories for npm: ${Object.keys(report.vulnerabilities).join(', ')} (see npm audit)` };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function between(version, lowest, below) {
  const parts = version.split(/[.-]/, 3).map(Number);
  const compare = (a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
  return compare(parts, lowest) >= 0 && compare(parts, below) < 0;
}
