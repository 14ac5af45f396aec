import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { AwaitedView, QueueEntry } from '../src/host/bindings';
import { FakeHost } from '../src/host/fake';
import { iso, sampleConnection } from '../src/host/sample';
import { sampleAwaited } from '../src/host/sample-desk';
import { lossOf, numberOf, resultSheet, runFigures } from '../src/facts/queue';
import { show } from './show';

const HOUR = 3_600_000;

function entry(over: Partial<QueueEntry> = {}, grant: 'needs_person' | 'ending' = 'needs_person', customer: string | null = null): QueueEntry {
  const connection = sampleConnection(Date.now(), { grant, customer });
  return { id: connection.id, subject: { kind: 'connection', connection }, lost_at: null, reason: connection.reason, result: null, ...over };
}

function awaited(over: Partial<AwaitedView> = {}): QueueEntry {
  const waits = sampleAwaited(Date.now(), over);
  return { id: waits.id, subject: { kind: 'awaited', awaited: waits }, lost_at: null, reason: null, result: null };
}

test('what is lost stands apart from what will be', () => {
  const now = Date.now();
  expect(lossOf(entry({ lost_at: null }), now)).toBe('lost');
  expect(lossOf(entry({ lost_at: iso(now + 2 * HOUR) }, 'ending'), now)).toBe('hours');
  expect(lossOf(entry({ lost_at: iso(now + 30 * HOUR) }, 'ending'), now)).toBe('week');
  expect(lossOf(entry({ lost_at: null }, 'ending'), now)).toBe('later');
  expect(lossOf(awaited(), now)).toBe('unlinked');
});

test('a result sheet has a line for each entry of the run, and no cell becomes two or a formula', () => {
  const at = '2026-01-02T03:04:05Z';
  const entries = [entry({ result: { kind: 'reconnected', at } }, 'needs_person', '=Sample\tShop'), entry(), awaited()];
  const sheet = resultSheet(entries, { head: ['a'], provider: () => 'bankHub', reason: () => 'why', result: ({ kind }) => kind });
  const lines = sheet.split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]?.split('\t')[0]).toBe("'=Sample Shop");
  expect(lines[1]?.endsWith(`reconnected\t${at}`)).toBe(true);
  expect(runFigures(entries)).toMatchObject({ all: 1, done: 1 });
});

test('staff walk through a run by keys alone', async () => {
  const { host, person } = show();
  await person.click(await screen.findByTestId('nav-desk'));
  const begin = await screen.findByTestId('run-begin');
  await person.click(begin);
  await waitFor(() => { expect(screen.getByTestId('run')).toBeTruthy(); });
  const before = (await host.queue()).in_hand;
  await person.keyboard('s');
  await waitFor(() => { expect(host.calls.some(({ name, given }) => name === 'noteRun' && given[0] === before && given[1] === 'skip')).toBe(true); });
  const after = (await host.queue()).in_hand;
  expect(after).not.toBe(before);
  screen.getByTestId('queue').focus();
  await person.keyboard('{Enter}');
  await waitFor(() => { expect(host.calls.some(({ name }) => name === 'startLink' || name === 'sync')).toBe(true); });
});

test('a desk with nothing to do says so', async () => {
  const calm = (await new FakeHost().connections()).filter(({ grant }) => grant === 'good');
  const { person } = show({ connections: calm });
  await person.click(await screen.findByTestId('nav-desk'));
  const empty = await screen.findByTestId('desk-empty');
  expect(within(empty).getByRole('heading').textContent).toBe('Nothing needs a person');
});

test('after a sign-in that worked out the desk comes back by itself, and Enter opens the next one', async () => {
  const now = Date.now();
  const needs = (id: string, name: string) => sampleConnection(now, { id, label: name, customer: 'Sample Trading', grant: 'needs_person', next_action: 'reconnect', identity: { name, masked: '•••• 0001' } });
  const { host, person } = show({ connections: [needs('c-1', 'Sample One'), needs('c-2', 'Sample Two')] });
  await person.click(await screen.findByTestId('nav-desk'));
  await screen.findByTestId('run-begin');
  await person.keyboard('b');
  await screen.findByTestId('run');
  await person.keyboard('{Enter}');
  await screen.findByTestId('session');
  const begun = () => host.calls.filter(({ name }) => name === 'startLink').map(({ given }) => (given[0] as { purpose: { connection: string } }).purpose.connection);
  expect(begun()).toEqual(['c-1']);
  host.mend('c-1');
  act(() => host.advance('session-1', { state: 'linked', connection: 'c-1' }));
  await waitFor(() => { expect(screen.getByTestId('in-hand').textContent).toContain('Sample Trading'); });
  expect(document.activeElement).toBe(screen.getByTestId('queue'));
  await person.keyboard('{Enter}');
  await waitFor(() => { expect(begun()).toEqual(['c-1', 'c-2']); });
});

test('staying signed in is offered only where the next one is the same customer’s, and is off by itself', async () => {
  const now = Date.now();
  const needs = (id: string, customer: string) => sampleConnection(now, { id, label: id, customer, grant: 'needs_person', next_action: 'reconnect' });
  const { host, person } = show({ connections: [needs('c-1', 'Sample A'), needs('c-2', 'Sample A'), needs('c-3', 'Sample B')] });
  await person.click(await screen.findByTestId('nav-desk'));
  await screen.findByTestId('run-begin');
  expect(screen.queryByTestId('desk-stay')).toBeNull();
  await person.keyboard('b');
  const tick = await screen.findByTestId('desk-stay');
  expect(tick).toHaveProperty('checked', false);
  await person.keyboard('k');
  await waitFor(() => { expect(screen.getByTestId('desk-stay')).toHaveProperty('checked', true); });
  expect(host.calls.at(-1)).toMatchObject({ name: 'staySignedIn', given: [true] });
  await person.keyboard('s');
  await screen.findByTestId('desk-stay-last');
  await person.keyboard('s');
  await waitFor(() => { expect(screen.queryByTestId('desk-stay-last')).toBeNull(); });
  expect(screen.queryByTestId('desk-stay')).toBeNull();
});

test('the number beside the desk counts what waits to be linked as well', async () => {
  show({ connections: [sampleConnection(Date.now(), { grant: 'needs_person' })], awaited: [sampleAwaited(Date.now())] });
  const desk = await screen.findByTestId('nav-desk');
  await waitFor(() => { expect(desk.textContent).toContain('2'); });
});

test('nothing is offered at the provider of an account that is being removed', async () => {
  const connection = sampleConnection(Date.now(), { grant: 'removing', next_action: 'wait', provider: 'headline' });
  show({ connections: [connection], place: { screen: 'connection', id: connection.id, tab: 'actions' } });
  await screen.findByTestId('connection-name');
  for (const testId of ['sync', 'open-page', 'renew', 'reconnect', 'tab-actions']) expect(screen.queryByTestId(testId), testId).toBeNull();
  expect(screen.getByTestId('unlink')).toBeTruthy();
});

test('a number keeps its last digits, whatever bank stands before it', () => {
  expect(numberOf('Practice Bank •••• 0001')).toBe('•••• 0001');
  expect(numberOf('N••••0461')).toBe('N••••0461');
  expect(numberOf('sample')).toBe('sample');
});
