/** Opening a provider's own page for a linked account: offered where the provider has one, asked for, opened, opened again. */
import { act, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { FormView, SessionView } from '../src/host/bindings';
import { sampleProblem } from '../src/host/fake';
import { iso, sampleConnection } from '../src/host/sample';
import { testIds } from '../src/testids';
import { seen, show, type Show } from './show';

const ID = '01900000-0000-7000-8000-000000000077';
const FORM: FormView = {
  id: 'login',
  fields: [{ name: 'password', kind: 'password', required: true, secret: true, choices: [], only_if: null, at_most: null, scripts_only: false }],
  receiver: 'web.headline.example',
  again_at: null,
};

function atConnection(provider: SessionView['provider'], start: Show = {}) {
  const connections = [sampleConnection(Date.now(), { id: ID, provider, label: 'Sample customer' })];
  const shown = show({ connections, place: { screen: 'connection', id: ID }, ...start });
  return { ...shown, move: (id: string, change: Partial<SessionView>) => act(() => shown.host.advance(id, change)) };
}

it('is offered only where the provider has such a page', async () => {
  atConnection('flowaccount');
  await seen(testIds.sync);
  expect(screen.queryByTestId(testIds.openPage)).toBeNull();
});

it('asks for a sign-in, says whose page it is for, counts down, and opens again', async () => {
  const { host, person, move } = atConnection('headline', { language: 'vi' });
  await person.click(await seen(testIds.openPage));
  expect(host.calls.find(({ name }) => name === 'visit')?.given[0]).toEqual({ connection: ID, page: 'trading', route: 'window', language: 'vi' });
  move('session-1', { state: 'at_form', form: FORM });
  const form = await seen(testIds.form('login'));
  expect(form.textContent).toContain('Trang giao dịch của');
  move('session-1', { state: 'opened', form: null, expires_at: iso(Date.now() + 290_000) });
  await seen(testIds.openAgain);
  expect(document.body.textContent).toMatch(/4:\d\d/);
  move('session-1', { expires_at: iso(Date.now() - 1_000) });
  await waitFor(() => expect(document.body.textContent).toContain('đã hết hạn'));
  await person.click(screen.getByTestId(testIds.openAgain));
  await waitFor(() => expect(host.calls.filter(({ name }) => name === 'visit')).toHaveLength(2));
});

it('goes to a sign-in that the bar of the page’s window asked for', async () => {
  const { host, move } = atConnection('headline');
  await seen(testIds.openPage);
  await act(() => host.visit({ connection: ID, page: 'trading', route: 'window', language: null }));
  move('session-1', { state: 'at_form', form: FORM });
  expect(await seen(testIds.form('login'))).toBeTruthy();
});

it('says that a cancel opened nothing, and starts again at the same page', async () => {
  const { host, person, move } = atConnection('headline');
  await person.click(await seen(testIds.openPage));
  move('session-1', { state: 'cancelled' });
  await person.click(await seen(testIds.startAgain));
  expect(document.body.textContent).not.toContain('Link an account');
  await waitFor(() => expect(host.calls.filter(({ name }) => name === 'visit')).toHaveLength(2));
});

it('offers several pages in a menu, each by the ways it has', async () => {
  const { host, person } = atConnection('baokim', { language: 'en' });
  await person.click(await seen(testIds.pages));
  await seen(testIds.pageItem('signed_in-window'));
  expect(screen.queryByTestId(testIds.pageItem('sign_out-window'))).toBeNull();
  await person.click(screen.getByTestId(testIds.pageItem('signed_in-browser')));
  expect(host.calls.find(({ name }) => name === 'visit')?.given[0]).toEqual({ connection: ID, page: 'signed_in', route: 'browser', language: 'en' });
});

it('waits for a page that leads back, and says what is kept of it', async () => {
  const { host, person, move } = atConnection('baokim', { language: 'en' });
  await person.click(await seen(testIds.pages));
  await person.click(await seen(testIds.pageItem('signed_in-window')));
  move('session-1', { state: 'at_form', form: FORM });
  expect((await seen(testIds.form('login'))).textContent).toContain('The Bảo Kim site of');
  move('session-1', { state: 'visiting', form: null });
  expect((await seen(testIds.visiting)).textContent).toContain('Bảo Kim is signing you in');
  move('session-1', { state: 'opened' });
  await seen(testIds.openAgain);
  expect(document.body.textContent).toContain('Nothing of the sign-in that opened it is kept');
  expect(document.body.textContent).not.toContain('one-time sign-in');
  await person.click(screen.getByTestId(testIds.openAgain));
  await waitFor(() => expect(host.calls.filter(({ name }) => name === 'visit').map(({ given }) => given[0])).toEqual([
    { connection: ID, page: 'signed_in', route: 'window', language: 'en' },
    { connection: ID, page: 'signed_in', route: 'window', language: 'en' },
  ]));
});

it('signs out without a sign-in, and says that the link is asked about', async () => {
  const { person, move } = atConnection('baokim', { language: 'en' });
  await person.click(await seen(testIds.pages));
  await person.click(await seen(testIds.pageItem('sign_out-browser')));
  move('session-1', { state: 'visiting' });
  const waiting = await seen(testIds.visiting);
  expect(waiting.textContent).toContain('Bảo Kim is signing you out');
  expect(document.querySelector('.steps')?.textContent).toContain('Sign out');
  await person.click(screen.getByTestId(testIds.cancelSession));
  move('session-1', { state: 'opened' });
  await seen(testIds.openAgain);
  expect(document.body.textContent).toContain('is asked of the provider');
});

it('names whoever signed in where that is not whose page it is', async () => {
  const { person, move } = atConnection('baokim', { language: 'en' });
  await person.click(await seen(testIds.pages));
  await person.click(await seen(testIds.pageItem('signed_in-browser')));
  const problem = sampleProblem('wrong_account');
  move('session-1', { state: 'failed', problem, identity: { name: 'Sample Other', masked: '•••• 0004' } });
  expect((await seen(testIds.problem)).textContent).toContain('Signed in there: Sample Other (•••• 0004).');
});
