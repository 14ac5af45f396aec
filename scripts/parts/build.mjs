// What start, test and pictures build: the UI only when it changed, the programs by cargo, which sees that itself.

import { existsSync, linkSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { must, stage, top } from './terminal.mjs';

const programs = join(top, 'target', 'debug');

/** Built by `buildPrograms`. */
export const desktopProgram = join(programs, 'linkdesk-desktop');
export const commandLineProgram = join(programs, 'linkdesk');
/** Built by `buildDriven`. */
export const servicesProgram = join(programs, 'desktop-services');

/**
 * Built by `buildDriven`: the app that keeps a WebDriver's variables. It has a place of its own, so that a person's
 * next `npm start` never opens it.
 */
export const drivenProgram = join(top, 'target', 'driven', 'linkdesk-desktop');

/** The app as a person gets it (debug profile), and the command line. */
export async function buildPrograms() {
  await buildUi();
  await stage('build Linkdesk', () => must('cargo', ['build', '--locked', '-p', 'linkdesk-desktop', '-p', 'linkdesk-cli']));
}

/** The app as the tests drive it, the command line, and what a desktop has besides windows. */
export async function buildDriven() {
  await buildUi();
  const features = ['--features', 'linkdesk-desktop/e2e'];
  await stage('build Linkdesk for a driver', () =>
    must('cargo', ['build', '--locked', '-p', 'linkdesk-desktop', '-p', 'linkdesk-cli', '-p', 'linkdesk-tests', ...features]),
  );
  mkdirSync(join(drivenProgram, '..'), { recursive: true });
  rmSync(drivenProgram, { force: true });
  linkSync(desktopProgram, drivenProgram);
}

/** Bundles the UI into ui/dist, which the app embeds when it is compiled. */
export async function buildUi() {
  if (!uiIsOlderThanItsSources()) return;
  await stage('build the UI', () => must(npmProgram('vite'), ['build', 'ui']));
}

/** A program that came with the npm packages. */
export const npmProgram = (name) => join(top, 'node_modules', '.bin', name);

function uiIsOlderThanItsSources() {
  const bundle = join(top, 'ui', 'dist', 'index.html');
  if (!existsSync(bundle)) return true;
  const sources = [join(top, 'package-lock.json'), ...filesBelow(join(top, 'ui'), ['dist', 'dist-fake', 'tests', 'node_modules'])];
  const built = statSync(bundle).mtimeMs;
  return sources.some((file) => statSync(file).mtimeMs > built);
}

function filesBelow(folder, except = []) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (except.includes(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
