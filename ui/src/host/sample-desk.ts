/** Accounts that wait to be linked, and what a file brings. */
import type { AwaitedView, ImportReport } from './bindings';
import { iso } from './sample';

export function sampleAwaited(now: number, over: Partial<AwaitedView> = {}): AwaitedView {
  return {
    id: '01900000-0000-7000-8000-000000000201',
    provider: 'flowaccount',
    registration: 'default',
    environment: 'custom',
    label: 'Books',
    customer: 'ร้านตัวอย่าง 044',
    identity: { name: 'Sample Studio Ltd.', masked: 'N••••0310' },
    reason: 'linked_elsewhere',
    added_at: iso(now),
    ...over,
  };
}

/** A table of customers, with a line of every kind. */
export function sampleImport(kept: boolean): ImportReport {
  const line = (number: number, customer: string | null, outcome: ImportReport['lines'][number]['outcome']) => ({
    line: number,
    provider: 'flowaccount' as const,
    customer,
    label: null,
    identity: null,
    outcome,
  });
  return {
    kind: 'customers',
    kept,
    new: 1,
    waiting: 1,
    linked: 1,
    refused: 1,
    lines: [
      line(2, 'Sample Bakery', { kind: 'new' }),
      line(3, 'ร้านตัวอย่าง 044', { kind: 'waiting' }),
      line(4, 'Sample Kitchen', { kind: 'linked', label: 'Example Noodle Shop' }),
      line(5, null, { kind: 'refused', column: 'customer', fault: 'empty' }),
    ],
  };
}
