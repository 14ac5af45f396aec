import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { sampleProblem } from '../src/host/fake';
import { testIds } from '../src/testids';
import { seen, show } from './show';

const SAVINGS = '01900000-0000-7000-8000-000000000001';
const STUDIO = '01900000-0000-7000-8000-000000000003';

it('shows a connection with its timeline, request ids and references', async () => {
  show({ place: { screen: 'connection', id: SAVINGS } });
  const timeline = await seen(testIds.timeline);
  expect(timeline.textContent).toContain('Request smp_0000000000A7');
  expect(timeline.textContent).toContain('LD-0041-2290');
  expect(screen.getByRole('img', { name: /Balance of Sample savings/ })).toBeTruthy();
});

it('counts all transactions for whoever cannot see the list, and draws only some', async () => {
  const { person } = show({ place: { screen: 'connection', id: SAVINGS } });
  await person.click(await seen(testIds.tab('transactions')));
  const table = await seen(testIds.transactions);
  expect(table.getAttribute('aria-rowcount')).toBe('91');
  expect(within(table).getAllByRole('row').length).toBeLessThan(80);
});

it('writes a receipt of what is shared, with whom, since when, and how it is taken back', async () => {
  const { person } = show({ place: { screen: 'connection', id: STUDIO } });
  const copied: string[] = [];
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: (text: string) => { copied.push(text); return Promise.resolve(); } } });
  await person.click(await seen(testIds.receipt));
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('FlowAccount and this computer');
  expect(dialog.textContent).toContain('FlowAccount has no call that withdraws it');
  await person.click(within(dialog).getByTestId(testIds.receiptCopy));
  await waitFor(() => expect(copied[0]).toMatch(/^Receipt for “.+”\nAccount: FlowAccount · /));
});

it('says before unlinking what is withdrawn and what is left to do', async () => {
  const { person, host } = show({ place: { screen: 'connection', id: STUDIO } });
  await person.click(await seen(testIds.unlink));
  const dialog = await screen.findByRole('alertdialog');
  expect(dialog.textContent).toContain('FlowAccount has no call that withdraws a permission.');
  expect(dialog.textContent).toContain('take the permission back in FlowAccount’s own settings');
  await person.click(within(dialog).getByTestId(testIds.unlinkConfirm));
  await waitFor(() => expect(host.calls.at(-1)).toEqual({ name: 'unlink', given: [STUDIO, 'everywhere'] }));
  expect(await seen(testIds.accountList)).toBeTruthy();
});

it('offers to forget it only here when the provider refuses', async () => {
  const { person, host } = show({ place: { screen: 'connection', id: SAVINGS } });
  host.unlink = () => Promise.resolve({ revoked: false, forgotten: false, confirm: null, problem: sampleProblem('provider_trouble'), pending: false });
  await person.click(await seen(testIds.unlink));
  await person.click(await seen(testIds.unlinkConfirm));
  expect(await seen(testIds.unlinkLocal)).toBeTruthy();
  expect(screen.getByRole('alertdialog').textContent).toContain('The provider is having problems');
});

it('says that it is withdrawn later, and still offers to forget it only here', async () => {
  const { person, host } = show({ place: { screen: 'connection', id: SAVINGS } });
  host.unlink = () => Promise.resolve({ revoked: false, forgotten: false, confirm: null, problem: sampleProblem('offline'), pending: true });
  await person.click(await seen(testIds.unlink));
  expect(screen.queryByTestId(testIds.unlinkLocal)).toBeNull();
  await person.click(await seen(testIds.unlinkConfirm));
  expect(await seen(testIds.unlinkLocal)).toBeTruthy();
  expect(screen.getByRole('alertdialog').textContent).toContain('It is asked again by itself');
});

