import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { sampleConnection } from '../src/host/sample';
import { sampleAwaited } from '../src/host/sample-desk';
import { testIds } from '../src/testids';
import { seen, show, type Show } from './show';

const DESK: Show = { place: { screen: 'desk' }, connections: [] };
const WAITS = sampleAwaited(Date.now());

test('an account that waits can be linked with its label and customer, or taken off the list', async () => {
  const { host, person } = show({ ...DESK, awaited: [WAITS] });
  const hand = await seen(testIds.inHand);
  expect(hand.textContent).toContain('linked on another computer');
  expect(hand.textContent).toContain('N••••0310');
  await person.click(within(hand).getByTestId(testIds.deskOpen));
  await waitFor(() => { expect(host.calls.find(({ name }) => name === 'startLink')?.given[0]).toMatchObject({ awaited: WAITS.id, registration: 'default', purpose: { kind: 'link' } }); });
});

test('what is taken off the list is gone, and the desk says what can be done next', async () => {
  const { person } = show({ ...DESK, awaited: [WAITS] });
  await person.click(await seen(testIds.deskRemove));
  const empty = await seen(testIds.deskEmpty);
  expect(within(empty).getByTestId(testIds.import)).toBeTruthy();
  expect((await seen(testIds.toast)).textContent).toContain('is off the list');
});

test('without a registration the way leads to the providers', async () => {
  const { host, person } = show({ ...DESK, awaited: [{ ...WAITS, reason: 'registration_missing' }] });
  await person.click(await seen(testIds.deskOpen));
  await seen(testIds.addRegistration('flowaccount'));
  expect(host.calls.some(({ name }) => name === 'startLink')).toBe(false);
});

test('another account than the one the desk waits for is named, and a failed try begins again for the same one', async () => {
  const { host, person } = show({ ...DESK, awaited: [WAITS] });
  await person.click(await seen(testIds.deskOpen));
  await seen(testIds.session);
  host.advance('session-1', { state: 'wrong_account', identity: { name: 'Example Bakery', masked: 'N••••0002' } });
  await waitFor(() => { expect(screen.getByTestId(testIds.session).textContent).toContain('The desk waits for one account'); });
  expect(screen.getByTestId(testIds.session).textContent).toContain('Sample Studio Ltd.');
  host.advance('session-1', { state: 'timed_out' });
  await person.click(await seen(testIds.startAgain));
  await waitFor(() => { expect(host.calls.filter(({ name }) => name === 'startLink')).toHaveLength(2); });
  expect(host.calls.findLast(({ name }) => name === 'startLink')?.given[0]).toMatchObject({ awaited: WAITS.id });
});

test('a file is shown line by line before it is kept', async () => {
  const { host, person } = show(DESK);
  await person.click(await seen(testIds.import));
  await person.upload(await seen(testIds.importFile), new File(['customer,provider\n'], 'customers.csv', { type: 'text/csv' }));
  const lines = await seen(testIds.importLines);
  expect(lines.textContent).toContain('1 new · 1 waits already · 1 linked already · 1 refused');
  const rows = within(lines).getAllByRole('row').map(({ textContent }) => textContent);
  expect(rows[1]).toContain('Column customer is empty');
  expect(host.calls.filter(({ name }) => name === 'importFile').map(({ given: [request] }) => request)).toEqual([{ file: btoa('customer,provider\n'), keep: false }]);
  await person.click(screen.getByTestId(testIds.importKeep));
  expect((await seen(testIds.inHand)).textContent).toContain('Sample Bakery');
  expect((await seen(testIds.toast)).textContent).toContain('1 account waits to be linked');
});

test('a customer is renamed, and two become one only when that is said', async () => {
  const connections = ['Sample Ltd', 'Sample Limited'].map((customer, number) => sampleConnection(Date.now(), { id: `01900000-0000-7000-8000-00000000030${number}`, customer }));
  const { host, person } = show({ ...DESK, connections });
  await person.click(await seen(testIds.customers));
  await person.click(await seen(testIds.customerRename('Sample Ltd')));
  const field = await seen(testIds.customerName);
  await person.clear(field);
  await person.type(field, 'Sample Limited');
  await person.click(screen.getByTestId(testIds.customerSave));
  await person.click(await seen(testIds.customerMerge));
  await waitFor(() => { expect(screen.queryByTestId(testIds.customerRename('Sample Ltd'))).toBeNull(); });
  const asked = host.calls.filter(({ name }) => name === 'renameCustomer').map(({ given }) => given);
  expect(asked).toEqual([['Sample Ltd', 'Sample Limited', false], ['Sample Ltd', 'Sample Limited', true]]);
  expect((await host.customers())[0]).toEqual({ name: 'Sample Limited', connections: 2, awaited: 0 });
});
