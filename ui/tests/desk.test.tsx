import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { AwaitedView, QueueEntry } from '../src/host/bindings';
import { FakeHost } from '../src/host/fake';
import { iso, sampleConnection } from '../src/host/sample';
import { sampleAwaited } from '../src/host/sample-desk';
import { lossOf, resultSheet, runFigures } from '../src/facts/queue';
import { show } from './show';

const HOUR = 3_600_000;

function entry(over: Partial<QueueEntry> = {}, grant: 'needs_person' | 'ending' = 'needs_person', customer: string | null = null): QueueEntry {
  const connection = sampleConnection(Date.now(), { grant, customer });
  return { id: connection.id, subject: { kind: 'connection', connection }, lost_at: null, result: null, ...over };
}

function awaited(over: Partial<AwaitedView> = {}): QueueEntry {
  const waits = sampleAwaited(Date.now(), over);
  return { id: waits.id, subject: { kind: 'awaited', awaited: waits }, lost_at: null, result: null };
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
