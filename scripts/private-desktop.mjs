// A desktop of its own for tests and demonstrations: display, windows, session bus, keychain and home, all in one private
// temporary folder that is gone afterwards. It never touches the person's own.
//
//   node scripts/private-desktop.mjs [--keyring unlocked|locked|slow|none] [--answers-after SECONDS] [--] COMMAND …

import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Keyring } from './parts/keyring.mjs';
import { endsWithUs, OwnedProcess, sweep } from './parts/processes.mjs';
import { main, run, Stopped } from './parts/terminal.mjs';

/** Stands in the environment of everything that runs inside, so that nothing of it can be left behind. */
const mark = 'LINKDESK_PRIVATE_DESKTOP';

/** A socket's path has at most 107 characters, and some of ours are added to this. */
const longestTemporary = 50;

/** What would lead a program inside to the person's own desktop. */
const fromOutside =
  /^(DISPLAY|WAYLAND_.*|XAUTHORITY|DBUS_.*|GNOME_.*|SSH_AUTH_SOCK|DESKTOP_.*|SESSION_MANAGER|XDG_.*|LINKDESK_.*|LC_.*|LANGUAGE)$/;

export class PrivateDesktop {
  #owned = [];
  #closed;

  /**
   * @param {object} [options]
   * @param {'unlocked' | 'locked' | 'slow' | 'none'} [options.keyring] slow: it answers nothing until `keyring.answer()`
   * @param {string} [options.size] of the display, as WIDTHxHEIGHTxDEPTH
   * @param {string} [options.language] the value of LANG
   */
  static async start({ keyring = 'unlocked', size = '1280x900x24', language = 'C.UTF-8' } = {}) {
    const desktop = new PrivateDesktop(language);
    try {
      await Promise.all([desktop.#openDisplay(size), desktop.#openBus()]);
      if (keyring !== 'none') await desktop.#openKeyring(keyring);
      return desktop;
    } catch (error) {
      await desktop.close();
      throw error;
    }
  }

  constructor(language) {
    /** The folder that holds everything of this desktop. Made with mode 0700. */
    this.folder = mkdtempSync(join(tmpdir().length > longestTemporary ? '/tmp' : tmpdir(), 'linkdesk-desktop-'));
    this.home = this.#makeFolder('home');
    this.logs = this.#makeFolder('logs');
    /** The environment for programs that run on this desktop. */
    this.env = {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !fromOutside.test(name))),
      ...{ [mark]: this.folder, HOME: this.home, LANG: language, LC_ALL: language },
      XDG_CONFIG_HOME: this.#makeFolder('home/.config'),
      XDG_DATA_HOME: this.#makeFolder('home/.local/share'),
      XDG_STATE_HOME: this.#makeFolder('home/.local/state'),
      XDG_CACHE_HOME: this.#makeFolder('home/.cache'),
      XDG_RUNTIME_DIR: this.#makeFolder('run'),
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(this.folder, 'run', 'bus')}`,
      // Whoever looks for the system's bus finds this one: the machine's own has nothing to say here.
      DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${join(this.folder, 'run', 'bus')}`,
      XAUTHORITY: join(this.folder, 'xauthority'),
      // The tools keep their own folders: a build inside must not start from nothing.
      CARGO_HOME: process.env.CARGO_HOME ?? join(homedir(), '.cargo'),
      RUSTUP_HOME: process.env.RUSTUP_HOME ?? join(homedir(), '.rustup'),
      // No settings service, no accessibility bus, no other file systems: none of them is on this desktop.
      ...{ GSETTINGS_BACKEND: 'memory', GIO_USE_VFS: 'local', NO_AT_BRIDGE: '1', GTK_A11Y: 'none', GDK_BACKEND: 'x11' },
    };
    this.downloads = this.#makeFolder('home/Downloads');
    writeFileSync(join(this.env.XDG_CONFIG_HOME, 'user-dirs.dirs'), 'XDG_DOWNLOAD_DIR="$HOME/Downloads"\n');
    this.keyring = new Keyring(this.env, this.logs);
    this.#closeAtTheEnd();
  }

  /** Runs a command on this desktop with our own input and output; gives its exit code. */
  run(command, args, options = {}) {
    return run(...endsWithUs(command, args), { ...options, env: { ...this.env, ...options.env } });
  }

  /** Starts a program that ends with this desktop at the latest. */
  launch(command, args, { log = `${command.split('/').at(-1)}.log`, env = {}, ...options } = {}) {
    const program = new OwnedProcess(command, args, { ...options, env: { ...this.env, ...env }, log: join(this.logs, log) });
    this.#owned.push(program);
    return program;
  }

  /** Ends everything that runs here and removes the folder. Safe to call twice. */
  close() {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close() {
    this.#forgetTheEnd();
    for (const program of this.#owned.toReversed()) await program.stop();
    await this.keyring.stop();
    await sweep(mark, this.folder);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #makeFolder(name) {
    const path = join(this.folder, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  }

  async #openDisplay(size) {
    writeFileSync(this.env.XAUTHORITY, cookieForAnyDisplay(), { mode: 0o600 });
    const args = ['-displayfd', '1', '-screen', '0', size, '-nolisten', 'tcp', '-noreset', '-auth', this.env.XAUTHORITY];
    const number = await this.launch('Xvfb', args, { speaks: true }).nextLine();
    if (!number) throw new Stopped(`Xvfb did not start: ${this.#lastWords('Xvfb.log')}`);
    this.env.DISPLAY = `:${number.trim()}`;
    const settings = join(this.folder, 'windows.xml');
    writeFileSync(settings, windowSettings, { mode: 0o600 });
    this.launch('jwm', ['-f', settings]);
  }

  async #openBus() {
    const settings = join(this.folder, 'bus.conf');
    writeFileSync(settings, busSettings(this.env.DBUS_SESSION_BUS_ADDRESS), { mode: 0o600 });
    const bus = this.launch('dbus-daemon', [`--config-file=${settings}`, '--nofork', '--print-address=1'], { speaks: true });
    if (!(await bus.nextLine())) throw new Stopped(`dbus-daemon did not start: ${this.#lastWords('dbus-daemon.log')}`);
  }

  async #openKeyring(state) {
    await this.keyring.start();
    if (state === 'locked') this.keyring.lock();
    if (state === 'slow') this.keyring.stall();
  }

  #lastWords(log) {
    return readFileSync(join(this.logs, log), 'utf8').trim().split('\n').at(-1);
  }

  #signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  #onSignal = async (name) => {
    await this.close();
    process.kill(process.pid, name);
  };

  #closeAtTheEnd() {
    for (const name of this.#signals) process.once(name, this.#onSignal);
  }

  #forgetTheEnd() {
    for (const name of this.#signals) process.removeListener(name, this.#onSignal);
  }
}

