/** The reconnect desk: everything that needs a person, and a run through it. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { EntryId, QueueEntry, QueueView } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { aboutOf, isOpen, NO_QUEUE_FILTERS, passesQueue, resultSheet } from '../../facts/queue';
import { Button } from '../../parts/Button';
import { copyText } from '../../parts/copy';
import { Icon } from '../../parts/Icon';
import { ProblemCard } from '../../parts/Problem';
import { useToast } from '../../parts/Toast';
import { useNow } from '../../state/clock';
import { useHost } from '../../state/host';
import { useKept, usePlace } from '../../state/place';
import { usePreferences } from '../../state/preferences';
import { useQueue, useQueueChange } from '../../state/queries';
import { useSingleKeys } from '../../state/single-keys';
import { testIds } from '../../testids';
import { useDeskActions } from './actions';
import { InHand } from './InHand';
import { ListButtons } from './ListButtons';
import { Losses } from './Losses';
import { QueueFilters } from './QueueFilters';
import { QueueTable } from './QueueTable';
import { RunOver } from './RunOver';
import { RunStrip } from './RunStrip';
import { Stay } from './Stay';
import { useDeskWords } from './words';
import '../connection/TransactionTable.css';
import '../accounts/Filters.css';
import './Desk.css';

/** The letters by which something is said of an entry. */
const NOTES = { L: 'later', S: 'skip', U: 'undo' } as const;

export function DeskScreen() {
  const { t } = useTranslation();
  const queue = useQueue();
  if (queue.error && !queue.data) {
    return (
      <div className="screen">
        <ProblemCard problem={asProblem(queue.error)}>
          <Button look="primary" onClick={() => queue.refetch()}>{t('act.retry')}</Button>
        </ProblemCard>
      </div>
    );
  }
  if (!queue.data) return null;
  return queue.data.entries.length === 0 ? <NothingToDo of={queue.data.of} /> : <Queue queue={queue.data} />;
}

function NothingToDo({ of }: { of: number }) {
  const { t } = useTranslation();
  const { go } = usePlace();
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever ended a run here hears what it came to.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <div className="desk-empty" data-testid={testIds.deskEmpty}>
      <Icon name="check-circle" size={28} />
      <h1 ref={heading} tabIndex={-1}>{t('desk.empty.title')}</h1>
      <p className="second balanced">{t('desk.empty.lead', { count: of })}</p>
      <div className="desk-buttons desk-empty-buttons">
        <Button onClick={() => { go({ screen: 'accounts' }); }}>{t('desk.empty.accounts')}</Button>
        <ListButtons />
      </div>
    </div>
  );
}

