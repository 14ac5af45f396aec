// npm run pictures: takes the pictures of the documents from the real app, in practice. Everything in them is invented.

import { join } from 'node:path';
import { App } from '../tests/e2e/support/app.mjs';
import { link, linkWallet, openProvider, practise } from '../tests/e2e/support/linking.mjs';
import { buildDriven } from './parts/build.mjs';
import { main, must, stage, top } from './parts/terminal.mjs';
import { PrivateDesktop } from './private-desktop.mjs';
import { setUp } from './setup.mjs';

const folder = join(top, 'docs', 'pictures');

const accounts = [
  ['bankhub', { label: 'Household account', user: 'sample-plain', password: 'practice', otp: '' }],
  ['bankhub', { label: 'Savings', bank: 'practice-fi-2', user: 'sample-other', password: 'practice', otp: '' }],
  ['flowaccount', { label: 'Sample Trading' }],
  ['flowaccount', { label: 'Practice Bakery', business: 'N9000002' }],
  ['flowaccount', { label: 'Example Studio', user: 'sample-studio', business: 'N9000003' }],
  ['its', { label: 'Practice shop' }],
  ['headline', { label: 'Sample customer' }],
];

const wallet = 'Sample wallet';

/** Whose the accounts on the desk are. */
const customers = { 'Practice Bakery': 'Khách Mẫu 107', 'Example Studio': 'ร้านตัวอย่าง 044', 'Sample Trading': 'Sample Florist 018' };

await main(async () => {
  await setUp({ packages: ['build', 'display'] });
  await buildDriven();
  const desktop = await PrivateDesktop.start();
  try {
    const app = await stage('link the practice accounts', () => prepared(desktop));
    await stage('take the pictures', () => takeAll(app));
    await app.close();
  } finally {
    await desktop.close();
  }
});

/** The app in practice with all the accounts; one of them needs its person. */
async function prepared(desktop) {
  const app = await App.start({ desktop });
  await app.main.waitFor('@practise-first');
  await take(app, 'first-start');
  await practise(app);
  for (const [provider, account] of accounts) await link(app, provider, account);
  await linkWallet(app, {
    label: wallet,
    seen: async (step) => {
      if (step === 'wallet') await take(app, 'form');
    },
  });
  const connections = await app.ask('connections');
  const named = (label) => connections.find((one) => one.label === label);
  await app.ask('rename', { id: named('Practice Bakery').id, label: 'Practice Bakery', customer: customers['Practice Bakery'] });
  await app.ask('practice_fault', { provider: 'flowaccount', fault: 'invalid_grant_once', until_off: false });
  await app.ask('renew', { id: named('Example Studio').id }).catch(() => {});
  await app.rowsAre(...accounts.map(([, { label }]) => label), wallet);
  return app;
}

async function takeAll(app) {
  await take(app, 'accounts');
  const { id } = (await app.ask('connections')).find(({ label }) => label === 'Household account');
  await app.main.click(`@row-${id}`);
  await app.main.waitFor('@connection-name');
  await take(app, 'connection');
  await takeDocuments(app);
  await takeDesk(app);
  for (const screen of ['providers', 'settings']) {
    await app.main.click(`@nav-${screen}`);
    await take(app, screen);
  }
  await app.main.click('@nav-accounts');

  const page = await openProvider(app, 'bankhub', async (step) => {
    if (step === 'share') await take(app, 'link');
  });
  await page.click('#continue');
  await page.fill('#user', 'bankusrdemo1');
  await take(app, 'provider-window');
  await page.clickAndLeave('#cancel');
  await app.providerWindowGone();
  await app.main.click('@to-accounts');

  await choose(app, '@appearance-dark');
  await choose(app, '@language-vi');
  await take(app, 'accounts-vi-dark');
  await choose(app, '@appearance-light');
  for (const language of ['th', 'zh']) {
    await choose(app, `@language-${language}`);
    await take(app, `accounts-${language}`);
  }
}

/** What a company's books hold, as its provider answers. */
async function takeDocuments(app) {
  const { id } = (await app.ask('connections')).find(({ label }) => label === 'Sample Trading');
  await app.main.click('@nav-accounts');
  await app.main.click(`@row-${id}`);
  await app.main.click('@tab-actions');
  await app.main.click('@action-documents');
  await app.main.click('@action-send');
  await app.main.waitFor('@action-answer');
  await take(app, 'actions');
}

/** A run through what needs a person: one is put off. */
async function takeDesk(app) {
  const all = await app.ask('connections');
  for (const [label, customer] of Object.entries(customers)) {
    const { id } = all.find((one) => one.label === label);
    await app.ask('rename', { id, label, customer });
    await app.ask('practice_fault', { provider: 'flowaccount', fault: 'invalid_grant_once', until_off: false });
    await app.ask('renew', { id }).catch(() => {});
  }
  await app.main.click('@nav-desk');
  await app.main.click('@run-begin');
  await app.main.waitFor('@run');
  await app.main.click('@desk-later');
  await app.main.until(async () => (await app.ask('queue')).entries.at(-1).result.kind === 'later', 'one to be put off');
  await take(app, 'desk');
  await app.main.click('@run-end');
}

async function choose(app, setting) {
  await app.main.click('@nav-settings');
  await app.main.click(setting);
  await app.main.click('@nav-accounts');
}

/** The windows as they stand on the display, without the bare display around them. */
async function take(app, name) {
  // A notice would hide what stands under it.
  while (await app.main.has('[data-testid="toast"] button')) await app.main.click('[data-testid="toast"] button:last-of-type');
  await app.display.settled('root');
  const file = app.screenshot(join(folder, `${name}.png`));
  await must('convert', [file, '-bordercolor', '#7C8B87', '-border', '1', '-trim', '+repage', '-strip', file]);
}
