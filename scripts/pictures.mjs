// npm run pictures: the pictures of the README and the docs, taken of the real app on a desktop of its own.

import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { App } from '../tests/e2e/support/app.mjs';
import { command } from '../tests/e2e/support/commands.mjs';
import { link, practise } from '../tests/e2e/support/linking.mjs';
import { buildDriven } from './parts/build.mjs';
import { main, stage, top } from './parts/terminal.mjs';
import { PrivateDesktop } from './private-desktop.mjs';
import { setUp } from './setup.mjs';

const folder = join(top, 'docs', 'pictures');
/** How long a screen may take to come to rest: fonts, queries, a panel that slides. */
const rest = 700;

await main(async () => {
  await setUp({ packages: ['build', 'display', 'tests'] });
  await buildDriven();
  mkdirSync(folder, { recursive: true });
  const desktop = await PrivateDesktop.start();
  try {
    const app = await App.start({ desktop });
    const keep = async (name) => {
      await pause(rest);
      const file = join(folder, `${name}.png`);
      app.screenshot(file);
      // The desktop behind the window is one colour: what is left is the window.
      spawnSync('convert', [file, '-trim', '+repage', '-strip', file]);
    };
    const wear = async (changes) => {
      const settings = await command(app.main, 'settings');
      await command(app.main, 'save_settings', { settings: { ...settings, ...changes } });
    };
    await stage('first start', async () => {
      await app.main.waitFor('@practise-first');
      await keep('first-start');
    });
    await stage('link both accounts', async () => {
      await practise(app);
      const wanted = { share: 'link', login: 'provider-window' };
      const seen = async (step) => wanted[step] && keep(wanted[step]);
      await link(app, 'bankhub', { label: 'Household', seen });
      await link(app, 'flowaccount', { label: 'Sample Trading' });
      await app.rowsAre('Household', 'Sample Trading');
      await keep('accounts');
    });
    await stage('a connection, providers, settings', async () => {
      const [household] = (await command(app.main, 'connections')).filter(({ label }) => label === 'Household');
      await app.main.click(`@row-${household.id}`);
      await app.main.waitFor('@connection-name');
      await keep('connection');
      for (const screen of ['providers', 'settings']) {
        await app.main.click(`@nav-${screen}`);
        await keep(screen);
      }
      await app.main.click('@nav-accounts');
    });
    await stage('dark, in Vietnamese', async () => {
      await wear({ language: 'vi', appearance: 'dark' });
      await keep('accounts-vi-dark');
    });
    await app.close();
    console.log(`✓ The pictures are in ${folder}`);
    return 0;
  } finally {
    await desktop.close();
  }
});