function Queue({ queue }: { queue: QueueView }) {
  const { t } = useTranslation();
  const now = useNow();
  const { settings } = usePreferences();
  // Every sign-in leads away from the desk and back: what was chosen here stays.
  const [filters, setFilters] = useKept('desk-filters', NO_QUEUE_FILTERS);
  const [moved, setMoved] = useState<EntryId | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const shown = useMemo(
    () => queue.entries.filter((entry) => passesQueue(entry, filters, t(`provider.${aboutOf(entry).provider}`), now)),
    [queue.entries, filters, now, t],
  );
  const turn = shown.some(({ id }) => id === queue.in_hand) ? queue.in_hand : (shown[0]?.id ?? null);
  const selected = shown.some(({ id }) => id === moved) ? moved : turn;
  const entry = shown.find(({ id }) => id === selected);
  const through = queue.run_since !== null && queue.in_hand === null && moved === null;
  const actions = useDeskActions(() => { setMoved(null); });
  const running = queue.run_since !== null;
  const noted = (act: (entry: QueueEntry) => void, fits: boolean) => () => { if (entry && fits) act(entry); };
  const open = entry?.result?.kind === 'waiting' || entry?.result?.kind === 'later';
  useSingleKeys({
    '/': () => search.current?.focus(),
    l: noted(actions.later, open),
    s: noted(actions.skip, open),
    u: noted(actions.undo, entry?.result?.kind === 'skipped' || entry?.result?.kind === 'later'),
  });
  const left = queue.entries.filter(isOpen);
  const toLink = left.filter(({ subject }) => subject.kind === 'awaited').length;
  const toRepair = left.length - toLink;
  return (
    <div className="desk">
      <header className="desk-head">
        <div>
          <h1>{t('desk.title')}</h1>
          <p className="second" data-testid={testIds.deskNeed}>
            {(toRepair > 0 || toLink === 0) && <Trans i18nKey="desk.need" values={{ count: toRepair, of: queue.of }} count={toRepair} components={{ b: <b className={toRepair > 0 ? 'desk-need' : undefined} /> }} />}{' '}
            {toLink > 0 && t('lists.toLink', { count: toLink })}
          </p>
          {running && <RunStrip queue={queue} />}
        </div>
        <Losses entries={queue.entries} now={now} chosen={filters.loss} onChoose={(loss) => { setFilters({ ...filters, loss }); }} />
      </header>
      <QueueFilters ref={search} entries={queue.entries} filters={filters} onChange={setFilters}>
        <RunButtons queue={queue} shown={shown} />
      </QueueFilters>
      {shown.length === 0 ? (
        <p className="desk-none">
          {t('desk.noneFound')} <Button size="row" onClick={() => { setFilters(NO_QUEUE_FILTERS); }}>{t('accounts.filter.clear')}</Button>
        </p>
      ) : (
        <div className="desk-middle">
          <QueueTable entries={shown} now={now} running={running} inHand={queue.in_hand} selected={through ? null : selected} onSelect={setMoved} onOpen={actions.open} />
          {through ? <RunOver queue={queue} /> : entry && <InHand entry={entry} now={now} letters={settings.single_keys} actions={actions} stay={entry.id === queue.in_hand ? <Stay queue={queue} entry={entry} /> : null} />}
        </div>
      )}
      <footer className="keys">
        <span><kbd className="key">↑</kbd> <kbd className="key">↓</kbd> {t('accounts.keys.move')}</span>
        <span><kbd className="key">Enter</kbd> {t('accounts.keys.open')}</span>
        {settings.single_keys && running && Object.entries(NOTES).map(([key, note]) => <span key={key}><kbd className="key">{key}</kbd> {t(`desk.${note}`)}</span>)}
        <span className="desk-promise">{t('desk.promise')}</span>
      </footer>
    </div>
  );
}

function RunButtons({ queue, shown }: { queue: QueueView; shown: readonly QueueEntry[] }) {
  const { t } = useTranslation();
  const host = useHost();
  const say = useToast();
  const words = useDeskWords();
  const { settings } = usePreferences();
  const begin = useQueueChange((ids: EntryId[]) => host.beginRun(ids));
  const end = useQueueChange(() => host.endRun());
  const running = queue.run_since !== null;
  const start = () => { if (!running && shown.length > 0 && !begin.isPending) begin.mutate(shown.map(({ id }) => id)); };
  const stop = () => { if (running && !end.isPending) end.mutate(undefined); };
  const copy = () => {
    if (!running) return;
    const head = (['customer', 'label', 'provider', 'name', 'account', 'lost', 'why', 'result', 'at'] as const).map((id) => t(`desk.sheet.${id}`));
    const sheet = resultSheet(queue.entries, {
      head,
      provider: (id) => t(`provider.${id}`),
      reason: (why) => (why === null ? '' : words.reason(why)),
      result: ({ kind }) => t(`desk.result.${kind}`),
    });
    void copyText(sheet).then(() => { say({ icon: 'copy', text: t('desk.run.copied') }); });
  };
  useSingleKeys({ b: start, c: copy, e: stop });
  const key = (letter: string) => (settings.single_keys ? { shortcut: letter } : {});
  if (!running) {
    return (
      <>
        <ListButtons />
        <Button look="primary" icon="forward" {...key('B')} disabled={begin.isPending || shown.length === 0} data-testid={testIds.runBegin} onClick={start}>
          {t('desk.run.begin', { count: shown.length })}
        </Button>
      </>
    );
  }
  return (
    <>
      <Button icon="copy" {...key('C')} data-testid={testIds.runCopy} onClick={copy}>{t('desk.run.copy')}</Button>
      <Button icon="cross" {...key('E')} disabled={end.isPending} data-testid={testIds.runEnd} onClick={stop}>{t('desk.run.end')}</Button>
    </>
  );
}
