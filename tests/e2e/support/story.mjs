// One test of the real app: a desktop of its own, and when it fails, what was to be seen.

import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { commandLineProgram, desktopProgram, drivenProgram } from '../../../scripts/parts/build.mjs';
import { ask, top } from '../../../scripts/parts/terminal.mjs';
import { PrivateDesktop } from '../../../scripts/private-desktop.mjs';
import { App } from './app.mjs';
import { Practice } from './practice.mjs';

/** Longer than any story takes, shorter than anybody's patience with a hanging one. */
const longest = 180_000;

/**
 * @param {string} name what the test shows
 * @param {Parameters<typeof PrivateDesktop.start>[0]} options of the desktop
 * @param {(stage: Stage) => Promise<void>} tell
 */
export function story(name, options, tell) {
  test(name, { timeout: longest }, async (context) => {
    const stage = new Stage(await PrivateDesktop.start(options));
    try {
      await tell(stage);
      await stage.closeApps();
    } catch (error) {
      context.diagnostic(`what was to be seen is in ${stage.keepEvidence(name)}`);
      throw error;
    } finally {
      await stage.desktop.close();
    }
  });
}

/** What a story may use. */
class Stage {
  #apps = [];

  constructor(desktop) {
    this.desktop = desktop;
    this.keyring = desktop.keyring;
    this.home = join(desktop.folder, 'data');
  }

  /** Opens the app. A second call after `close` is the next start on the same computer. Options: see `App.start`. */
  start = async (options = {}) => {
    const app = await App.start({ desktop: this.desktop, home: this.home, ...options });
    this.#apps.push(app);
    return app;
  };

  /** Opens the app as a person has it, which no driver can reach; it is used through `Display`. */
  startUndriven = (...args) => this.desktop.launch(desktopProgram, args, { env: { LINKDESK_HOME: this.home }, log: 'app.log' });

  /** Starts the app once more beside the one that runs, and waits until it has handed over and ended. */
  startAgain = async (...args) => {
    const program = this.desktop.launch(drivenProgram, args, { env: { LINKDESK_HOME: this.home }, log: 'again.log' });
    await program.ended;
  };

  /** Runs the command line on the same computer; gives code, stdout and stderr. */
  linkdesk = (...args) => {
    const input = typeof args.at(-1) === 'object' ? args.pop().input : '';
    return ask(commandLineProgram, args, { env: { ...this.desktop.env, LINKDESK_HOME: this.home }, input });
  };

  /** Starts the command line and lets it run: see `OwnedProcess` for `nextLine`, `say` and `ended`. */
  startLinkdesk = (...args) =>
    this.desktop.launch(commandLineProgram, args, {
      env: { LINKDESK_HOME: this.home },
      stdin: 'pipe',
      speaks: true,
      log: 'linkdesk.log',
    });

  /** Starts the practice providers alone, and gives their control. */
  sandbox = async (...args) => {
    const program = this.desktop.launch(commandLineProgram, ['sandbox', ...args], {
      env: { LINKDESK_HOME: this.home },
      speaks: true,
      log: 'sandbox.log',
    });
    const line = await program.nextLine();
    if (!line) throw new Error(`linkdesk sandbox said nothing: ${readFileSync(join(this.desktop.logs, 'sandbox.log'), 'utf8')}`);
    return new Practice(JSON.parse(line));
  };

  /** The control of the practice providers that the open practice profile hosts. */
  practice = () => new Practice(JSON.parse(readFileSync(practiceReadyFile(this.home), 'utf8')));

  async closeApps() {
    for (const app of this.#apps) await app.close();
  }

  /** Copies logs and a picture of the display to test-results/. Gives that folder. */
  keepEvidence(name) {
    const folder = join(top, 'test-results', name.replaceAll(/[^\p{L}\p{N}]+/gu, '-'));
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const log of readdirSync(this.desktop.logs)) copyFileSync(join(this.desktop.logs, log), join(folder, log));
    ask('import', ['-window', 'root', join(folder, 'display.png')], { env: this.desktop.env });
    return folder;
  }
}

/** The file in which the process that hosts a practice profile says where its providers are. */
function practiceReadyFile(home) {
  const below = join(home, 'practice');
  const found = readdirSync(below, { recursive: true }).find((path) => path.endsWith('ready.json'));
  if (!found) throw new Error(`no practice providers are hosted under ${below}`);
  return join(below, found);
}
