// The display itself: real pixels, real keys, and the windows no driver sees.

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from '../../../scripts/parts/terminal.mjs';

/** How long a person would wait. */
const patience = 15_000;

export class Display {
  #env;

  /** @param {import('../../../scripts/private-desktop.mjs').PrivateDesktop} desktop */
  constructor(desktop) {
    this.#env = desktop.env;
  }

  /** The titles of all windows that are to be seen. */
  titles() {
    const ids = this.#tool('search', '--onlyvisible', '--name', '.').stdout.split('\n').filter(Boolean);
    return ids.map((id) => this.#tool('getwindowname', id).stdout.trim());
  }

  /** Waits for a window whose title fits the pattern (an X regular expression); gives its id. */
  window(pattern, within = patience) {
    return this.until(() => this.#named(pattern), `a window called ${pattern}`, within);
  }

  /** Waits until no window is called so. */
  gone(pattern, within = patience) {
    return this.until(() => !this.#named(pattern), `no window to be called ${pattern}`, within);
  }

  /**
   * Waits until a window has not changed for `still` milliseconds: it has painted what it has to show. A field that has
   * the focus blinks about twice a second.
   */
  async settled(id, still = 300) {
    let last;
    let since = Date.now();
    await this.until(async () => {
      const now = ask('import', ['-window', id, '-resize', '25%', 'rgb:-'], { env: this.#env }).stdout;
      if (now !== last) [last, since] = [now, Date.now()];
      return Date.now() - since >= still;
    }, 'the window to come to rest');
  }

  /** Asks `question` again and again until it gives something true; gives that. */
  async until(question, what, within = patience) {
    const end = Date.now() + within;
    for (;;) {
      const answer = await question();
      if (answer) return answer;
      if (Date.now() > end) throw new Error(`waited ${within} ms for ${what}; the windows are: ${this.titles().join(' · ')}`);
      await pause(100);
    }
  }

  /** Brings a window to the front, with the keyboard. */
  activate(id) {
    this.#tool('windowactivate', '--sync', id);
  }

  /** The window that has the keyboard. */
  activeTitle() {
    return this.#tool('getactivewindow', 'getwindowname').stdout.trim();
  }

  /** Types text into the active window, key by key. */
  type(text) {
    this.#tool('type', '--delay', '15', '--', text);
  }

  /** Strikes keys by their X names, such as "Tab", "Return", "alt+F4". */
  press(...names) {
    this.#tool('key', '--delay', '30', ...names);
  }

  /** Clicks at a place inside a window. */
  click(id, x, y) {
    this.#tool('mousemove', '--window', id, String(x), String(y), 'click', '1');
  }

  /** Closes a window as a person does, by asking it. */
  close(id) {
    this.activate(id);
    this.press('alt+F4');
  }

  /** Writes what stands on the display (or in one window, its title bar left out) to a PNG. */
  screenshot(file, window = 'root') {
    mkdirSync(dirname(file), { recursive: true });
    const done = ask('import', ['-window', window, file], { env: this.#env });
    if (done.code !== 0) throw new Error(`no picture could be taken: ${done.stderr}`);
    return file;
  }

  #named(pattern) {
    return this.#tool('search', '--onlyvisible', '--name', pattern).stdout.split('\n').filter(Boolean).at(-1);
  }

  #tool(...args) {
    return ask('xdotool', args, { env: this.#env });
  }
}
