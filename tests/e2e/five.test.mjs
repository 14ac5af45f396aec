// All five providers linked by hand in the real app, once in each language. Whoever wants to look at the screens names a
// folder in LINKDESK_LOOK; a picture of each is put there.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { link, linkWallet } from './support/linking.mjs';
import { story } from './support/story.mjs';

const look = process.env.LINKDESK_LOOK;

/** What to call when a screen is to be seen. */
function watcher(app, language, provider) {
  if (!look) return undefined;
  const folder = join(look, language);
  mkdirSync(folder, { recursive: true });
  let count = 0;
  return (screen) => app.screenshot(join(folder, `${provider}-${++count}-${screen}.png`));
}

for (const language of ['en', 'vi', 'th', 'zh']) {
  story(`all five providers are linked in ${language}`, {}, async ({ start }) => {
    const app = await start({ practice: true });
    await app.main.waitFor('@link-first');
    await app.main.click('@nav-settings');
    await app.main.click(`@language-${language}`);
    await app.main.until(async () => (await app.main.attribute('html', 'lang')).startsWith(language), `the screens in ${language}`);
    await app.main.click('@nav-accounts');
    for (const provider of ['bankhub', 'flowaccount', 'its', 'headline']) {
      await link(app, provider, { label: provider, seen: watcher(app, language, provider) });
    }
    await linkWallet(app, { label: 'baokim', seen: watcher(app, language, 'baokim') });
    await app.rowsAre('bankhub', 'flowaccount', 'its', 'headline', 'baokim');
    const linked = await app.ask('connections');
    assert.deepEqual([...new Set(linked.map(({ grant }) => grant))], ['good'], 'each is connected');
    await watcher(app, language, 'all')?.('accounts');
  });
}
