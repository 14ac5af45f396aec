/** The queue: one line for each connection, the next to be lost first. Only the lines in sight are drawn. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryId, QueueEntry } from '../../host/bindings';
import { aboutOf, isOpen, numberOf, whoseOf, whyOf } from '../../facts/queue';
import { nameLang } from '../../facts/script';
import { span } from '../../facts/time';
import { Icon, type IconName } from '../../parts/Icon';
import { ProviderMark } from '../../parts/Mark';
import { Moment, useSpan } from '../../parts/Time';
import { testIds } from '../../testids';
import { useDeskWords } from './words';

const ROW = 33;
const COLUMNS = ['lost', 'in', 'customer', 'provider', 'account', 'why', 'result'] as const;

interface TableGiven {
  entries: readonly QueueEntry[];
  now: number;
  /** Whether a run is on. */
  running: boolean;
  inHand: EntryId | null;
  selected: EntryId | null;
  onSelect: (id: EntryId) => void;
  onOpen: (entry: QueueEntry) => void;
}

export function QueueTable({ entries, now, running, inHand, selected, onSelect, onOpen }: TableGiven) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: entries.length, getScrollElement: () => scroller.current, estimateSize: () => ROW, getItemKey: (index) => entries[index]?.id ?? index, overscan: 12, initialRect: { width: 900, height: 600 } });
  const place = entries.findIndex(({ id }) => id === selected);
  useEffect(() => {
    if (place >= 0) virtual.scrollToIndex(place);
  }, [virtual, place]);
  // In a run Enter opens the next one, wherever the run was begun from.
  useEffect(() => {
    if (running) scroller.current?.focus({ preventScroll: true });
  }, [running]);
  // What had the focus may have gone with its entry, or with the screen before: the keys work on from the queue.
  useEffect(() => {
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  });
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = entries[place + step];
    if (step !== 0) {
      event.preventDefault();
      if (next) onSelect(next.id);
    } else if (event.key === 'Enter' && entries[place]) {
      event.preventDefault();
      onOpen(entries[place]);
    }
  };
  return (
    <div className="table queue" role="grid" aria-label={t('desk.queue')} aria-rowcount={entries.length + 1} aria-activedescendant={place >= 0 ? `queue-${entries[place]?.id}` : undefined} ref={scroller} tabIndex={0} data-testid={testIds.queue} onKeyDown={press}>
      <div role="rowgroup" className="table-head">
        <div role="row" className="table-row queue-row" aria-rowindex={1}>
          {COLUMNS.map((column) => (
            <span role="columnheader" className="table-cell" data-column={column} key={column} aria-sort={column === 'lost' ? 'ascending' : undefined}>
              {t(`desk.column.${column}`)}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="table-body" style={{ height: `${virtual.getTotalSize()}px` }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const entry = entries[index];
          if (!entry) return null;
          const { id } = entry;
          return (
            <div role="row" className="table-row queue-row table-line" id={`queue-${id}`} key={id} style={{ transform: `translateY(${start}px)` }} aria-rowindex={index + 2} aria-selected={id === selected} tabIndex={-1} data-done={isDone(entry)} data-testid={testIds.queueRow(id)} onClick={() => { onSelect(id); }}>
              <Cells entry={entry} now={now} inHand={id === inHand} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

const isDone = (entry: QueueEntry) => !isOpen(entry) || entry.result?.kind === 'skipped';

function Cells({ entry, now, inHand }: { entry: QueueEntry; now: number; inHand: boolean }) {
  const { t } = useTranslation();
  const write = useSpan();
  const words = useDeskWords();
  const { subject, lost_at: lost } = entry;
  const { provider, identity } = aboutOf(entry);
  const linked = subject.kind === 'connection';
  const live = linked && subject.connection.grant === 'ending' && isOpen(entry);
  const left = live && lost !== null ? write(span(Date.parse(lost) - now)) : null;
  const gone = linked && !live && !isDone(entry);
  const whose = whoseOf(entry) ?? t(`provider.${provider}`);
  const why = linked && !live && whyOf(entry) === null ? '–' : words.why(entry);
  return (
    <>
      <span role="gridcell" className="table-cell">{lost === null ? '–' : <Moment at={lost} withClock />}</span>
      <span role="gridcell" className="table-cell queue-in" data-lost={gone}>{left ?? (gone ? t('desk.lost') : '')}</span>
      <span role="gridcell" className="table-cell queue-whose" title={whose} lang={nameLang(whose)}>{whose}</span>
      <span role="gridcell" className="table-cell queue-provider">
        <ProviderMark provider={provider} size={15} />
        {t(`provider.${provider}`)}
      </span>
      <span role="gridcell" className="table-cell" title={[identity?.name, identity?.masked].filter(Boolean).join(' ')}>{identity ? numberOf(identity.masked) : '–'}</span>
      <span role="gridcell" className="table-cell" data-column="why" title={why}>{why}</span>
      <span role="gridcell" className="table-cell"><Result entry={entry} inHand={inHand} /></span>
    </>
  );
}

const RESULTS = { waiting: 'clock', reconnected: 'check-circle', linked: 'check-circle', skipped: 'forward', later: 'pause' } as const satisfies Record<string, IconName>;

function Result({ entry: { result }, inHand }: { entry: QueueEntry; inHand: boolean }) {
  const { t } = useTranslation();
  if (inHand) return <span className="queue-result" data-result="in-hand"><Icon name="hand" />{t('desk.result.inHand')}</span>;
  if (result === null) return null;
  return (
    <span className="queue-result" data-result={result.kind}>
      {result.kind !== 'waiting' && <Icon name={RESULTS[result.kind]} />}
      {t(`desk.result.${result.kind}`)} {(result.kind === 'reconnected' || result.kind === 'linked') && <Moment at={result.at} withClock />}
    </span>
  );
}
