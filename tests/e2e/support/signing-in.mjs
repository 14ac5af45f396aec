// What a person does to sign in once more, at each practice provider: with the mouse, and by keys alone. Nothing here is
// done at the desk; what the desk asks for besides is what a test counts.

import { signIn } from './linking.mjs';

const password = 'practice';

/** Fills in a page that has one field left, and the page is done with it. */
async function passwordAlone(app) {
  const page = await app.providerWindow();
  await page.fill('#password', password);
  await page.clickAndLeave('#continue');
}

/** By the mouse, and typing. */
export const byMouse = {
  bankhub: passwordAlone,
  flowaccount: async (app, { user, business }) => signIn.flowaccount(await app.providerWindow(), { user, business }),
  its: async (app, { user, shop }) => signIn.its(await app.providerWindow(), { user, shop }),
  headline: async (app, { user }) => signIn.headline(await app.providerWindow(), { user }),
  baokim: async ({ main }, { user }) => {
    await main.fill('@form-field-username', user);
    await main.fill('@form-field-password', password);
    await main.click('@form-send');
  },
};

/** A login, a choice among a few, a consent. The windows of a driven app are one browser, which may know somebody. */
const choosing = (what) => async (app, account) => {
  const page = await app.providerWindow();
  await page.waitFor('#user, #other');
  if (await page.has('#other')) {
    await page.press('Tab');
    await page.press('Tab');
    await page.press('Enter');
  }
  await login(page, account.user);
  await page.waitFor(`#${what}-${account[what]}`);
  await page.press('Tab');
  const all = await page.run('return [...document.querySelectorAll("[type=radio]")].map(({ value, checked }) => ({ value, checked }))');
  const way = all.findIndex(({ value }) => value === account[what]) - all.findIndex(({ checked }) => checked);
  for (let step = 0; step < Math.abs(way); step += 1) await page.press(way > 0 ? 'Down' : 'Up');
  await page.press('Tab');
  await page.press('Enter');
  await consent(page);
};

/** Types a login into a page that begins in its first field. */
async function login(page, user) {
  await page.waitFor('#user');
  await page.strike(user);
  await page.press('Tab');
  await page.strike(password);
  await page.press('Enter');
}

async function consent(page) {
  await page.waitFor('#deny');
  await page.press('Tab');
  await page.pressAndLeave();
}

/** By keys alone. */
export const byKeys = {
  flowaccount: choosing('business'),
  its: choosing('shop'),

  // The bank and the user stand fast.
  bankhub: async (app) => {
    const page = await app.providerWindow();
    await page.waitFor('#password');
    await page.press('Tab');
    await page.press('Tab');
    await page.strike(password);
    await page.press('Tab');
    await page.pressAndLeave();
  },

  headline: async (app, { user }) => {
    const page = await app.providerWindow();
    await login(page, user);
    await consent(page);
  },

  // There is no page: the form is the app's own.
  baokim: async ({ main }, { user }) => {
    await main.waitFor('@form-field-username');
    await main.press('Tab');
    await main.strike(user);
    await main.press('Tab');
    await main.strike(password);
    await main.press('Enter');
  },
};
