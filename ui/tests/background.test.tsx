import { act, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { testIds } from '../src/testids';
import { seen, show } from './show';

it('asks what closing means, and passes the answer on', async () => {
  const { person, host } = show();
  await seen(testIds.navSettings);
  for (const [answer, keep] of [[testIds.closingKeep, true], [testIds.closingQuit, false]] as const) {
    act(() => { host.ask({ kind: 'closing' }); });
    await person.click(await seen(answer));
    expect(screen.queryByTestId(answer)).toBeNull();
    expect(host.calls.at(-1)).toEqual({ name: 'answerClosing', given: [keep] });
  }
});

it('puts the question away with Escape, and nothing is closed', async () => {
  const { person, host } = show();
  await seen(testIds.navSettings);
  act(() => { host.ask({ kind: 'closing' }); });
  await seen(testIds.closingKeep);
  await person.keyboard('{Escape}');
  expect(screen.queryByTestId(testIds.closingKeep)).toBeNull();
  expect(host.calls).toEqual([{ name: 'answerClosing', given: [null] }]);
});

it('goes to the reconnect desk when the shell is asked for it', async () => {
  const { host } = show({ place: { screen: 'settings' } });
  await seen(testIds.enterPractice);
  act(() => { host.ask({ kind: 'desk' }); });
  expect((await seen(testIds.navDesk)).getAttribute('aria-current')).toBe('page');
});

it('turns the start at login on, and says why a timer cannot be', async () => {
  const { person, host } = show({ place: { screen: 'settings' } });
  const login = await seen(testIds.atLogin);
  await person.click(login);
  await waitFor(() => expect(login.getAttribute('aria-checked')).toBe('true'));

  const timer = screen.getByTestId(testIds.timer);
  expect(timer.getAttribute('aria-checked')).toBe('true');
  expect(screen.getByText(/starts a program that is no longer there/)).toBeTruthy();
  await person.click(timer);
  await waitFor(() => expect(timer.getAttribute('aria-checked')).toBe('false'));
  await person.click(timer);
  expect((await seen(testIds.problem)).dataset.code).toBe('not_supported');
  expect(host.unattendedNow).toMatchObject({ at_login: 'on', timer: 'off' });
});

it('keeps quiet hours, which only notices have', async () => {
  const { person, host } = show({ place: { screen: 'settings' } });
  await person.click(await seen(testIds.quiet));
  expect(host.settingsNow.quiet).toEqual({ from: '22:00', until: '07:00' });
  const until = await seen(testIds.quietEnd('until'));
  await person.clear(until);
  expect(host.settingsNow.quiet).toEqual({ from: '22:00', until: '07:00' });
  await person.type(until, '06:30');
  expect(host.settingsNow.quiet).toEqual({ from: '22:00', until: '06:30' });
  await person.click(screen.getByRole('switch', { name: 'Notices' }));
  expect(screen.queryByTestId(testIds.quiet)).toBeNull();
});

it('has nothing to keep alive in practice', async () => {
  show({ practice: true, place: { screen: 'settings' } });
  await seen(testIds.enterPractice);
  expect(screen.queryByTestId(testIds.quit)).toBeNull();
});
