import { QueryClient } from '@tanstack/react-query';
import { expect, it, vi } from 'vitest';
import type { SessionView } from '../src/host/bindings';
import { isOver, takeEvent, withSession } from '../src/state/events';
import { keys } from '../src/state/queries';

const session = (id: string, state: SessionView['state']) => ({ id, state }) as SessionView;

it('puts a session in its place, once', () => {
  const before = [session('a', 'at_page'), session('b', 'at_page')];
  expect(withSession(before, session('a', 'linked'))).toEqual([session('a', 'linked'), session('b', 'at_page')]);
  expect(withSession(before, session('c', 'opening')).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(before[0]?.state).toBe('at_page');
});

it('knows when nothing more comes', () => {
  expect((['linked', 'removed', 'cancelled', 'denied', 'timed_out', 'failed'] as const).every(isOver)).toBe(true);
  expect((['opening', 'at_page', 'redeeming', 'identifying', 'confirming', 'wrong_account', 'keeping'] as const).some(isOver)).toBe(false);
});

it('reads again only what an event changed', () => {
  const client = new QueryClient();
  const invalidate = vi.spyOn(client, 'invalidateQueries').mockResolvedValue();
  takeEvent(client, { kind: 'session', session: session('a', 'at_page') });
  expect(client.getQueryData(keys.sessions)).toEqual([session('a', 'at_page')]);
  expect(invalidate).not.toHaveBeenCalled();

  takeEvent(client, { kind: 'session', session: session('a', 'linked') });
  expect(invalidate).toHaveBeenCalledWith({ queryKey: keys.connections });

  invalidate.mockClear();
  takeEvent(client, { kind: 'connections', id: 'x' });
  expect(invalidate.mock.calls.map(([filter]) => filter?.queryKey)).toEqual([['connections'], ['queue'], ['connection', 'x'], ['transactions', 'x']]);

  invalidate.mockClear();
  takeEvent(client, { kind: 'keychain', waiting: false });
  expect(invalidate).toHaveBeenCalledWith();
});
