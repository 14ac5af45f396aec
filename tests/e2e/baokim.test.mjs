// Bảo Kim besides passwords and wallets: a social network's page, and an account that is opened here.

import assert from 'node:assert/strict';
import { finish } from './support/linking.mjs';
import { story } from './support/story.mjs';

/** From the empty home to the form of a way. */
async function openWay(app, way) {
  await app.main.waitFor('@link-first');
  await app.main.click('@link-first');
  await app.main.click('@provider-baokim');
  await app.main.click('@share-continue');
  await app.main.choose('@form-field-way', way);
  await app.main.click('@form-send');
}

story('a network’s page opens in its window and the account is linked', {}, async ({ start }) => {
  const app = await start({ practice: true });
  await openWay(app, 'social');
  await app.main.click('@form-choice-network-google');
  assert.equal(await app.main.has('@form-field-social_token'), false, 'a token is for scripts');
  await app.main.click('@form-send');
  const page = await app.providerWindow();
  await page.click('#user-sample-other');
  await page.clickAndLeave('#continue');
  await finish(app, 'By Google');
  await app.providerWindowGone();
  await app.rowsAre('By Google');
  const [linked] = await app.ask('connections');
  assert.equal(linked.identity.name, 'Sample Other');
});

story('somebody without an account opens one in the form and is linked', {}, async ({ start }) => {
  const app = await start({ practice: true });
  await openWay(app, 'register');
  const typed = { email: 'new@practice.test', name: 'Sample New', phone: '+84 000 000 009', password: 'a new password', password_again: 'a new password' };
  for (const [name, text] of Object.entries(typed)) await app.main.fill(`@form-field-${name}`, text);
  assert.equal(await app.main.has('@form-field-business_name'), false, 'a person has no business');
  await app.main.click('@form-send');
  await finish(app, 'New account');
  await app.rowsAre('New account');
  const [linked] = await app.ask('connections');
  assert.equal(linked.identity.name, 'Sample New');
});