it('renames, and keeps the customer apart', async () => {
  const { person, host } = show({ place: { screen: 'connection', id: STUDIO } });
  await person.click(await seen(testIds.rename));
  const label = await seen(testIds.renameLabel);
  await person.clear(label);
  await person.type(label, 'Sample Atelier');
  await person.type(screen.getByTestId(testIds.renameCustomer), 'Khách Mẫu');
  await person.click(screen.getByTestId(testIds.renameSave));
  await waitFor(() => expect(host.calls).toEqual([{ name: 'rename', given: [STUDIO, 'Sample Atelier', 'Khách Mẫu'] }]));
});

it('changes the language and the root’s lang at once', async () => {
  const { person } = show();
  await person.click(await seen(testIds.navSettings));
  await person.click(await seen(testIds.language('vi')));
  expect(await screen.findByText('Giao diện')).toBeTruthy();
  await waitFor(() => expect(document.documentElement.lang).toBe('vi'));
  await person.click(screen.getByTestId(testIds.language('zh')));
  expect(await screen.findByText('外观')).toBeTruthy();
  await waitFor(() => expect(document.documentElement.lang).toBe('zh-Hans'));
  await person.click(screen.getByTestId(testIds.language('th')));
  expect(await screen.findByText('รูปแบบหน้าจอ')).toBeTruthy();
  await waitFor(() => expect(document.documentElement.lang).toBe('th'));
  await person.click(screen.getByTestId(testIds.appearance('dark')));
  await waitFor(() => expect(document.documentElement.dataset.theme).toBe('dark'));
});

it('erases only after the word was typed', async () => {
  const { person, host } = show({ place: { screen: 'settings' } });
  await person.click(await seen(testIds.erase));
  const button = await seen(testIds.eraseConfirm);
  expect(button).toHaveProperty('disabled', true);
  await person.type(screen.getByTestId(testIds.eraseWord), 'Erase');
  await person.click(button);
  await waitFor(() => expect(host.calls).toEqual([{ name: 'erase', given: ['erase'] }]));
  expect(await seen(testIds.linkFirst)).toBeTruthy();
});

it('turns the dial and moves the clock', async () => {
  const { person, host } = show({ practice: true });
  await person.click(await seen(testIds.openPracticePanel));
  await person.click(await seen(testIds.fault('outage')));
  await person.click(screen.getByTestId(testIds.clockForward(79_200)));
  await waitFor(() =>
    expect(host.calls).toEqual([
      { name: 'practiceFault', given: ['bankhub', 'outage', false] },
      { name: 'practiceClock', given: [79_200] },
    ]),
  );
  expect(screen.getByTestId(testIds.fault('reuse_revokes_family'))).toHaveProperty('disabled', true);
});

it('stands in place of everything while the store is closed, and tries again', async () => {
  const { person, host } = show({ problem: sampleProblem('keychain_locked') });
  expect(await screen.findByText('Your system keychain is locked')).toBeTruthy();
  expect(screen.getByTestId(testIds.navProviders)).toHaveProperty('disabled', true);
  await person.click(screen.getByTestId(testIds.retry));
  expect(await seen(testIds.accountList)).toBeTruthy();
  expect(host.calls.map(({ name }) => name)).toEqual(['retryStore']);
});

it('sets a store aside only after a warning', async () => {
  const { person, host } = show({ problem: sampleProblem('key_gone') });
  await person.click(await seen(testIds.setAside));
  expect((await screen.findByRole('alertdialog')).textContent).toContain('renamed, not deleted');
  await person.click(screen.getByTestId(testIds.setAsideConfirm));
  await waitFor(() => expect(host.calls.map(({ name }) => name)).toContain('setStoreAside'));
  expect(await seen(testIds.linkFirst)).toBeTruthy();
});

it('waits for a slow keychain without a button, and goes on when it answers', async () => {
  const { host } = show({ keychainWaiting: true });
  expect(await screen.findByText('Your keychain is asking you')).toBeTruthy();
  const profile = await host.profile();
  host.profile = () => Promise.resolve({ ...profile, keychain_waiting: false });
  host.emit({ kind: 'keychain', waiting: false });
  expect(await seen(testIds.accountList)).toBeTruthy();
});
