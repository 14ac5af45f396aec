// A gnome-keyring of its own on a private session bus, in the states a person's keychain can be in.

import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { OwnedProcess } from './processes.mjs';
import { ask, Stopped } from './terminal.mjs';

/** The operation "unlock" of gnome-keyring's control protocol. */
const controlUnlock = 1;
const collection = '/org/freedesktop/secrets/collection/login';

export class Keyring {
  #daemon;
  #password = randomBytes(16).toString('hex');
  #env;
  #logs;
  #control;

  /** @param {Record<string, string>} env of the private desktop @param {string} logs the folder for its log */
  constructor(env, logs) {
    this.#env = env;
    this.#logs = logs;
    this.#control = join(env.XDG_RUNTIME_DIR, 'keyring');
  }

  /** Starts the daemon with its collection open, and proves it with a set and a get. */
  async start() {
    await this.#launch(['--unlock'], this.#password);
    this.prove();
  }

  /** The unlock option says yes to a wrong password too, so only a value that comes back proves anything. */
  prove() {
    const value = randomBytes(8).toString('hex');
    const attribute = ['linkdesk-desktop', 'proof'];
    const set = ask('secret-tool', ['store', '--label=proof', ...attribute], { env: this.#env, input: value });
    const got = ask('secret-tool', ['lookup', ...attribute], { env: this.#env });
    ask('secret-tool', ['clear', ...attribute], { env: this.#env });
    if (set.code !== 0 || got.stdout.trim() !== value) {
      throw new Stopped(`The private keyring does not open: ${set.stderr || got.stderr || 'another value came back'}`);
    }
  }

  /** Closes the collection. Nothing here can show a prompt, so a program that asks is refused. */
  lock() {
    this.#secretService('Lock', `array:objpath:${collection}`);
  }

  /** Opens it again, as a person does who types the password. */
  async unlock() {
    const answer = await this.#tellDaemon(controlUnlock, this.#password);
    if (answer !== 0) throw new Stopped(`The private keyring cannot be unlocked: the daemon answered ${answer}`);
    this.prove();
  }

  /** From now on it answers nothing at all, until `answer` is called. */
  stall() {
    this.#daemon.signal('SIGSTOP');
  }

  answer() {
    this.#daemon.signal('SIGCONT');
  }

  /** Nobody on the bus is a secret service any more. */
  async stop() {
    await this.#daemon?.stop();
  }

  async #launch(options, input) {
    this.#daemon = new OwnedProcess(
      'gnome-keyring-daemon',
      ['--foreground', '--components=secrets', `--control-directory=${this.#control}`, ...options],
      { env: this.#env, log: join(this.#logs, 'keyring.log'), stdin: 'pipe' },
    );
    this.#daemon.say(input);
    for (let tries = 0; tries < 200; tries += 1) {
      if (!this.#daemon.running) break;
      if (this.#owned()) return;
      await pause(25);
    }
    throw new Stopped(`gnome-keyring-daemon did not start; its log is in ${this.#logs}`);
  }

  #owned() {
    const asked = this.#bus('org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets');
    return asked.stdout.includes('boolean true');
  }

  /**
   * One request on the daemon's control socket, as the login of a desktop makes it: a byte that carries our user id,
   * then the length of all, the operation, and the password with its own length. The answer is a length and a number.
   */
  #tellDaemon(operation, password) {
    const text = Buffer.from(password);
    const head = Buffer.alloc(12);
    [12 + text.length, operation, text.length].forEach((value, index) => head.writeUInt32BE(value, index * 4));
    return new Promise((resolve, reject) => {
      const socket = connect(join(this.#control, 'control'), () => socket.write(Buffer.concat([Buffer.alloc(1), head, text])));
      socket.on('error', reject);
      socket.once('data', (answer) => {
        socket.destroy();
        resolve(answer.length >= 8 ? answer.readUInt32BE(4) : 'nothing');
      });
    });
  }

  #secretService(method, ...args) {
    const done = this.#bus('org.freedesktop.secrets', '/org/freedesktop/secrets', `org.freedesktop.Secret.Service.${method}`, ...args);
    if (done.code !== 0) throw new Stopped(`The private keyring refused ${method}: ${done.stderr}`);
  }

  #bus(destination, path, member, ...args) {
    return ask('dbus-send', ['--session', '--print-reply', `--dest=${destination}`, path, member, ...args], { env: this.#env });
  }
}
