// The guided demonstration: the real app on a virtual display with a keychain of its own links both practice accounts
// through the real windows, as a person would. A picture of each step goes to pictures/.

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { App } from '../tests/e2e/support/app.mjs';
import { link, practise } from '../tests/e2e/support/linking.mjs';
import { duration, main, stage, top } from './parts/terminal.mjs';
import { PrivateDesktop } from './private-desktop.mjs';

const folder = join(top, 'pictures');

/** Gives an exit code: 0 when both accounts were linked and were still there after a second start. */
export async function demonstrate() {
  const begin = Date.now();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const desktop = await PrivateDesktop.start();
  const album = new Album();
  const linked = [];
  try {
    await stage('open Linkdesk, in practice', async () => {
      album.app = await App.start({ desktop });
      await album.app.main.waitFor('@practise-first');
      await album.keep('first start');
      await practise(album.app);
      await album.keep('practice');
    });
    for (const [provider, label] of [['bankhub', 'Practice bank account'], ['flowaccount', 'Practice company']]) {
      await stage(`link ${provider}`, async () => {
        await link(album.app, provider, { label, seen: (step) => album.keep(`${provider} ${step}`) });
        linked.push(label);
        await album.app.rowsAre(...linked);
        await album.keep(`${provider} linked`);
      });
    }
    await stage('quit, and start again', async () => {
      await album.app.close();
      album.app = await App.start({ desktop, practice: true });
      await album.app.rowsAre(...linked);
      await album.keep('after a second start');
      await album.app.close();
    });
    console.log(`✓ Both practice accounts were linked and kept, in ${duration(Date.now() - begin)}. The pictures:`);
    return 0;
  } catch (error) {
    if (album.app) await album.keep('where it ended').catch(() => {});
    console.error(`✗ The demonstration ended early: ${error.message}`);
    console.error(album.app?.log ?? '');
    console.log('The pictures so far:');
    return 1;
  } finally {
    for (const picture of album.pictures) console.log(`  ${picture}`);
    await desktop.close();
  }
}

class Album {
  pictures = [];

  async keep(step) {
    const number = String(this.pictures.length + 1).padStart(2, '0');
    await this.app.display.settled('root');
    const file = join(folder, `${number}-${step.replaceAll(' ', '-')}.png`);
    this.pictures.push(this.app.screenshot(file));
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) await main(demonstrate);
