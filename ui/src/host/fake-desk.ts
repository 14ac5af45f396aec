/** The fake host's desk: its queue, its run, what waits to be linked, and customers. */
import type { AwaitedView, ConnectionView, DeskEvent, EntryId, Problem, ProblemCode, QueueEntry, RepairView, RunNote, RunResult } from './bindings';
import type { Host } from './host';
import { iso } from './sample';
import { sampleAwaited, sampleImport } from './sample-desk';

export function sampleProblem(code: ProblemCode, over: Partial<Problem> = {}): Problem {
  return {
    code,
    message: 'A sample sentence of the core.',
    next: 'A sample of what to do.',
    subject: null,
    provider_code: null,
    provider_message: null,
    request_id: null,
    retry_at: null,
    reference: 'LD-0041-2302',
    ...over,
  };
}

export class FakeDesk {
  readonly calls: { name: string; given: unknown[] }[] = [];
  protected readonly listeners = new Set<(event: DeskEvent) => void>();

  constructor(
    protected list: ConnectionView[],
    protected waiting: AwaitedView[],
  ) {}

  protected note(name: string, ...given: unknown[]): void {
    this.calls.push({ name, given });
  }

  emit(event: DeskEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  /** The repair ticket that was opened last. */
  opened: RepairView | null = null;
  private run: { since: string; said: Map<EntryId, RunResult> } | null = null;

  queue = () => {
    const need = this.list.filter(({ grant, next_action: next }) => grant === 'needs_person' || grant === 'gone' || (grant === 'ending' && next === 'reconnect'));
    const result = (id: EntryId) => this.run?.said.get(id) ?? null;
    const entries: QueueEntry[] = [
      ...need.map((connection) => {
        const lost = connection.survival.kind === 'until' || connection.survival.kind === 'ended' ? connection.survival.at : null;
        return { id: connection.id, subject: { kind: 'connection' as const, connection }, lost_at: lost ?? connection.ends_at, result: result(connection.id) };
      }),
      ...this.waiting.map((awaited) => ({ id: awaited.id, subject: { kind: 'awaited' as const, awaited }, lost_at: null, result: result(awaited.id) })),
    ];
    const order = [...(this.run?.said.keys() ?? [])];
    entries.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
    const turn = entries.find(({ result: said }) => said?.kind === 'waiting' || said?.kind === 'later');
    return Promise.resolve({ entries, run_since: this.run?.since ?? null, in_hand: turn?.id ?? null, of: this.list.length });
  };

  beginRun = (ids: EntryId[]) => {
    this.note('beginRun', ids);
    this.run = { since: iso(Date.now()), said: new Map(ids.map((id) => [id, { kind: 'waiting' }])) };
    return this.queue();
  };

  noteRun = (id: EntryId, note: RunNote) => {
    this.note('noteRun', id, note);
    const at = iso(Date.now());
    if (note === 'later') this.run?.said.delete(id);
    this.run?.said.set(id, note === 'undo' ? { kind: 'waiting' } : { kind: note === 'skip' ? 'skipped' : 'later', at });
    return this.queue();
  };

  endRun = () => {
    this.note('endRun');
    this.run = null;
    return this.queue();
  };

  importFile: Host['importFile'] = (request) => {
    this.note('importFile', request);
    const report = sampleImport(request.keep);
    if (request.keep) this.waiting = [...this.waiting, sampleAwaited(Date.now(), { customer: 'Sample Bakery', identity: null, reason: 'never_linked' })];
    this.emit({ kind: 'connections', id: null });
    return Promise.resolve(report);
  };

  removeAwaited: Host['removeAwaited'] = (id) => {
    this.note('removeAwaited', id);
    this.waiting = this.waiting.filter((one) => one.id !== id);
    return this.queue();
  };

  customers = () => {
    const names = new Set([...this.list, ...this.waiting].map(({ customer }) => customer).filter((name) => name !== null));
    const count = (all: readonly { customer: string | null }[], name: string) => all.filter(({ customer }) => customer === name).length;
    return Promise.resolve([...names].sort().map((name) => ({ name, connections: count(this.list, name), awaited: count(this.waiting, name) })));
  };

  renameCustomer: Host['renameCustomer'] = async (from, to, merge) => {
    this.note('renameCustomer', from, to, merge);
    const taken = (await this.customers()).some(({ name }) => name === to);
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- hosts reject with a problem
    if (taken && !merge) throw sampleProblem('customer_exists', { subject: to });
    const renamed = <T extends { customer: string | null }>(all: T[]) => all.map((one) => (one.customer === from ? { ...one, customer: to } : one));
    this.list = renamed(this.list);
    this.waiting = renamed(this.waiting);
    this.emit({ kind: 'connections', id: null });
    return this.customers();
  };

  makeTicket: Host['makeTicket'] = (id) => {
    this.note('makeTicket', id);
    return Promise.resolve({ address: `linkdesk://repair?provider=bankhub&until=2026-12-08&salt=${'0'.repeat(32)}&account=${'a'.repeat(64)}`, until: '2026-12-08' });
  };

  ticket: Host['ticket'] = () => {
    const opened = this.opened;
    this.opened = null;
    return Promise.resolve(opened);
  };
}
