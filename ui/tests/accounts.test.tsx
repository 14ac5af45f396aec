import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { testIds } from '../src/testids';
import { seen, show } from './show';

const row = (number: number) => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;

it('puts what needs the person first, with one action in each row', async () => {
  show();
  const list = await seen(testIds.accountList);
  const heads = await within(list).findAllByRole('heading');
  expect(heads.map((head) => head.textContent)).toEqual(['Need you', 'Ends soon', 'Nothing to do']);
  const first = await seen(testIds.row(row(4)));
  expect(first.getAttribute('aria-selected')).toBe('true');
  expect(first.textContent).toContain('it was not renewed in time');
  expect(within(first).getAllByRole('button').length).toBe(1);
});

it('searches without marks and clears again', async () => {
  const { person } = show();
  await person.type(await seen(testIds.search), 'luong dac');
  await waitFor(() => expect(screen.queryByTestId(testIds.row(row(4)))).toBeNull());
  expect(screen.getByTestId(testIds.row(row(8)))).toBeTruthy();

  await person.type(screen.getByTestId(testIds.search), ' nothing');
  await person.click(await screen.findByText('Show all accounts'));
  expect(await seen(testIds.row(row(4)))).toBeTruthy();
});

it('is walked by keys: slash searches, arrows move, Enter opens', async () => {
  const { person } = show();
  const first = await seen(testIds.row(row(4)));
  await person.keyboard('/');
  expect(document.activeElement).toBe(screen.getByTestId(testIds.search));
  await person.keyboard('{Escape}');
  first.focus();
  await person.keyboard('{ArrowDown}');
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId(testIds.row(row(2)))));
  await person.keyboard('{Enter}');
  expect((await seen(testIds.connectionName)).textContent).toContain('Household bills');
});

it('leaves single keys alone when they are turned off', async () => {
  const { person } = show({ settings: { single_keys: false } });
  await seen(testIds.row(row(4)));
  await person.keyboard('/');
  expect(document.activeElement).not.toBe(screen.getByTestId(testIds.search));
});

it('covers amounts with the same six dots, and says so', async () => {
  const { person } = show();
  await seen(testIds.row(row(1)));
  expect(document.body.textContent).toContain('182,400,000');
  await person.click(screen.getByTestId(testIds.hideAmounts));
  await waitFor(() => expect(document.body.textContent).not.toMatch(/182,400,000|4,310,000/));
  expect(document.body.textContent).toContain('••••••');
});

it('shows a session that was left as waiting, and goes back to it', async () => {
  const { person, host } = show({ connections: [] });
  await person.click(await seen(testIds.linkFirst));
  await person.click(await seen(testIds.provider('flowaccount')));
  await person.click(await seen(testIds.shareContinue));
  await seen(testIds.session);
  act(() => host.advance('session-1', { state: 'at_page' }));
  await person.click(await seen(testIds.toAccounts));
  expect((await seen(testIds.waiting('session-1'))).textContent).toContain('Waiting for you at FlowAccount’s page');
  await person.click(screen.getByTestId(testIds.waitingAction('session-1')));
  expect(await seen(testIds.checkNow)).toBeTruthy();
});

it('offers a first account or practice when there is nothing', async () => {
  const { person, host } = show({ connections: [] });
  await person.click(await seen(testIds.practiseFirst));
  expect(await seen(testIds.practiceBand)).toBeTruthy();
  expect(host.calls.map(({ name }) => name)).toEqual(['openProfile']);
  expect(await seen(testIds.linkFirst)).toBeTruthy();
});
