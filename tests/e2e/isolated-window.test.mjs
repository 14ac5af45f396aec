// The app as a person has it: its provider windows are isolated, and no driver reaches them. So real keys and clicks.

import assert from 'node:assert/strict';
import { App } from './support/app.mjs';
import { Display } from './support/display.mjs';
import { story } from './support/story.mjs';
import { desktopProgram } from '../../scripts/parts/build.mjs';

/** Where the buttons on the way to the provider's page are, found out with the app that can be driven. */
async function places(start) {
  const app = await start({ practice: true });
  const found = [];
  for (const selector of ['@link-first', '@provider-flowaccount', '@share-continue']) {
    await app.main.waitFor(selector);
    found.push(await app.main.middle(selector));
    await app.main.click(selector);
  }
  await app.providerWindow();
  await app.close();
  return found;
}

story('an account is linked in an isolated window, by real keys', {}, async ({ start, startUndriven, linkdesk, desktop }) => {
  const way = await places(start);
  const program = startUndriven('--practice');
  const display = new Display(desktop);
  const main = await display.window('Practice$');
  for (const { x, y } of way) {
    await display.settled(main, 1_000);
    display.click(main, x, y);
  }

  const page = await display.window('This computer');
  const strike = async (...keys) => {
    await display.settled(page);
    display.press(...keys);
  };
  await display.settled(page);
  display.type('sample-owner');
  display.press('Tab');
  display.type('practice');
  display.press('Return');
  await strike('Tab', 'Tab', 'Return'); // the first business is chosen; continue
  await strike('Tab', 'Return'); // allow
  await display.gone('This computer');

  const connections = () => JSON.parse(linkdesk('--json', '--practice', 'connections').stdout);
  await display.until(() => connections().length === 1, 'the account to be linked');
  display.close(main);
  assert.equal((await program.ended).code, 0);
});

story('the app as a person has it cannot be driven', {}, async ({ desktop }) => {
  await assert.rejects(App.start({ desktop, program: desktopProgram, patience: 10_000 }), /no answer within/);
});
