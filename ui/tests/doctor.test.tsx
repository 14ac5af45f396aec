import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { sampleProblem } from '../src/host/fake';
import { testIds } from '../src/testids';
import { seen, show } from './show';

it('lists what the doctor found, each with a word and what to do', async () => {
  const { person } = show({ place: { screen: 'settings' } });
  await person.click(await seen(testIds.doctorRun));
  const checks = await seen(testIds.doctorChecks);
  const lines = within(checks).getAllByRole('listitem').map((line) => line.textContent);
  expect(lines[0]).toBe('In order · Data folder');
  const host = lines.find((line) => line.includes('bankhub.practice.test'));
  expect(host).toContain('Problem · bankHub · Host');
  expect(host).toContain('Cause: No network');
  expect(host).toContain('Look at the network');
  expect(lines.some((line) => line.includes('7200 s apart') && line.includes('Set this computer’s clock'))).toBe(true);
});

it('shows the whole support bundle before it is saved', async () => {
  const { person, host } = show({ place: { screen: 'settings' } });
  await person.click(await seen(testIds.bundleShow));
  const text = await seen(testIds.bundleText);
  expect((text as HTMLTextAreaElement).value).toContain('linkdesk-support-bundle');
  expect(host.calls).toEqual([]);
  await person.click(screen.getByTestId(testIds.bundleSave));
  await waitFor(() => expect(host.calls).toEqual([{ name: 'saveSupportBundle', given: [] }]));
  await waitFor(() => expect(screen.queryByTestId(testIds.bundleText)).toBeNull());
});

it('says why there is no bundle', async () => {
  const { person, host } = show({ place: { screen: 'settings' } });
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- hosts reject with a problem
  host.supportBundle = () => Promise.reject(sampleProblem('internal', { subject: '/connections/0/timeline/0/request_id' }));
  await person.click(await seen(testIds.bundleShow));
  expect(await screen.findByText(/Linkdesk made a mistake/)).toBeTruthy();
  expect(screen.queryByTestId(testIds.bundleText)).toBeNull();
});
