/** The list, most urgent first: only the rows in sight are drawn, and arrow keys walk over all of them. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView, SessionView } from '../../host/bindings';
import { Icon, type IconName } from '../../parts/Icon';
import { useReconnect } from '../../state/linking';
import { usePlace } from '../../state/place';
import { usePreferences } from '../../state/preferences';
import { useSingleKeys } from '../../state/single-keys';
import { testIds } from '../../testids';
import { AccountRow } from './AccountRow';
import { firstSelected, FOLDED_ROW_HEIGHT, FOLDS_AT, HEAD_HEIGHT, linesOf, nextRow, ROW_HEIGHT, type Line } from './lines';
import { useWidth } from './width';
import { WaitingRow } from './WaitingRow';
import './AccountList.css';

const HEAD_ICONS: Record<Extract<Line, { kind: 'head' }>['group'], IconName> = {
  waiting: 'clock',
  need: 'warning',
  soon: 'hourglass',
  calm: 'check-circle',
};

export function AccountList({ connections, waiting, now }: { connections: readonly ConnectionView[]; waiting: readonly SessionView[]; now: number }) {
  const { t } = useTranslation();
  const { go } = usePlace();
  const { reconnect } = useReconnect();
  const lines = useMemo(() => linesOf(connections, waiting), [connections, waiting]);
  const [moved, setMoved] = useState<string | null>(null);
  const chosen = lines.some(({ id }) => id === moved) ? moved : firstSelected(lines);
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useWidth(scroller) <= FOLDS_AT ? FOLDED_ROW_HEIGHT : ROW_HEIGHT;
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.kind === 'head' ? HEAD_HEIGHT : rowHeight),
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 8,
    // jsdom and the first frame have no size yet.
    initialRect: { width: 900, height: 800 },
  });

  useEffect(() => {
    virtual.measure();
  }, [virtual, rowHeight]);

  const move = (step: 1 | -1) => {
    const next = nextRow(lines, chosen, step);
    if (next === null) return;
    setMoved(next);
    virtual.scrollToIndex(lines.findIndex(({ id }) => id === next));
    // The row may not be drawn before the next frame.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-line="${next}"]`)?.focus());
  };
  const open = (line: Line | undefined) => {
    if (line?.kind === 'row') go({ screen: 'connection', id: line.id });
    if (line?.kind === 'waiting') go({ screen: 'session', id: line.id });
  };
  const current = lines.find(({ id }) => id === chosen);
  useSingleKeys({
    j: () => { move(1); },
    k: () => { move(-1); },
    r: () => {
      if (current?.kind === 'row' && current.connection.next_action === 'reconnect') reconnect(current.connection);
    },
  });
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && event.target instanceof HTMLElement && event.target.dataset.line) {
      event.preventDefault();
      open(current);
    }
  };
  const entry = chosen ?? lines.find(({ kind }) => kind !== 'head')?.id;

  return (
    <>
      <div className="list" ref={scroller} role="grid" aria-label={t('accounts.list')} aria-rowcount={lines.length} data-testid={testIds.accountList} onKeyDown={press}>
        <div className="list-space" role="presentation" style={{ height: `${virtual.getTotalSize()}px` }}>
          {virtual.getVirtualItems().map(({ index, start, size }) => {
            const line = lines[index];
            if (!line) return null;
            const place = { style: { transform: `translateY(${start}px)`, height: `${size}px` }, 'aria-rowindex': index + 1 };
            if (line.kind === 'head') return <Head key={line.id} line={line} place={place} />;
            const row = {
              place,
              selected: line.id === chosen,
              tabIndex: line.id === entry ? 0 : -1,
              onFocus: () => { setMoved(line.id); },
              onOpen: () => { open(line); },
            };
            return line.kind === 'waiting' ? (
              <WaitingRow key={line.id} session={line.session} connections={connections} now={now} {...row} />
            ) : (
              <AccountRow key={line.id} connection={line.connection} now={now} onReconnect={() => { reconnect(line.connection); }} {...row} />
            );
          })}
        </div>
      </div>
      <Keys reconnects={current?.kind === 'row' && current.connection.next_action === 'reconnect'} />
    </>
  );
}

export interface RowPlace {
  place: { style: { transform: string; height: string }; 'aria-rowindex': number };
  selected: boolean;
  tabIndex: number;
  onFocus: () => void;
  onOpen: () => void;
}

function Head({ line, place }: { line: Extract<Line, { kind: 'head' }>; place: RowPlace['place'] }) {
  const { t } = useTranslation();
  return (
    <div className="list-head" role="row" data-group={line.group} {...place}>
      <div role="gridcell" className="list-head-cell">
        <Icon name={HEAD_ICONS[line.group]} />
        <h2 className="list-head-word">{t(`accounts.group.${line.group}`)}</h2>
        <span className="quiet">{line.count}</span>
      </div>
    </div>
  );
}

/** The keys that work here, printed where they work. */
function Keys({ reconnects }: { reconnects: boolean }) {
  const { t } = useTranslation();
  const { settings } = usePreferences();
  return (
    <footer className="keys">
      <span>
        <kbd className="key">↑</kbd> <kbd className="key">↓</kbd> {t('accounts.keys.move')}
      </span>
      <span>
        <kbd className="key">Enter</kbd> {t('accounts.keys.open')}
      </span>
      {settings.single_keys && reconnects && (
        <span>
          <kbd className="key">R</kbd> {t('accounts.keys.reconnect')}
        </span>
      )}
      {settings.single_keys && (
        <span>
          <kbd className="key">/</kbd> {t('accounts.keys.search')}
        </span>
      )}
    </footer>
  );
}
