// What a person does to link an account, told once for the tests, the demonstration and the pictures.

/** From the empty home of the real profile into practice. */
export async function practise(app) {
  await app.main.click('@practise-first');
  await app.main.waitFor('@link-first');
}

/**
 * From the home to the provider's own page, which opens in its window. Gives that window.
 * @param {(name: string) => Promise<void>} [seen] called at each screen
 */
export async function openProvider(app, provider, seen = async () => {}) {
  await choose(app, provider, seen);
  await app.main.waitFor('@route-window');
  await seen('share');
  await app.main.click('@route-window');
  await app.main.click('@share-continue');
  return app.providerWindow();
}

/** From the home to what the provider will be told. */
async function choose(app, provider, seen) {
  await app.main.click('[data-testid="link-first"], [data-testid="link-account"]');
  await app.main.waitFor(`@provider-${provider}`);
  await seen('choose');
  await app.main.click(`@provider-${provider}`);
  await app.main.waitFor('@share-continue');
}

/** Links a Bảo Kim wallet: its phone, then the code that comes to it. There is no page; all of it is typed into the app. */
export async function linkWallet(app, { phone = '84000000001', name = 'Sample User', label, seen = async () => {} } = {}) {
  await choose(app, 'baokim', seen);
  await seen('share');
  await app.main.click('@share-continue');
  await app.main.click('@form-choice-way-wallet');
  await seen('way');
  await app.main.click('@form-send');
  await app.main.fill('@form-field-phone', phone);
  await app.main.fill('@form-field-name', name);
  await seen('wallet');
  await app.main.click('@form-send');
  await app.main.waitFor('@form-field-otp');
  await seen('code');
  await app.main.fill('@form-field-otp', await newestCode(app));
  await app.main.click('@form-send');
  await finish(app, label, seen);
}

/** The newest code on the practice phone. */
export async function newestCode(app) {
  const { messages } = await app.ask('practice');
  return messages.toSorted((a, b) => a.at.localeCompare(b.at)).at(-1).code;
}

/** A login, a choice of one thing that this login may link, a consent. */
function choosing(what, usual) {
  return async (page, { user = usual.user, password = 'practice', [what]: chosen = usual.chosen, answer = 'continue', seen = async () => {} } = {}) => {
    // The windows of a driven app are one browser: whoever signed in before may be asked whether it is they again.
    await page.waitFor('#user, #other');
    if (await page.has('#other')) await page.click('#other');
    await page.fill('#user', user);
    await page.fill('#password', password);
    await seen('login');
    await page.click('#continue');
    await page.click(`#${what}-${chosen}`);
    await seen(what);
    await page.click('#continue');
    await page.waitFor('#deny');
    await seen('consent');
    await page.clickAndLeave(`#${answer}`);
  };
}

/** A login and a consent. */
async function atHeadline(page, { user = 'sample@practice.test', password = 'practice', answer = 'continue', seen = async () => {} } = {}) {
  await page.fill('#user', user);
  await page.fill('#password', password);
  await seen('login');
  await page.click('#continue');
  await page.waitFor('#deny');
  await seen('consent');
  await page.clickAndLeave(`#${answer}`);
}

/** How each provider's practice pages are filled in; `answer` is the button at the end, `seen` is called at each page. */
export const signIn = {
  bankhub: async (page, { bank = 'practice-fi-1', user = 'bankusrdemo1', password = 'soproud', otp = '123456', answer = 'continue', seen = async () => {} } = {}) => {
    await page.click(`#bank-${bank}`);
    await seen('bank');
    await page.click('#continue');
    await page.fill('#user', user);
    await page.fill('#password', password);
    await seen('login');
    await page.click('#continue');
    if (otp) {
      await page.fill('#otp', otp);
      await seen('code');
      await page.click('#continue');
    }
    await page.waitFor('#deny');
    await seen('consent');
    await page.clickAndLeave(`#${answer}`);
  },

  flowaccount: choosing('business', { user: 'sample-owner', chosen: 'N9000001' }),
  its: choosing('shop', { user: 'sample-shopkeeper', chosen: '1000000000000000001' }),
  headline: atHeadline,
};

/** From the provider's answer back to the home: confirms the account where the app asks, names it, leaves. */
export async function finish(app, label, seen = async () => {}) {
  await app.main.until(async () => (await app.main.has('@confirm-account')) || (await app.main.has('@done-name')), 'the account', 30_000);
  if (await app.main.has('@confirm-account')) {
    await seen('confirm');
    await app.main.click('@confirm-account');
  }
  await app.main.waitFor('@done-name', 30_000);
  if (label) await app.main.fill('@done-name', label);
  await seen('done');
  await app.main.click('@done-finish');
}

/** All of it: from the home to the home. */
export async function link(app, provider, { label, seen, ...login } = {}) {
  const page = await openProvider(app, provider, seen);
  await signIn[provider](page, { ...login, seen });
  await finish(app, label, seen);
}
