import axe from 'axe-core';
import { act, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { FieldKind, FieldView, FormView } from '../src/host/bindings';
import { sampleProblem } from '../src/host/fake';
import { sampleAwaited } from '../src/host/sample-desk';
import { testIds } from '../src/testids';
import { seen, show, type Show } from './show';

const SAVINGS = '01900000-0000-7000-8000-000000000001';

const screens: [string, Show, string][] = [
  ['accounts', {}, testIds.accountList],
  ['no accounts', { connections: [] }, testIds.linkFirst],
  ['choosing a provider', { place: { screen: 'link' } }, testIds.provider('bankhub')],
  ['what is shared', { place: { screen: 'link', provider: 'bankhub' } }, testIds.shareContinue],
  ['no registration', { registered: false, place: { screen: 'link', provider: 'bankhub' } }, testIds.registrationMissing],
  ['a connection', { place: { screen: 'connection', id: SAVINGS } }, testIds.connectionName],
  ['transactions', { place: { screen: 'connection', id: SAVINGS, tab: 'transactions' } }, testIds.transactions],
  ['what a provider can do', { place: { screen: 'connection', id: SAVINGS, tab: 'actions' } }, testIds.actionSend],
  ['providers', { place: { screen: 'providers' } }, testIds.registration('bankhub', 'default')],
  ['settings', { place: { screen: 'settings' } }, testIds.erase],
  ['practice', { practice: true }, testIds.practiceBand],
  ['a closed store', { problem: sampleProblem('key_gone') }, testIds.problem],
];

async function violations() {
  // Contrast needs a drawn page; it was computed for every pair of tokens.
  const { violations: found } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

it.each(screens)('%s can be used by assistive technology', async (_, start, ready) => {
  show(start);
  await seen(ready);
  expect(await violations()).toEqual([]);
});

it('so can a form of a provider, also with a refusal beside its field', async () => {
  const { person, host } = show({ place: { screen: 'link', provider: 'bankhub' } });
  await person.click(await seen(testIds.shareContinue));
  const field = (name: string, kind: FieldKind): FieldView => ({ name, kind, required: true, secret: kind === 'password', choices: kind === 'choice' ? ['email', 'phone'] : [], at_most: null, scripts_only: false, only_if: null });
  const form: FormView = { id: 'login', fields: [field('login_type', 'choice'), field('email', 'email'), field('password', 'password'), field('keep_password', 'tick')], receiver: 'api.headline.example', again_at: null };
  act(() => { host.advance('session-1', { provider: 'headline', state: 'at_form', form }); });
  await seen(testIds.formField('password'));
  expect(await violations()).toEqual([]);
  act(() => { host.advance('session-1', { problem: sampleProblem('invalid_input', { subject: 'password', message: 'It is wrong.' }) }); });
  await waitFor(() => expect(screen.getByTestId(testIds.formField('password')).getAttribute('aria-invalid')).toBe('true'));
  expect(await violations()).toEqual([]);
  act(() => { host.advance('session-1', { problem: null, form: { ...form, id: 'login_code', fields: [field('otp', 'otp')], again_at: '2020-01-01T00:00:00Z' } }); });
  await seen(testIds.formAgain);
  expect(await violations()).toEqual([]);
});

it('so can the desk with what waits, an import and the customers', async () => {
  const { person } = show({ place: { screen: 'desk' }, awaited: [sampleAwaited(Date.now())] });
  await seen(testIds.inHand);
  expect(await violations()).toEqual([]);
  await person.click(screen.getByTestId(testIds.import));
  await person.upload(await seen(testIds.importFile), new File(['x'], 'customers.csv'));
  await seen(testIds.importLines);
  expect(await violations()).toEqual([]);
  await person.keyboard('{Escape}');
  await person.click(screen.getByTestId(testIds.customers));
  await person.click(await seen(testIds.customerRename('Sample Kitchen')));
  expect(await violations()).toEqual([]);
});

it('so can the practice panel and a dialog', async () => {
  const { person } = show({ practice: true, place: { screen: 'providers' } });
  await person.click(await seen(testIds.openPracticePanel));
  await seen(testIds.practicePanel);
  expect(await violations()).toEqual([]);
  await person.click(screen.getByTestId(testIds.addRegistration('bankhub')));
  await seen(testIds.registrationSave);
  expect(await violations()).toEqual([]);
});
