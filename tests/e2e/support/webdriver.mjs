// The wire to WebKitWebDriver, by W3C WebDriver: one session, one command at a time.

import { setTimeout as pause } from 'node:timers/promises';

/** The key under which WebDriver writes a reference to an element. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

/** What the driver refused. `kind` is WebDriver's own name for it, such as "no such element". */
export class Refused extends Error {
  constructor(kind, message) {
    super(`${kind}: ${message}`);
    this.kind = kind;
  }
}

export class WebDriver {
  #base;
  #window;
  #queue = Promise.resolve();

  /** Waits until the driver listens, then has it start the program. */
  static async start(port, capabilities, patience) {
    const origin = `http://127.0.0.1:${port}`;
    await listening(origin);
    const { sessionId } = await call('POST', `${origin}/session`, { capabilities: { alwaysMatch: capabilities } }, patience);
    return new WebDriver(`${origin}/session/${sessionId}`);
  }

  constructor(base) {
    this.#base = base;
  }

  /** The handles of the windows that the driver sees. */
  windows() {
    return this.#inTurn(() => call('GET', `${this.#base}/window/handles`));
  }

  /** A command that concerns one window: `path` follows the session in the address. */
  inWindow(handle, method, path, body) {
    return this.#inTurn(async () => {
      if (this.#window !== handle) {
        await call('POST', `${this.#base}/window`, { handle });
        this.#window = handle;
      }
      try {
        return await call(method, `${this.#base}/${path}`, body);
      } catch (error) {
        if (error.kind === 'no such window') this.#window = undefined;
        throw error;
      }
    });
  }

  /** Ends the session, and the program if it still runs. */
  end() {
    return this.#inTurn(() => call('DELETE', this.#base));
  }

  /** Two windows share one wire, and a command between "go to window" and "click" would click elsewhere. */
  #inTurn(work) {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => {});
    return done;
  }
}

/** WebDriver's reference to an element out of its own id. */
export const elementReference = (id) => ({ [elementKey]: id });

/** The element's own id out of WebDriver's reference to it. */
export const elementId = (reference) => reference[elementKey];

async function call(method, address, body, patience = 20_000) {
  const options = { method, signal: AbortSignal.timeout(patience) };
  if (method === 'POST') options.body = JSON.stringify(body ?? {});
  const answer = await fetch(address, options).catch((error) => {
    const why = error.name === 'TimeoutError' ? `no answer within ${patience} ms` : error.message;
    throw new Error(`WebDriver: ${method} ${new URL(address).pathname}: ${why}`);
  });
  const { value } = await answer.json();
  if (!answer.ok) throw new Refused(value?.error ?? `status ${answer.status}`, value?.message ?? '');
  return value;
}

async function listening(origin) {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      await fetch(`${origin}/status`, { signal: AbortSignal.timeout(1_000) });
      return;
    } catch {
      await pause(25);
    }
  }
  throw new Error('WebKitWebDriver does not listen');
}
