// A person signs in to Headline by typing into the app's own form, because the registration has no page for it.

import assert from 'node:assert/strict';
import { finish, openProvider, signIn } from './support/linking.mjs';
import { story } from './support/story.mjs';

const wrong = 'a-password-nobody-else-has';

/** From practice to one of the two forms. Without the name of an application and an address to go back to there is no page. */
async function openForm(app, practice, way = 'sign_in') {
  await app.main.waitFor('@link-first');
  const providers = practice();
  const toml = providers.ready.headline.registration_toml.replace(/^(third_app_type|redirect_uri) = .*\n/gm, '');
  await app.ask('save_registration', { request: { provider: 'headline', name: 'default', toml, replace: true } });
  await app.main.click('@link-first');
  await app.main.click('@provider-headline');
  await app.main.click('@share-continue');
  await app.main.waitFor('@form-customer_way');
  await app.main.click(`@form-choice-way-${way}`);
  await app.main.click('@form-send');
  await app.main.waitFor(way === 'register' ? '@form-register' : '@form-login');
  return providers;
}

story('a customer of Headline is linked by typing into the form', {}, async ({ start, practice, linkdesk }) => {
  const app = await start({ practice: true });
  await openForm(app, practice);
  await app.main.waitForText('@session', '127.0.0.1');
  await app.main.fill('@form-field-email', 'sample@practice.test');
  await app.main.fill('@form-field-password', wrong);
  await app.main.click('@form-send');
  await app.main.until(async () => (await app.main.attribute('@form-field-password', 'aria-invalid')) === 'true', 'the password to be refused');
  assert.equal(await app.main.value('@form-field-email'), 'sample@practice.test', 'what is no secret stays');
  assert.equal(await app.main.value('@form-field-password'), '', 'what is secret was emptied');
  assert.equal((await app.windows()).length, 1, 'no window was opened');

  await app.main.fill('@form-field-password', 'practice');
  await app.main.press('Enter');
  await finish(app, 'Sample customer');
  await app.rowsAre('Sample customer');
  const said = JSON.stringify([await app.ask('connections'), await app.ask('sessions')]);
  assert.ok(!said.includes(wrong), 'the password is told nowhere');
  await app.close();
  const listed = linkdesk('--practice', '--json', 'connections');
  assert.equal(JSON.parse(listed.stdout)[0].identity.name, 'sa**@practice.test');
});

story('a second factor of Headline is one more form, and another code can be asked for', {}, async ({ start, practice }) => {
  const app = await start({ practice: true });
  const providers = await openForm(app, practice);
  await app.main.click('@form-choice-login_type-phone');
  await app.main.fill('@form-field-phone', '+84 000000003');
  await app.main.fill('@form-field-password', 'practice');
  await app.main.click('@form-send');
  await app.main.waitFor('@form-login_code');
  await app.main.waitFor('@form-again');
  const [{ code }] = await providers.phone();
  await app.main.fill('@form-field-otp', code);
  await app.main.click('@form-send');
  await finish(app, 'Sample customer');
  await app.rowsAre('Sample customer');
});

story('somebody new becomes a customer of Headline and is linked', {}, async ({ start, practice, linkdesk }) => {
  const app = await start({ practice: true });
  await openForm(app, practice, 'register');
  const typed = { phone: '+84 000000001', country: 'VN', password: wrong, password_again: wrong };
  for (const [name, text] of Object.entries(typed)) await app.main.fill(`@form-field-${name}`, text);
  await app.main.click('@form-send');
  await app.main.until(async () => (await app.main.attribute('@form-field-phone', 'aria-invalid')) === 'true', 'the number to be known already');
  await app.main.fill('@form-field-phone', '+84 000000009');
  await app.main.fill('@form-field-password', wrong);
  await app.main.fill('@form-field-password_again', wrong);
  await app.main.click('@form-send');
  await finish(app, 'New customer');
  await app.rowsAre('New customer');
  await app.close();
  const listed = linkdesk('--practice', '--json', 'connections');
  assert.equal(JSON.parse(listed.stdout)[0].identity.masked, '•••• 0001', 'the number that the registration gave');
});

story('with a page of its own, Headline opens that', {}, async ({ start }) => {
  const app = await start({ practice: true });
  const page = await openProvider(app, 'headline');
  await signIn.headline(page);
  await finish(app, 'Sample customer');
  await app.rowsAre('Sample customer');
});
