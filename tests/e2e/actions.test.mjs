// What a provider does for a linked account besides, asked for in the real app.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { linkWallet, openProvider, signIn } from './support/linking.mjs';
import { story } from './support/story.mjs';

/** The least that is a photograph, with a remark in it that must not leave this computer. */
const photograph = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, 19]),
  Buffer.from('PICTURE-OF-NOBODY'),
  Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 0x3f, 0, 0x12, 0x34, 0xff, 0xd9]),
]);

story('a shop’s provider is asked what it can do, and its answer stands beside the account', {}, async ({ start }) => {
  const app = await start({ practice: true });
  const page = await openProvider(app, 'its');
  await signIn.its(page);
  await app.main.waitFor('@done-name', 30_000);
  await app.main.click('@done-finish');
  const [shop] = await app.ask('connections');
  await app.main.click(`@row-${shop.id}`);
  await app.main.click('@tab-actions');
  await app.main.click('@action-shop');
  await app.main.click('@action-send');
  await app.main.waitForText('@action-answer', '1000000000000000001');
});

story('three pictures are chosen, confirmed and sent, and what is no picture is refused at its field', {}, async ({ start, desktop }) => {
  const app = await start({ practice: true });
  await app.main.waitFor('@link-first');
  await linkWallet(app, { label: 'Sample wallet' });
  const [wallet] = await app.ask('connections');
  await app.main.click(`@row-${wallet.id}`);
  await app.main.click('@tab-actions');
  await app.main.click('@action-identity_check');
  const [picture, text] = ['front.jpg', 'notes.txt'].map((name) => join(desktop.folder, name));
  writeFileSync(picture, photograph);
  writeFileSync(text, 'no picture');
  const send = async () => {
    await app.main.click('@action-send');
    await app.main.click('@action-confirm');
  };
  for (const [field, file] of [['front', picture], ['behind', picture], ['portrait', text]]) await app.main.choosePicture(`@form-field-${field}`, file);
  await send();
  await app.main.until(async () => (await app.main.attribute('@form-field-portrait', 'aria-invalid')) === 'true', 'the third to be refused');
  assert.equal(await app.main.has('@action-answer'), false);
  await app.main.choosePicture('@form-field-portrait', picture);
  await send();
  await app.main.waitForText('@action-answer', 'Sample User');
});
