/** The connection whose turn it is: why, which account it must be, and the one thing that helps. */
import { useTranslation } from 'react-i18next';
import type { QueueEntry } from '../../host/bindings';
import { nameLang } from '../../facts/script';
import { Button } from '../../parts/Button';
import { ProviderMark } from '../../parts/Mark';
import { Status } from '../../parts/Status';
import { testIds } from '../../testids';

export interface DeskActions {
  /** Begins the sign-in, or asks again where the person acts at the bank. */
  open: (entry: QueueEntry) => void;
  later: (entry: QueueEntry) => void;
  skip: (entry: QueueEntry) => void;
  undo: (entry: QueueEntry) => void;
  show: (entry: QueueEntry) => void;
  busy: boolean;
}

export function InHand({ entry, now, letters, actions }: { entry: QueueEntry; now: number; letters: boolean; actions: DeskActions }) {
  const { t } = useTranslation();
  const { connection, result } = entry;
  const provider = t(`provider.${connection.provider}`);
  const acts = connection.next_action === 'act_at_provider';
  const over = result?.kind === 'reconnected';
  const key = (letter: string) => (letters ? { shortcut: letter } : {});
  return (
    <aside className="in-hand" aria-label={t('desk.inHand')} data-testid={testIds.inHand}>
      <div className="in-hand-name">
        <ProviderMark provider={connection.provider} size={34} />
        <div>
          <h2 className="cut" title={connection.customer ?? connection.label} lang={nameLang(connection.customer ?? connection.label)}>{connection.customer ?? connection.label}</h2>
          <p className="small quiet">{[provider, connection.identity.masked].join(' · ')}</p>
        </div>
      </div>
      <p><Status connection={connection} now={now} /></p>
      {!over && (
        <dl className="in-hand-facts">
          <dt>{t('desk.why')}</dt>
          <dd>{connection.reason === null ? t('desk.whyEnds') : t(`reason.${connection.reason}`)}</dd>
          <dt>{t('desk.same')}</dt>
          <dd lang={nameLang(connection.identity.name)}>{connection.identity.name} {connection.identity.masked}</dd>
        </dl>
      )}
      {over ? (
        <p className="second">{t('desk.worksAgain')}</p>
      ) : (
        <ol className="in-hand-steps">
          <li>{acts ? t('desk.step.act', { provider }) : t('desk.step.open', { provider })}</li>
          <li>{acts ? t('desk.step.check') : t('desk.step.sign')}</li>
          <li>{t('desk.step.call')}</li>
        </ol>
      )}
      <div className="in-hand-actions">
        {!over && (
          <Button look="primary" size="flow" icon={acts ? 'refresh' : 'outside'} shortcut="Enter" disabled={actions.busy} data-testid={testIds.deskOpen} onClick={() => { actions.open(entry); }}>
            {acts ? t('desk.check') : t('desk.open')}
          </Button>
        )}
        {result !== null && !over && result.kind !== 'skipped' && (
          <div className="in-hand-pair">
            <Button {...key('L')} data-testid={testIds.deskLater} onClick={() => { actions.later(entry); }}>{t('desk.later')}</Button>
            <Button {...key('S')} data-testid={testIds.deskSkip} onClick={() => { actions.skip(entry); }}>{t('desk.skip')}</Button>
          </div>
        )}
        {(result?.kind === 'skipped' || result?.kind === 'later') && (
          <Button icon="back" {...key('U')} data-testid={testIds.deskUndo} onClick={() => { actions.undo(entry); }}>{t('desk.undo')}</Button>
        )}
        <Button look="quiet" onClick={() => { actions.show(entry); }}>{t('desk.show')}</Button>
      </div>
    </aside>
  );
}
