import { act, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { FormView, SessionView } from '../src/host/bindings';
import { sampleProblem } from '../src/host/fake';
import { testIds } from '../src/testids';
import { seen, show, type Show } from './show';

async function atPage(start: Show = {}, provider: SessionView['provider'] = 'flowaccount') {
  const shown = show({ connections: [], ...start });
  await shown.person.click(await seen(testIds.linkFirst));
  await shown.person.click(await seen(testIds.provider(provider)));
  await shown.person.click(await seen(testIds.shareContinue));
  const move = (change: Partial<SessionView>) => act(() => shown.host.advance('session-1', change));
  move({ state: 'at_page' });
  await seen(testIds.checkNow);
  return { ...shown, move };
}

it('says what is shared, lets the optional be left out, and asks for the route before anything opens', async () => {
  const { person, host } = show({ connections: [] });
  await person.click(await seen(testIds.linkFirst));
  await person.click(await seen(testIds.provider('bankhub')));
  await person.click(await seen(testIds.shareOptional('transaction')));
  await person.click(screen.getByTestId(testIds.routeBrowser));
  expect(document.body.textContent).toContain('Move no money');
  expect(host.calls).toEqual([]);
  await person.click(screen.getByTestId(testIds.shareContinue));
  await waitFor(() => expect(host.calls.map(({ name }) => name)).toEqual(['startLink']));
  expect(host.calls[0]?.given[0]).toMatchObject({ provider: 'bankhub', route: 'browser', share: [], purpose: { kind: 'link' }, language: 'en' });
});

it('leads to the registration where there is none', async () => {
  const { person } = show({ connections: [], registered: false });
  await person.click(await seen(testIds.linkFirst));
  await person.click(await seen(testIds.provider('bankhub')));
  await person.click(await seen(testIds.goToProviders));
  expect(await seen(testIds.addRegistration('bankhub'))).toBeTruthy();
});

it('names the origin as the window stands, and a host that was refused', async () => {
  const { move } = await atPage();
  move({ origin: { domain: 'flowaccount.example', host: 'auth.flowaccount.example', port: null, secure: true, loopback: false } });
  await waitFor(() => expect(screen.getByTestId(testIds.sessionOrigin).textContent).toContain('flowaccount.example'));
  move({ origin: { domain: '127.0.0.1', host: '127.0.0.1', port: 4103, secure: false, loopback: true }, refused_host: 'ads.example' });
  await waitFor(() => expect(screen.getByTestId(testIds.sessionOrigin).textContent).toContain('This computer'));
  expect(document.body.textContent).toContain('ads.example was not opened');
});

it('moves to the browser, where an address can be pasted once', async () => {
  const { person, host } = await atPage();
  await person.click(screen.getByTestId(testIds.useBrowser));
  await person.click(await screen.findByText(/does not load\?/));
  const field = await seen(testIds.pasteAddress);
  await person.type(field, 'http://127.0.0.1:4110/callback?code=sample');
  await person.click(screen.getByTestId(testIds.pasteSend));
  await waitFor(() => expect(host.calls.map(({ name }) => name)).toContain('pasteAddress'));
  expect(field).toHaveProperty('value', '');
});

const FORM: FormView = {
  id: 'wallet_code',
  fields: [
    { name: 'wallet_type', kind: 'choice', required: true, secret: false, choices: ['personal', 'business'], at_most: null, scripts_only: false, only_if: null },
    { name: 'business_name', kind: 'text', required: true, secret: false, choices: [], at_most: null, scripts_only: false, only_if: ['wallet_type', ['business']] },
    { name: 'otp', kind: 'otp', required: true, secret: true, choices: [], at_most: null, scripts_only: false, only_if: null },
  ],
  receiver: 'api.wallet.example',
  again_at: '2020-01-01T00:00:00Z',
};

it('asks what the provider’s form asks, says where it goes, and keeps no code', async () => {
  const { person, host, move } = await atPage();
  move({ state: 'at_form', form: FORM });
  const code = await seen(testIds.formField('otp'));
  expect(document.body.textContent).toContain('api.wallet.example');
  expect(screen.queryByTestId(testIds.formField('business_name'))).toBeNull();
  await person.click(screen.getByTestId(testIds.formChoice('wallet_type', 'business')));
  await person.type(screen.getByTestId(testIds.formField('business_name')), 'Sample Shop');
  await person.click(code);
  await person.paste('000123');
  await person.click(screen.getByTestId(testIds.formSend));
  await waitFor(() => expect(host.calls.map(({ name }) => name)).toContain('submitForm'));
  const sent = host.calls.find(({ name }) => name === 'submitForm');
  expect(sent?.given[1]).toEqual([
    { name: 'wallet_type', value: 'business' },
    { name: 'business_name', value: 'Sample Shop' },
    { name: 'otp', value: '000123' },
  ]);
  expect(code).toHaveProperty('value', '');
});

it('offers no field that is for scripts', async () => {
  const { person, host, move } = await atPage();
  const network = { name: 'network', kind: 'choice', required: true, secret: false, choices: ['facebook', 'google'], at_most: null, scripts_only: false, only_if: null } as const;
  const token = { ...network, name: 'social_token', kind: 'password', required: false, secret: true, choices: [], scripts_only: true } as const;
  move({ state: 'at_form', form: { id: 'social', fields: [{ ...network, choices: ['facebook', 'google'] }, { ...token, choices: [] }], receiver: 'api.wallet.example', again_at: null } });
  await person.click(await seen(testIds.formChoice('network', 'google')));
  expect(screen.queryByTestId(testIds.formField('social_token'))).toBeNull();
  await person.click(screen.getByTestId(testIds.formSend));
  await waitFor(() => expect(host.calls.map(({ name }) => name)).toContain('submitForm'));
  expect(host.calls.find(({ name }) => name === 'submitForm')?.given[1]).toEqual([{ name: 'network', value: 'google' }]);
});

it('shows a form that was there before the answer to the beginning', async () => {
  const { host, person } = show({ connections: [] });
  const begin = host.startLink;
  host.startLink = async (request) => {
    const session = await begin(request);
    host.advance(session.id, { state: 'at_form', form: FORM });
    return session;
  };
  await person.click(await seen(testIds.linkFirst));
  await person.click(await seen(testIds.provider('baokim')));
  await person.click(await seen(testIds.shareContinue));
  expect(await seen(testIds.formField('otp'))).toBeTruthy();
});

it('promises no page and no end where a provider has neither', async () => {
  const { person } = show({ connections: [] });
  await person.click(await seen(testIds.linkFirst));
  await person.click(await seen(testIds.provider('baokim')));
  await seen(testIds.shareContinue);
  expect(screen.queryByTestId(testIds.routeWindow)).toBeNull();
  expect(document.body.textContent).not.toMatch(/own page|page holds|loses nothing/);
  expect(document.body.textContent).toContain('does not say how long it holds');
});

it('puts a refusal beside its field, keeps what is no secret, and can ask for another code', async () => {
  const { person, host, move } = await atPage();
  move({ state: 'at_form', form: FORM });
  await person.click(await seen(testIds.formChoice('wallet_type', 'business')));
  await person.type(screen.getByTestId(testIds.formField('business_name')), 'Sample Shop');
  move({ state: 'at_form', problem: sampleProblem('invalid_input', { subject: 'otp', message: 'The code is wrong.', provider_message: 'Mã không đúng' }) });
  const code = screen.getByTestId(testIds.formField('otp'));
  await waitFor(() => expect(code.getAttribute('aria-invalid')).toBe('true'));
  expect(document.body.textContent).toContain('“Mã không đúng”');
  expect(screen.getByTestId(testIds.formField('business_name'))).toHaveProperty('value', 'Sample Shop');
  await person.click(screen.getByTestId(testIds.formAgain));
  await waitFor(() => expect(host.calls.map(({ name }) => name)).toContain('askAgain'));
});

it('keeps an unsure account only when the person says so', async () => {
  const { person, host, move } = await atPage({}, 'bankhub');
  move({ state: 'confirming', identity: { name: 'Sample Holder', masked: '•••• 9876' } });
  const confirm = await seen(testIds.confirmAccount);
  expect(screen.getByTestId(testIds.session).textContent).toContain('Sample Holder');
  await person.click(confirm);
  expect(host.calls.map(({ name }) => name)).toContain('confirmSession');
  expect(await seen(testIds.doneName)).toBeTruthy();
});

it('names it at the end and returns to the list', async () => {
  const { person, host, move } = await atPage({}, 'bankhub');
  move({ state: 'confirming', identity: { name: 'Sample Holder', masked: '•••• 9876' } });
  await person.click(await seen(testIds.confirmAccount));
  const name = await seen(testIds.doneName);
  await person.clear(name);
  await person.type(name, 'Savings of ours');
  await person.click(screen.getByTestId(testIds.doneFinish));
  await waitFor(() => expect(host.calls.at(-1)).toMatchObject({ name: 'rename', given: [expect.anything(), 'Savings of ours', null] }));
  expect(await seen(testIds.accountList)).toBeTruthy();
});

it('refuses another account by both names and offers it as a new one', async () => {
  const { person, host } = show();
  await person.click(await seen(testIds.rowAction('01900000-0000-7000-8000-000000000004')));
  await seen(testIds.session);
  expect(document.body.textContent).toContain('it was not renewed in time');
  act(() => host.advance('session-1', { state: 'wrong_account', identity: { name: 'Other Sample Co.', masked: 'N••••0999' } }));
  const add = await seen(testIds.addAsNew);
  for (const name of ['Sample Kitchen Co.', 'Other Sample Co.']) expect(screen.getByTestId(testIds.session).textContent).toContain(name);
  await person.click(add);
  expect(host.calls.map(({ name }) => name)).toContain('addAsNew');
});

it.each([
  ['cancelled', 'You cancelled'],
  ['denied', 'FlowAccount was told no'],
  ['timed_out', 'The page is over'],
] as const)('says %s in its own words, with a way to start again', async (state, words) => {
  const { person, move } = await atPage();
  move({ state });
  expect(await screen.findByText(words)).toBeTruthy();
  await person.click(screen.getByTestId(testIds.startAgain));
  expect(await seen(testIds.shareContinue)).toBeTruthy();
});

it('shows a failed try with its code and reference, and leads to the registration when that is refused', async () => {
  const { move } = await atPage();
  move({ state: 'failed', problem: sampleProblem('registration_refused', { message: 'The client secret is not accepted.' }) });
  expect((await seen(testIds.problemCode)).textContent).toBe('registration_refused · LD-0041-2302');
  expect(screen.getByTestId(testIds.goToProviders)).toBeTruthy();
  expect(document.body.textContent).toContain('The client secret is not accepted.');
});
