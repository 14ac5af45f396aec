/** What the provider can do for an account, drawn from what the core says of it. */
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { sampleProblem } from '../src/host/fake';
import { testIds } from '../src/testids';
import { seen, show } from './show';

const SAVINGS = '01900000-0000-7000-8000-000000000001';

function showActions() {
  return show({ place: { screen: 'connection', id: SAVINGS, tab: 'actions' } });
}

it('asks when the person says so, and shows facts with their names', async () => {
  const { person, host } = showActions();
  await seen(testIds.action('shop'));
  expect(host.calls.some(({ name }) => name === 'act'), 'nothing is asked by looking').toBe(false);
  await person.click(await seen(testIds.actionSend));
  const answer = await seen(testIds.actionAnswer);
  expect(answer.textContent).toContain('NameSample Shop');
  expect(answer.textContent).toContain('activeYes');
});

it('puts the next page under the one before, until there is none', async () => {
  const { person } = showActions();
  await person.click(await seen(testIds.action('documents')));
  await person.click(await seen(testIds.actionSend));
  const answer = await seen(testIds.actionAnswer);
  expect(within(answer).getAllByRole('row')).toHaveLength(3);
  await person.click(await seen(testIds.actionMore));
  await waitFor(() => expect(within(answer).getAllByRole('row')).toHaveLength(5));
  expect(answer.textContent).toContain('S-1-0');
  expect(answer.textContent).toContain('S-2-1');
  expect(screen.queryByTestId(testIds.actionMore)).toBeNull();
});

it('asks before it changes something, and keeps what was typed when its field is refused', async () => {
  const { person, host } = showActions();
  await person.click(await seen(testIds.action('payment_code')));
  const amount = await seen(testIds.formField('amount'));
  await person.type(amount, '150000');
  await person.type(await seen(testIds.formField('description')), 'Order 0001');
  expect(screen.getByTestId<HTMLInputElement>(testIds.formField('description')).value, 'nine characters').toBe('Order 000');
  const refuse = host.act;
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- hosts reject with a problem
  host.act = () => Promise.reject(sampleProblem('invalid_input', { subject: 'amount' }));
  await person.click(await seen(testIds.actionSend));
  expect(host.calls.some(({ name }) => name === 'act'), 'not before it was confirmed').toBe(false);
  await person.click(await seen(testIds.actionConfirm));
  await waitFor(() => expect(amount.getAttribute('aria-invalid')).toBe('true'));
  host.act = refuse;
  await person.click(await seen(testIds.actionSend));
  await person.click(await seen(testIds.actionConfirm));
  expect(await screen.findByRole('img', { name: /SAMPLE-QR/ })).toBeTruthy();
  const sent = { connection: SAVINGS, action: 'payment_code', fields: [{ name: 'amount', value: '150000' }, { name: 'description', value: 'Order 000' }], page: null };
  expect(host.calls.at(-1)).toEqual({ name: 'act', given: [sent] });
});

it('sends nothing when the person thinks better of it', async () => {
  const { person, host } = showActions();
  await person.click(await seen(testIds.action('new_token')));
  await person.click(await seen(testIds.actionSend));
  const dialog = await screen.findByRole('alertdialog');
  expect(dialog.textContent).toContain('The old token stops working at once.');
  await person.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  expect(host.calls.some(({ name }) => name === 'act')).toBe(false);
});

it('shows a picture before it goes, and refuses one that is too large', async () => {
  const { person, host } = showActions();
  await person.click(await seen(testIds.action('identity_check')));
  const field = await seen(testIds.formField('front'));
  await person.upload(field, new File([new Uint8Array(6 * 1024 * 1024)], 'large.png', { type: 'image/png' }));
  expect(await screen.findByText('Larger than 5 MB.')).toBeTruthy();
  await person.upload(field, new File(['picture'], 'front.png', { type: 'image/png' }));
  expect(await screen.findByRole('img', { name: /chosen/ })).toBeTruthy();
  await person.click(await seen(testIds.actionSend));
  await person.click(await seen(testIds.actionConfirm));
  await waitFor(() => expect(host.calls.at(-1)?.name).toBe('act'));
  expect(host.calls.at(-1)?.given).toEqual([expect.objectContaining({ fields: [{ name: 'front', value: btoa('picture') }] })]);
});
