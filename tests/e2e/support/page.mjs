// One window of the app, as a person sees it: everything waits for what it needs, and says what it missed.

import { setTimeout as pause } from 'node:timers/promises';
import { elementId, elementReference, Refused } from './webdriver.mjs';

/** How long a person would look for something before they say it is not there. */
const patience = 15_000;

/** WebDriver's code points for keys without a character. */
const keys = {
  Backspace: '\uE003', Tab: '\uE004', Enter: '\uE007', Shift: '\uE008', Control: '\uE009', Escape: '\uE00C', Space: ' ',
  Left: '\uE012', Up: '\uE013', Right: '\uE014', Down: '\uE015', Home: '\uE011', End: '\uE010', Delete: '\uE017',
};

/** "@name" stands for the element with that test id; everything else is a CSS selector. */
const css = (selector) => (selector.startsWith('@') ? `[data-testid="${selector.slice(1)}"]` : selector);

export class Page {
  #driver;

  constructor(driver, handle) {
    this.#driver = driver;
    this.handle = handle;
  }

  /** Waits until the element stands there to be seen. Gives its id. */
  async waitFor(selector, within = patience) {
    return this.until(async () => {
      for (const id of await this.#all(selector)) {
        if (await this.#element('GET', id, 'displayed')) return id;
      }
      return undefined;
    }, `${selector} to appear`, within);
  }

  /** Waits until no such element is to be seen. */
  async waitUntilGone(selector, within = patience) {
    await this.until(async () => !(await this.has(selector)), `${selector} to go away`, within);
  }

  /** Waits until the element's text holds `text` (a string or a pattern). Gives the whole text. */
  async waitForText(selector, text, within = patience) {
    let last = '';
    const fits = () => (text instanceof RegExp ? text.test(last) : last.includes(text));
    await this.until(async () => {
      if (!(await this.has(selector))) return false;
      last = await this.text(selector);
      return fits();
    }, `${selector} to say ${text}`, within, () => `it says: ${last}`);
    return last;
  }

  /** True when the element is to be seen now. */
  async has(selector) {
    for (const id of await this.#all(selector)) {
      if (await this.#element('GET', id, 'displayed').catch(forgiveStale)) return true;
    }
    return false;
  }

  /** How many such elements there are, seen or not. */
  async count(selector) {
    return (await this.#all(selector)).length;
  }

  async click(selector) {
    await this.#try(selector, (id) => this.#element('POST', id, 'click', {}));
  }

  /**
   * Clicks what closes this window. The driver never answers a click whose window goes away before the answer, so this
   * one happens just after it.
   */
  async clickAndLeave(selector) {
    await this.waitFor(selector);
    await this.run('const element = document.querySelector(arguments[0]); setTimeout(() => element.click(), 100)', css(selector));
  }

  /** Types into a field as it stands. */
  async type(selector, text) {
    await this.#try(selector, (id) => this.#element('POST', id, 'value', { text }));
  }

  /** Chooses a file, as in the dialog of the system. */
  async chooseFile(selector, file) {
    const [id] = await this.#all(selector);
    await this.#element('POST', id, 'value', { text: file });
  }

  /** Chooses a file for a field, and waits until the page has read it. The field itself may be out of sight. */
  async choosePicture(selector, file) {
    await this.chooseFile(selector, file);
    await this.until(() => this.run('return document.querySelector(arguments[0]).closest(".field").querySelector("input[type=hidden]").value !== ""', css(selector)), 'the file to be read');
  }

  /** Empties a field and types into it. */
  async fill(selector, text) {
    await this.#try(selector, (id) => this.#element('POST', id, 'clear', {}));
    await this.type(selector, text);
  }

  /** Presses keys where the focus is: `press('Tab')`, `press('Control', 'a')`. The last is struck, the others are held. */
  async press(...names) {
    const codes = names.map((name) => keys[name] ?? name);
    const actions = [
      ...codes.map((value) => ({ type: 'keyDown', value })),
      ...codes.toReversed().map((value) => ({ type: 'keyUp', value })),
    ];
    await this.#command('POST', 'actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  /** Types text where the focus is, key by key. */
  async strike(text) {
    const actions = [...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]);
    await this.#command('POST', 'actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  /** Presses what has the focus, which closes this window: see `clickAndLeave`. */
  async pressAndLeave() {
    await this.run('const element = document.activeElement; setTimeout(() => element.click(), 100)');
  }

  /** Chooses an entry of a native select by its value. */
  async choose(selector, value) {
    await this.click(`${css(selector)} option[value=${JSON.stringify(value)}]`);
  }

  async text(selector) {
    return this.#try(selector, (id) => this.#element('GET', id, 'text'));
  }

  /** The texts of all such elements, in the order of the page. */
  async texts(selector) {
    return this.run('return [...document.querySelectorAll(arguments[0])].map((element) => element.innerText)', css(selector));
  }

  async attribute(selector, name) {
    return this.#try(selector, (id) => this.#element('GET', id, `attribute/${name}`));
  }

  /** What a field holds now. */
  async value(selector) {
    return this.#try(selector, (id) => this.#element('GET', id, 'property/value'));
  }

  /** Where the middle of an element is, in pixels of the page. */
  async middle(selector) {
    const body = `const { x, y, width, height } = document.querySelector(arguments[0]).getBoundingClientRect();
      return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };`;
    return this.run(body, css(selector));
  }

  /** Runs a function body in the page; its arguments are `arguments[0]` and so on. A promise is waited for. */
  async run(body, ...args) {
    return this.#command('POST', 'execute/sync', { script: body, args });
  }

  /** Looks into a frame: while `look` runs, this page is what stands in the frame. */
  async inFrame(selector, look) {
    await this.#command('POST', 'frame', { id: elementReference(await this.waitFor(selector)) });
    try {
      return await look(this);
    } finally {
      await this.#command('POST', 'frame', { id: null });
    }
  }

  address() {
    return this.#command('GET', 'url');
  }

  title() {
    return this.#command('GET', 'title');
  }

  /** What the web view itself painted, as a PNG. For what stands on the display see `App.screenshot`. */
  async picture() {
    return Buffer.from(await this.#command('GET', 'screenshot'), 'base64');
  }

  /** Asks `question` again and again until it gives something true; gives that. */
  async until(question, what, within = patience, detail = () => '') {
    const end = Date.now() + within;
    for (;;) {
      const answer = await Promise.resolve(question()).catch(forgiveStale);
      if (answer) return answer;
      if (Date.now() > end) {
        const shown = await this.run('return document.body.innerText').catch((error) => `(${error.message})`);
        throw new Error(`waited ${within} ms for ${what}. ${detail()}\nThe page shows:\n${shown}`);
      }
      await pause(50);
    }
  }

  async #all(selector) {
    return (await this.#command('POST', 'elements', { using: 'css selector', value: css(selector) })).map(elementId);
  }

  /** Does something with the element once it can be done: a list that redraws, or a panel that moves, is waited out. */
  async #try(selector, action) {
    const id = { found: undefined };
    let result;
    let last;
    await this.until(async () => {
      id.found = await this.waitFor(selector);
      try {
        result = await action(id.found);
        return true;
      } catch (error) {
        if (!passing.has(error.kind)) throw error;
        last = error;
        return false;
      }
    }, `${selector} to take it`, patience, () => last?.message ?? '');
    return result;
  }

  #element(method, id, path, body) {
    return this.#command(method, `element/${id}/${path}`, body);
  }

  #command(method, path, body) {
    return this.#driver.inWindow(this.handle, method, path, body);
  }
}

const stale = new Set(['stale element reference', 'no such element']);
const passing = new Set([...stale, 'element click intercepted', 'element not interactable', 'invalid element state']);

function forgiveStale(error) {
  if (error instanceof Refused && stale.has(error.kind)) return undefined;
  throw error;
}
