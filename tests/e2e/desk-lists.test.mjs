// Lists from elsewhere in the real app: customers from a table, and the list of another computer.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { link, practise, signIn } from './support/linking.mjs';
import { story } from './support/story.mjs';

const look = async (app, name) => {
  if (process.env.LINKDESK_LOOK) await app.screenshot(join(process.env.LINKDESK_LOOK, `${name}.png`));
};

story('customers come from a table, one is linked in a run, and two become one', {}, async ({ start, desktop }) => {
  const app = await start();
  await practise(app);
  await app.main.click('@nav-desk');
  await app.main.waitFor('@desk-empty');
  const path = join(desktop.folder, 'customers.csv');
  writeFileSync(path, '\ufeffcustomer;provider;label\r\nร้านตัวอย่าง 044;FlowAccount;Books\r\nSample Ltd;its;\r\n;its;\r\n');
  await app.main.click('@import');
  await app.main.chooseFile('@import-file', path);
  await app.main.waitFor('@import-lines');
  assert.match(await app.main.text('@import-lines'), /2 new · 1 refused/);
  await look(app, 'desk-import');
  assert.deepEqual((await app.ask('queue')).entries, [], 'nothing is kept before that is said');
  await app.main.click('@import-keep');
  await app.main.waitFor('@run-begin');
  assert.match(await app.main.text('@desk-need'), /2 accounts wait to be linked/);

  await app.main.click('@run-begin');
  await app.main.waitFor('@run');
  const first = (await app.ask('queue')).entries[0].subject.awaited;
  assert.equal(first.customer, 'ร้านตัวอย่าง 044');
  await look(app, 'desk-awaited');
  await app.main.click('@desk-open');
  await signIn.flowaccount(await app.providerWindow());
  await app.session('linked');
  await app.main.click('@done-finish');
  await app.main.until(async () => (await app.ask('queue')).entries[0].result.kind === 'linked', 'the run to show it');
  const [connection] = await app.ask('connections');
  assert.deepEqual([connection.label, connection.customer], ['Books', 'ร้านตัวอย่าง 044']);
  await app.main.click('@desk-remove');
  await app.main.until(async () => (await app.ask('queue')).in_hand === null, 'the other one to be off the desk');
  await app.main.click('@run-end');
  await app.main.waitFor('@desk-empty');

  const more = join(desktop.folder, 'more.csv');
  writeFileSync(more, 'customer,provider\nร้านตัวอย่าง 44,its\n');
  await app.main.click('@import');
  await app.main.chooseFile('@import-file', more);
  await app.main.click('@import-keep');
  await app.main.waitFor('@run-begin');
  await app.main.click('@customers');
  await app.main.click('@customer-rename-ร้านตัวอย่าง 44');
  await app.main.fill('@customer-name', 'ร้านตัวอย่าง 044');
  await app.main.click('@customer-save');
  await app.main.waitFor('@customer-merge');
  await look(app, 'desk-merge');
  await app.main.click('@customer-merge');
  await app.main.until(async () => (await app.ask('customers')).length === 1, 'the two to be one');
  assert.deepEqual(await app.ask('customers'), [{ name: 'ร้านตัวอย่าง 044', connections: 1, awaited: 1 }]);
});

story('the list of a computer brings its accounts to the next one', {}, async ({ start }) => {
  const app = await start();
  await practise(app);
  await link(app, 'flowaccount', { label: 'Books' });
  const path = await app.ask('export_list', { form: 'csv' });
  assert.match(readFileSync(path, 'utf8'), /^\ufeffprovider,registration,/);
  const [{ id }] = await app.ask('connections');
  await app.ask('unlink', { id, mode: 'local' });

  await app.main.click('@nav-desk');
  await app.main.click('@import');
  await app.main.chooseFile('@import-file', path);
  await app.main.click('@import-keep');
  await app.main.waitFor('@in-hand');
  assert.match(await app.main.text('@in-hand'), /linked on another computer/);
  await app.main.click('@desk-open');
  await signIn.flowaccount(await app.providerWindow(), { business: 'N9000002' });
  await app.session('wrong_account');
  await look(app, 'desk-wrong-account');
  await app.main.click('@keep-old');
  await app.main.click('@start-again');
  await signIn.flowaccount(await app.providerWindow());
  await app.session('linked');
  await app.main.click('@done-finish');
  await app.main.waitFor('@desk-empty');
  const [again] = await app.ask('connections');
  assert.equal(again.label, 'Books');
});

story('a repair link shows what is to be reconnected, in a window that stands and in one that it opens', {}, async (stage) => {
  let app = await stage.start();
  await practise(app);
  await link(app, 'flowaccount', { label: 'Books' });
  await app.ask('practice_clock', { advance_seconds: 3 * 24 * 3600 });
  await app.main.click('@nav-desk');
  await app.main.click('@desk-ticket');
  await app.main.until(async () => /repair link is copied/.test(await app.main.text('body')), 'staff to be told that it is copied');
  const [{ id }] = await app.ask('connections');
  const { address } = await app.ask('make_ticket', { id });
  assert.match(address, /^linkdesk:\/\/repair\?provider=flowaccount&environment=custom&until=\d{4}-\d\d-\d\d&salt=[0-9a-f]{32}&account=[0-9a-f]{64}$/);

  await app.main.click('@nav-settings');
  await stage.startAgain(`${address}&more=1`);
  await stage.startAgain(address);
  await app.main.waitFor('@repair-reconnect');
  assert.match(await app.main.text('@repair'), /Books/);
  await look(app, 'repair');
  await app.close();
  app = await stage.start({ args: ['--practice', address] });
  await app.main.waitFor('@repair-reconnect');
  assert.deepEqual(await app.ask('sessions'), [], 'nothing has begun');
  await app.main.click('@repair-reconnect');
  await signIn.flowaccount(await app.providerWindow());
  await app.session('linked');
});
