// The Debian packages that building, running and testing need, and how the missing ones are installed.

import { readFileSync } from 'node:fs';
import { agreed, ask, must, Stopped } from './terminal.mjs';

/** By purpose, so that nobody installs more than what they are about to do needs. */
export const packages = {
  build: [
    'build-essential', // a C compiler and linker, for SQLite and the ciphers
    'pkg-config', // finds the libraries below
    'libssl-dev', // libcrypto, which the encrypted store is built on
    'libwebkit2gtk-4.1-dev', // the web view
    'librsvg2-dev', // icons of the window
    'libxdo-dev', // keys in native menus
    'libayatana-appindicator3-dev', // the tray
  ],
  keychain: ['gnome-keyring', 'dbus'], // only where nothing else answers as the secret service
  display: [
    'xvfb', // a display without a screen
    'jwm', // a window manager: title bars, focus, and a way to close a window as a person does
    'dbus', // a session bus
    'gnome-keyring', // a keychain of our own
    'libsecret-tools', // asks that keychain whether it truly opens
    'webkit2gtk-driver', // presses the buttons
    'xdotool', // types into windows that no driver sees
    'imagemagick', // takes the pictures
    'fonts-dejavu-core',
    'fonts-noto-core', // Thai and Vietnamese
    'fonts-noto-cjk', // Chinese
  ],
  tests: ['strace', 'faketime'], // which bytes leave the program; what it does when the clock is wrong
};

/** Installs what is missing of the named sets; says so first, and asks when there is somebody to ask. */
export async function installPackages(purposes) {
  const wanted = [...new Set(purposes.flatMap((purpose) => packages[purpose]))];
  if (!isDebian()) {
    // Elsewhere the packages have other names: what counts is whether the tools are there.
    const absent = elsewhereAbsent(purposes);
    if (absent.length === 0) return;
    throw new Stopped(
      `This is not Debian, so nothing was installed. Missing: ${absent.join(', ')}.\n` +
        `  On Debian these come with: ${wanted.join(' ')}`,
      2,
    );
  }
  const missing = missingPackages(wanted);
  if (missing.length === 0) return;
  const root = process.getuid?.() === 0;
  const command = `${root ? '' : 'sudo '}apt-get install --no-install-recommends ${missing.join(' ')}`;
  const atTerminal = process.stdin.isTTY && process.stdout.isTTY && process.env.CI !== 'true';
  if (!root && ask('sudo', ['--version']).code !== 0) {
    throw new Stopped(`These Debian packages are missing and only root may install them:\n  ${command}`, 2);
  }
  console.log(`Missing Debian packages: ${missing.join(' ')}`);
  if (atTerminal && !(await agreed(`Install them now (${command})?`))) {
    throw new Stopped(`Nothing was installed. To go on, run:\n  ${command}`, 2);
  }
  await apt(root, atTerminal, ['update', '-q']);
  await apt(root, atTerminal, ['install', '-q', '-y', '--no-install-recommends', ...missing]);
  const still = missingPackages(missing);
  if (still.length > 0) throw new Stopped(`apt-get ended, yet these are not installed: ${still.join(' ')}`, 2);
}

/** True where some program answers as the secret service, running or to be started by the session bus. */
export function keychainIsThere() {
  const asked = ask('dbus-send', [
    '--session', '--print-reply', '--reply-timeout=2000', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.ListActivatableNames',
  ]);
  const running = ask('dbus-send', [
    '--session', '--print-reply', '--reply-timeout=2000', '--dest=org.freedesktop.DBus', '/',
    'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets',
  ]);
  return asked.stdout.includes('"org.freedesktop.secrets"') || running.stdout.includes('boolean true');
}

function isDebian() {
  try {
    const release = readFileSync('/etc/os-release', 'utf8');
    return /^ID(_LIKE)?=.*\bdebian\b/m.test(release) && ask('dpkg-query', ['--version']).code === 0;
  } catch {
    return false;
  }
}

/** The packages of the list that are not installed. dpkg-query writes the known ones and complains of the others. */
function missingPackages(names) {
  const asked = ask('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names]);
  const installed = new Set(asked.stdout.split('\n').filter((line) => line.endsWith(' installed')).map((line) => line.split(' ')[0]));
  return names.filter((name) => !installed.has(name));
}

function elsewhereAbsent(purposes) {
  const absent = [];
  const need = (command, args, name) => ask(command, args).code === 0 || absent.push(name);
  if (purposes.includes('build')) {
    need('cc', ['--version'], 'a C compiler');
    if (process.platform === 'linux') {
      for (const library of ['webkit2gtk-4.1', 'libcrypto', 'librsvg-2.0']) {
        need('pkg-config', ['--exists', library], `the development files of ${library}`);
      }
    }
  }
  if (purposes.includes('display')) {
    need('Xvfb', ['-help'], 'Xvfb');
    need('jwm', ['-v'], 'jwm');
    need('dbus-daemon', ['--version'], 'dbus-daemon');
    need('gnome-keyring-daemon', ['--version'], 'gnome-keyring-daemon');
    need('secret-tool', ['search', '--help'], 'secret-tool');
    need('WebKitWebDriver', ['--version'], 'WebKitWebDriver');
    need('xdotool', ['--version'], 'xdotool');
    need('import', ['-version'], 'import (ImageMagick)');
  }
  if (purposes.includes('tests')) {
    need('strace', ['--version'], 'strace');
    need('faketime', ['--version'], 'faketime');
  }
  return absent;
}

async function apt(root, atTerminal, args) {
  const environment = 'DEBIAN_FRONTEND=noninteractive';
  // Without a terminal nobody can give sudo a password: let it fail at once instead of waiting.
  const command = root ? ['env', environment] : ['sudo', ...(atTerminal ? [] : ['-n']), 'env', environment];
  await must(command[0], [...command.slice(1), 'apt-get', ...args]);
}
