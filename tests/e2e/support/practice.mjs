// The practice providers, from outside: their control page's calls.

/** What is to be said to them. `control` is the address that `linkdesk sandbox` prints. */
export class Practice {
  #control;

  constructor(ready) {
    /** Per provider: endpoints, registration file, logins. */
    this.ready = ready;
    this.#control = ready.control.replace(/\/$/, '');
  }

  /** Everything: clock, faults, switches, counters. */
  state() {
    return this.#call('GET', 'state');
  }

  /** The messages on the practice phone, newest first. */
  async phone() {
    return (await this.#call('GET', 'phone')).messages;
  }

  /** From now on, or once, the provider misbehaves in this way. */
  fault(provider, fault, repeat = 'once') {
    return this.#call('POST', 'fault', { provider, fault, repeat });
  }

  /** Moves the providers' clock. */
  advance(seconds) {
    return this.#call('POST', 'clock', { advance_seconds: seconds });
  }

  switch(provider, name, value) {
    return this.#call('POST', 'switch', { provider, name, value });
  }

  /** Any other control call by its name. */
  order(name, body) {
    return this.#call('POST', name, body);
  }

  async #call(method, path, body) {
    const options = { method };
    if (body) Object.assign(options, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const answer = await fetch(`${this.#control}/${path}`, options);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`the practice providers refused ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}