/** One entry of an Xauthority file that fits every display: family "wild", no address, no number. */
function cookieForAnyDisplay() {
  const counted = (bytes) => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
  const none = Buffer.alloc(0);
  const family = Buffer.from([0xff, 0xff]);
  return Buffer.concat([family, counted(none), counted(none), counted(Buffer.from('MIT-MAGIC-COOKIE-1')), counted(randomBytes(16))]);
}

/** A session bus that starts nothing by itself: what is not running is not there. */
function busSettings(address) {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>${address}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
`;
}

/** Plain title bars, no panel, one desktop. Alt+F4 asks a window to close, as a click on its cross does. */
const windowSettings = `<?xml version="1.0"?>
<JWM>
  <WindowStyle decorations="flat">
    <Font>Noto Sans-10</Font>
    <Width>2</Width>
    <Height>28</Height>
    <Corner>4</Corner>
    <Foreground>#5E6A67</Foreground>
    <Background>#DFE4E1</Background>
    <Outline>#C7CFCB</Outline>
    <Active><Foreground>#13201D</Foreground><Background>#F0F3F1</Background><Outline>#7E8985</Outline></Active>
  </WindowStyle>
  <Desktops width="1" height="1"><Background type="solid">#7C8B87</Background></Desktops>
  <FocusModel>click</FocusModel>
  <MoveMode>opaque</MoveMode>
  <Key mask="A" key="F4">close</Key>
</JWM>
`;

async function commandLine() {
  const { values, positionals } = parseArgs({
    options: { keyring: { type: 'string', default: 'unlocked' }, 'answers-after': { type: 'string', default: '60' } },
    allowPositionals: true,
  });
  const [command, ...args] = positionals;
  if (!command || !['unlocked', 'locked', 'slow', 'none'].includes(values.keyring)) {
    throw new Stopped('usage: private-desktop.mjs [--keyring unlocked|locked|slow|none] [--answers-after SECONDS] [--] COMMAND …', 2);
  }
  const desktop = await PrivateDesktop.start({ keyring: values.keyring });
  try {
    if (values.keyring === 'slow') {
      pause(Number(values['answers-after']) * 1000, undefined, { ref: false }).then(() => desktop.keyring.answer());
    }
    return await desktop.run(command, args);
  } finally {
    await desktop.close();
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) await main(commandLine);
