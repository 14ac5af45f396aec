// The real app, started by a WebDriver on a private desktop.

import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { drivenProgram } from '../../../scripts/parts/build.mjs';
import { command } from './commands.mjs';
import { Display } from './display.mjs';
import { Page } from './page.mjs';
import { WebDriver } from './webdriver.mjs';

export class App {
  #driver;
  #driverProcess;
  #window;
  #lastSeen = [];

  /**
   * @param {object} options
   * @param {import('../../../scripts/private-desktop.mjs').PrivateDesktop} options.desktop
   * @param {string} [options.home] the data folder; by itself the desktop's own, so that a second start finds the first's
   * @param {boolean} [options.practice] open the practice profile
   * @param {string[]} [options.args] further arguments
   * @param {Record<string, string>} [options.env] further environment
   * @param {string} [options.program]
   * @param {number} [options.patience] how long the driver may take to get hold of the program, in milliseconds
   */
  static async start({ desktop, home = join(desktop.folder, 'data'), practice = false, args = [], env = {}, program = drivenProgram, patience }) {
    const app = new App();
    app.display = new Display(desktop);
    app.home = home;
    const port = await freePort();
    app.#driverProcess = desktop.launch('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
      env: { TAURI_WEBVIEW_AUTOMATION: 'true', LINKDESK_HOME: home, ...env },
      log: 'app.log',
    });
    const options = { binary: program, args: [...(practice ? ['--practice'] : []), ...args] };
    app.#driver = await WebDriver.start(port, { browserName: 'wry', 'webkitgtk:browserOptions': options }, patience);
    // Titles change with the profile and the page; the window's id does not. So far there is only one.
    app.#window = await app.display.window('Linkdesk');
    const [handle] = await app.#driver.windows();
    /** The main window. */
    app.main = new Page(app.#driver, handle);
    return app;
  }

  /** Everything the app and its driver wrote so far. */
  get log() {
    return this.#driverProcess.log;
  }

  /** True while anything of the program is left, the web view's own processes included. */
  get running() {
    const seen = new Set([...this.#lastSeen, ...descendants(this.#driverProcess.pid)]);
    this.#lastSeen = [...seen].filter(alive);
    return this.#lastSeen.length > 0;
  }

  /** The main window's id on the display. */
  get window() {
    return this.#window;
  }

  /** The windows a driver sees: the main one, and provider windows. */
  async windows() {
    return (await this.#driver.windows()).map((handle) => (handle === this.main.handle ? this.main : new Page(this.#driver, handle)));
  }

  /** Waits for the provider window and for its page. */
  async providerWindow(within = 15_000) {
    return this.main.until(async () => {
      const page = (await this.windows()).find(({ handle }) => handle !== this.main.handle);
      const address = page && (await page.address().catch(() => ''));
      return /^https?:/.test(address) ? page : undefined;
    }, 'a provider window', within);
  }

  /** Waits until every provider window has gone. */
  async providerWindowGone(within = 15_000) {
    await this.main.until(async () => (await this.windows()).length === 1, 'the provider window to close', within);
  }

  /** Asks the core as the screens do, for a second opinion on what they show. */
  ask(name, args) {
    return command(this.main, name, args);
  }

  /** Waits until the newest session stands in one of these states; gives the session. */
  async session(...states) {
    let last;
    return this.main.until(async () => {
      last = (await this.ask('sessions')).toSorted((a, b) => a.started_at.localeCompare(b.started_at) || a.id.localeCompare(b.id)).at(-1);
      return states.includes(last?.state) ? last : undefined;
    }, `a session that is ${states.join(' or ')}`, 30_000, () => `It is ${last?.state}: ${JSON.stringify(last?.problem)}`);
  }

  /** The texts of the rows of the list. */
  rows() {
    return this.main.texts('[data-testid^="row-"]:not([data-testid^="row-action-"])');
  }

  /** Waits until the list has these rows and no other; each is named by a text that stands in it. */
  async rowsAre(...labels) {
    let rows = [];
    const fits = async () => {
      rows = await this.rows();
      return rows.length === labels.length && labels.every((label) => rows.some((row) => row.includes(label)));
    };
    await this.main.until(fits, `the rows ${labels.join(', ') || '(none)'}`, 15_000, () => `There are: ${rows.join(' | ')}`);
  }

  /** What stands on the display, as a PNG. */
  screenshot(file) {
    return this.display.screenshot(file);
  }

  /**
   * Closes the main window as a person does and waits until the program has ended. Where it asks whether to go on without
   * its window, closing once more is the answer. Safe to call twice.
   */
  async close(within = 10_000) {
    const end = Date.now() + within;
    if (this.running) this.display.close(this.#window);
    for (let again = Date.now() + 2_000; this.running && Date.now() < end; await pause(50)) {
      if (Date.now() < again) continue;
      again = end;
      if (await this.main.texts('@closing-keep-on').then(({ length }) => length > 0, () => false)) this.display.close(this.#window);
    }
    const ended = !this.running;
    await this.#endDriver();
    if (!ended) throw new Error(`the app still ran ${within} ms after its window was closed`);
  }

  /** Ends the program at once, as a crash or a power cut does. */
  async kill() {
    while (this.running) {
      for (const pid of this.#lastSeen) killNow(pid);
      await pause(20);
    }
    await this.#endDriver();
  }

  /** A driver that ends before its program leaves it behind, so this comes last. */
  async #endDriver() {
    await this.#driver?.end().catch(() => {});
    await this.#driverProcess.stop();
  }
}

/** The programs a process started, and theirs. */
function descendants(pid) {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
    return children.flatMap((child) => [child, ...descendants(child)]);
  } catch {
    return []; // it ended meanwhile
  }
}

function killNow(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function alive(pid) {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
