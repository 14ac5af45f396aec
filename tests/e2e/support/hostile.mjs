// A provider that means harm: its page is whatever a test writes, and tells the test what it managed to do.

import { createServer } from 'node:http';
import { command } from './commands.mjs';

/** What every page has: `tell(name, value)` reaches the test. */
const voice = `<!doctype html><meta charset="utf-8"><title>Sample provider</title><script>
  const tell = (name, value) => fetch('/tell/' + name, { method: 'POST', body: JSON.stringify(value ?? null) });
</script>`;

export class HostileProvider {
  #server;
  #told = new Map();
  #waiting = new Map();
  /** Paths that were asked for, in order. */
  asked = [];

  /** @param {Record<string, string | ((request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void)>} pages by path */
  static async start(pages) {
    const provider = new HostileProvider();
    provider.#server = createServer((request, response) => provider.#answer(pages, request, response));
    await new Promise((resolve) => provider.#server.listen(0, '127.0.0.1', resolve));
    // A test that fails does not wait for it.
    provider.#server.unref();
    provider.origin = `http://127.0.0.1:${provider.#server.address().port}`;
    return provider;
  }

  /** Registers it as FlowAccount in the open profile. */
  async register(page, { redirect = 'http://127.0.0.1:9/callback' } = {}) {
    const toml = `environment = "custom"
[endpoints]
authorize = "${this.origin}/authorize"
token = "${this.origin}/token"
api = "${this.origin}/api"
[client]
id = "sample-client"
secret = "sample-secret"
redirect_uri = "${redirect}"
`;
    await command(page, 'save_registration', { request: { provider: 'flowaccount', name: 'default', toml, replace: true } });
  }

  /** Waits until a page tells this. Gives the value. */
  told(name, within = 20_000) {
    if (this.#told.has(name)) return Promise.resolve(this.#told.get(name));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no page told “${name}”; asked for: ${this.asked.join(' ')}`)), within);
      this.#waiting.set(name, (value) => {
        clearTimeout(timer);
        resolve(value);
      });
    });
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #answer(pages, request, response) {
    const { pathname } = new URL(request.url, this.origin);
    if (pathname.startsWith('/tell/')) {
      this.#hear(pathname.slice('/tell/'.length), request, response);
      return;
    }
    this.asked.push(pathname);
    const page = pages[pathname];
    if (typeof page === 'function') page(request, response);
    else if (page === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(voice + page);
  }

  #hear(name, request, response) {
    let text = '';
    request.on('data', (part) => (text += part));
    request.on('end', () => {
      const value = JSON.parse(text);
      this.#told.set(name, value);
      this.#waiting.get(name)?.(value);
      response.writeHead(204).end();
    });
  }
}
