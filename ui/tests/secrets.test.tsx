import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { sampleProblem } from '../src/host/fake';
import { testIds } from '../src/testids';
import { seen, show } from './show';

const SECRET = 'sample-client-secret';

async function fillIn(person: ReturnType<typeof show>['person']) {
  await person.click(await seen(testIds.navProviders));
  await person.click(await seen(testIds.addRegistration('bankhub')));
  await person.type(await seen(testIds.registrationField('id')), 'sample-client');
  await person.type(screen.getByTestId(testIds.registrationField('secret')), SECRET);
  await person.type(screen.getByTestId(testIds.registrationField('redirect_uri')), 'http://127.0.0.1:4110/callback');
  await person.click(screen.getByTestId(testIds.registrationSave));
}

it('sends what was typed once, as the file of the command line', async () => {
  const { person, host } = show({ registered: false });
  await fillIn(person);
  await waitFor(() => expect(host.calls.map(({ name }) => name)).toEqual(['saveRegistration']));
  expect(host.calls[0]?.given[0]).toEqual({
    provider: 'bankhub',
    name: 'default',
    toml: `environment = "sandbox"\n\n[client]\nid = "sample-client"\nsecret = "${SECRET}"\nredirect_uri = "http://127.0.0.1:4110/callback"\n`,
    replace: false,
  });
  expect(await seen(testIds.registration('bankhub', 'default'))).toBeTruthy();
});

it('empties a secret at submit, also when it was refused, and shows it nowhere', async () => {
  const { person, host } = show({ registered: false });
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- hosts reject with a problem
  host.saveRegistration = () => Promise.reject(sampleProblem('registration_invalid', { message: 'endpoints.api: it is missing.' }));
  await fillIn(person);
  expect((await screen.findByRole('alert')).textContent).toContain('endpoints.api: it is missing.');
  expect(screen.getByTestId(testIds.registrationField('secret'))).toHaveProperty('value', '');
  expect(screen.getByTestId(testIds.registrationField('id'))).toHaveProperty('value', 'sample-client');
  expect(document.documentElement.outerHTML).not.toContain(SECRET);
});

it('warns before a registration is replaced', async () => {
  const { person, host } = show();
  await person.click(await seen(testIds.navProviders));
  await person.click(await seen(testIds.replaceRegistration('bankhub', 'default')));
  expect(await screen.findByText(/4 connections will ask to be reconnected/)).toBeTruthy();
  await person.click(screen.getByTestId(testIds.registrationByFile));
  await person.type(await seen(testIds.registrationFile), 'environment = "sandbox"');
  await person.click(screen.getByTestId(testIds.registrationSave));
  await waitFor(() => expect(host.calls[0]?.given[0]).toMatchObject({ toml: 'environment = "sandbox"', replace: true }));
});
