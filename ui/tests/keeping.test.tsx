/** A password is kept only when that is ticked: off at first, sent as yes, and said wherever the link is shown. */
import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { FieldKind, FieldView, FormView, SessionView } from '../src/host/bindings';
import { sampleProblem } from '../src/host/fake';
import { sampleConnection, sampleDetail } from '../src/host/sample';
import { testIds } from '../src/testids';
import { seen, show, type Show } from './show';

const ID = '01900000-0000-7000-8000-000000000078';
const field = (name: string, kind: FieldKind): FieldView => ({ name, kind, required: kind !== 'tick', secret: kind === 'password', choices: [], at_most: null, scripts_only: false, only_if: null });
const FORM: FormView = { id: 'login', fields: [field('password', 'password'), field('keep_password', 'tick')], receiver: 'web.headline.example', again_at: null };

async function atForm(start: Show = {}, form = FORM) {
  const shown = show({ connections: [], ...start });
  await shown.person.click(await seen(testIds.linkFirst));
  await shown.person.click(await seen(testIds.provider('headline')));
  await shown.person.click(await seen(testIds.shareContinue));
  const move = (change: Partial<SessionView>) => act(() => shown.host.advance('session-1', change));
  move({ state: 'at_form', form });
  await seen(testIds.form(form.id));
  return { ...shown, move };
}

it('is off until it is ticked, stays as it was after a refusal, and is sent as yes', async () => {
  const { person, host, move } = await atForm();
  const tick = screen.getByTestId<HTMLInputElement>(testIds.formField('keep_password'));
  expect([tick.type, tick.checked]).toEqual(['checkbox', false]);
  expect(document.body.textContent).toContain('A password is kept only if you tick its box');
  const sent = () => host.calls.filter(({ name }) => name === 'submitForm').map(({ given }) => given[1]);
  await person.type(screen.getByTestId(testIds.formField('password')), 'p');
  await person.click(screen.getByTestId(testIds.formSend));
  await waitFor(() => expect(sent()).toEqual([[{ name: 'password', value: 'p' }]]));
  const refuse = async (message: string) => {
    move({ state: 'at_form', problem: sampleProblem('invalid_input', { subject: 'password', message }) });
    await waitFor(() => expect(document.body.textContent).toContain(message));
  };
  await refuse('It is wrong.');
  await person.click(tick);
  await person.type(screen.getByTestId(testIds.formField('password')), 'q');
  await person.click(screen.getByTestId(testIds.formSend));
  await waitFor(() => expect(sent()[1]).toEqual([{ name: 'password', value: 'q' }, { name: 'keep_password', value: 'yes' }]));
  await refuse('It is wrong again.');
  expect(tick.checked).toBe(true);
});

it('is promised away where there is no such tick', async () => {
  await atForm({}, { ...FORM, fields: FORM.fields.slice(0, 1) });
  expect(document.body.textContent).toContain('and are not kept.');
  expect(screen.queryByTestId(testIds.formField('keep_password'))).toBeNull();
});

it('tells somebody who was registered that only the sign-in is left', async () => {
  const { move } = await atForm({}, { ...FORM, id: 'register' });
  move({ form: { ...FORM, id: 'registered' }, problem: sampleProblem('registered', { message: 'Headline has registered the customer, but signing in did not work.' }) });
  await seen(testIds.form('registered'));
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('You are a customer of Headline now');
  expect((await seen(testIds.problem)).textContent).toContain('but signing in did not work');
  move({ state: 'cancelled', form: null, problem: sampleProblem('registered', { message: 'Headline has registered the customer.' }) });
  await seen(testIds.startAgain);
  expect((await seen(testIds.problem)).textContent).toContain('Registered, but not signed in');
  expect(document.body.textContent).not.toContain('Nothing was linked');
});

it.each([true, false])('is said in the overview and on the receipt (%s)', async (kept) => {
  const connection = sampleConnection(Date.now(), { id: ID, provider: 'headline', label: 'Sample customer' });
  const { host, person } = show({ connections: [connection] });
  host.connection = () => Promise.resolve({ ...sampleDetail(Date.now(), connection), keeps_password: kept });
  await person.click(await screen.findByText('Sample customer'));
  await person.click(await seen(testIds.receipt));
  const dialog = await screen.findByRole('dialog');
  const says = (text: string | null) => text?.includes('because you asked for it') ?? false;
  expect(says(within(dialog).getByText('What is shared').closest('dl')?.textContent ?? null)).toBe(kept);
  expect(document.body.textContent.includes('The password is kept on this computer')).toBe(kept);
});
