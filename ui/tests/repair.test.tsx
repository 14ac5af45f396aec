import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { RepairView } from '../src/host/bindings';
import { sampleConnection } from '../src/host/sample';
import { testIds } from '../src/testids';
import { seen, show, type Show } from './show';

const TICKET: RepairView = { provider: 'bankhub', until: '2026-12-08', over: false, connection: null };

/** Opens a ticket while the app stands. */
async function opened(ticket: Partial<RepairView>, start: Show = {}) {
  const shown = show({ place: { screen: 'settings' }, ...start });
  await seen(testIds.navSettings);
  shown.host.opened = { ...TICKET, ...ticket };
  act(() => { shown.host.ask({ kind: 'repair' }); });
  await seen(testIds.repair);
  return shown;
}

test('a repair link shows the account that is meant, and begins nothing until its owner says so', async () => {
  const meant = sampleConnection(Date.now(), { grant: 'needs_person', next_action: 'reconnect', label: 'Sample savings' });
  const { host, person } = await opened({ connection: meant.id, provider: meant.provider }, { connections: [meant] });
  expect(screen.getByRole('heading', { name: 'Reconnect this account?' })).toBe(document.activeElement);
  expect(within(screen.getByTestId(testIds.repair)).getByText('Sample savings')).toBeTruthy();
  expect(host.calls.filter(({ name }) => name === 'startLink')).toEqual([]);
  await person.click(screen.getByTestId(testIds.repairReconnect));
  await waitFor(() => { expect(host.calls.filter(({ name }) => name === 'startLink')).toHaveLength(1); });
});

test('an account that works needs nothing, and is not offered to be reconnected', async () => {
  const meant = sampleConnection(Date.now(), { grant: 'good', next_action: 'none' });
  await opened({ connection: meant.id, provider: meant.provider }, { connections: [meant] });
  expect(screen.getByRole('heading', { name: 'This account works' })).toBeTruthy();
  expect(screen.queryByTestId(testIds.repairReconnect)).toBeNull();
});

test('a link that means none of the accounts offers those of its provider, and linking another', async () => {
  const other = sampleConnection(Date.now(), { provider: 'bankhub', label: 'Sample current account' });
  const foreign = sampleConnection(Date.now(), { provider: 'its', label: 'Sample shop' });
  const { person } = await opened({}, { connections: [other, foreign] });
  const repair = screen.getByTestId(testIds.repair);
  expect(within(repair).getByText('Sample current account')).toBeTruthy();
  expect(within(repair).queryByText('Sample shop')).toBeNull();
  await person.click(screen.getByTestId(testIds.repairLink));
  await waitFor(() => { expect(screen.queryByTestId(testIds.repair)).toBeNull(); });
});

test('a link that is over says until when it counted, and links nothing', async () => {
  await opened({ over: true });
  expect(screen.getByText(/counted until 8 Dec/)).toBeTruthy();
  expect(screen.queryByTestId(testIds.repairLink)).toBeNull();
});

test('one that was opened before the page stood is asked for by the page', async () => {
  const { host } = show();
  host.opened = TICKET;
  await seen(testIds.repair);
});

test('staff copy a repair link from the desk', async () => {
  const { host, person } = show();
  await person.click(await seen(testIds.navDesk));
  await person.click(await seen(testIds.deskTicket));
  expect(await screen.findByText(/counts until 8 Dec/)).toBeTruthy();
  expect(host.calls.filter(({ name }) => name === 'makeTicket')).toHaveLength(1);
});
