/** The entry whose turn it is: why, which account it must be, and the one thing that helps. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AwaitedView, ConnectionView, QueueEntry } from '../../host/bindings';
import { aboutOf, whoseOf } from '../../facts/queue';
import { nameLang } from '../../facts/script';
import { Button } from '../../parts/Button';
import type { IconName } from '../../parts/Icon';
import { ProviderMark } from '../../parts/Mark';
import { Status } from '../../parts/Status';
import { testIds } from '../../testids';
import type { DeskActions } from './actions';
import { useDeskWords } from './words';

interface Given {
  entry: QueueEntry;
  now: number;
  letters: boolean;
  actions: DeskActions;
}

export function InHand(given: Given) {
  const { t } = useTranslation();
  const { entry } = given;
  const { provider, identity } = aboutOf(entry);
  const word = t(`provider.${provider}`);
  const whose = whoseOf(entry) ?? word;
  return (
    <aside className="in-hand" aria-label={t('desk.inHand')} data-testid={testIds.inHand}>
      <div className="in-hand-name">
        <ProviderMark provider={provider} size={34} />
        <div>
          <h2 className="cut" title={whose} lang={nameLang(whose)}>{whose}</h2>
          <p className="small quiet">{[word, identity?.masked].filter(Boolean).join(' · ')}</p>
        </div>
      </div>
      {entry.subject.kind === 'connection' ? <Connection {...given} connection={entry.subject.connection} /> : <Awaited {...given} awaited={entry.subject.awaited} />}
    </aside>
  );
}

function Connection({ connection, ...given }: Given & { connection: ConnectionView }) {
  const { t } = useTranslation();
  const { entry, now, actions } = given;
  const provider = t(`provider.${connection.provider}`);
  const acts = connection.next_action === 'act_at_provider';
  const over = entry.result?.kind === 'reconnected';
  return (
    <>
      <p><Status connection={connection} now={now} /></p>
      {over ? (
        <p className="second">{t('desk.worksAgain')}</p>
      ) : (
        <>
          <Facts entry={entry} />
          <Steps all={[acts ? t('desk.step.act', { provider }) : t('desk.step.open', { provider }), acts ? t('desk.step.check') : t('desk.step.sign'), t('desk.step.call')]} />
        </>
      )}
      <Buttons {...given} primary={over ? null : { icon: acts ? 'refresh' : 'outside', word: acts ? t('desk.check') : t('desk.open') }}>
        {!over && <Ticket {...given} />}
        <Button look="quiet" onClick={() => { actions.show(entry); }}>{t('desk.show')}</Button>
      </Buttons>
    </>
  );
}

/** An account that is linked elsewhere, or nowhere yet. */
function Awaited({ awaited, ...given }: Given & { awaited: AwaitedView }) {
  const { t } = useTranslation();
  const { entry, actions } = given;
  const provider = t(`provider.${awaited.provider}`);
  const over = entry.result?.kind === 'linked';
  const missing = awaited.reason === 'registration_missing';
  const steps = missing ? [t('lists.step.registration', { provider }), t('lists.step.back')] : [t('desk.step.open', { provider }), t('desk.step.sign'), t('desk.step.call')];
  return (
    <>
      {over ? (
        <p className="second">{t('lists.linkedNow')}</p>
      ) : (
        <>
          <Facts entry={entry} />
          <Steps all={steps} />
        </>
      )}
      <Buttons {...given} primary={over ? null : { icon: missing ? 'plug' : 'outside', word: missing ? t('link.missing.go') : t('lists.link') }}>
        {!over && awaited.identity !== null && <Ticket {...given} />}
        {!over && <Button look="quiet" disabled={actions.busy} data-testid={testIds.deskRemove} onClick={() => { actions.remove(entry); }}>{t('lists.remove')}</Button>}
      </Buttons>
    </>
  );
}

/** For an owner who has the account linked on a computer of their own. */
function Ticket({ entry, actions }: Given) {
  const { t } = useTranslation();
  return <Button look="quiet" icon="copy" disabled={actions.busy} data-testid={testIds.deskTicket} onClick={() => { actions.ticket(entry); }}>{t('repair.make')}</Button>;
}

function Facts({ entry }: { entry: QueueEntry }) {
  const { t } = useTranslation();
  const words = useDeskWords();
  const { identity, label, customer } = aboutOf(entry);
  const named = entry.subject.kind === 'awaited' && label !== null && customer !== null;
  return (
    <dl className="in-hand-facts">
      <dt>{t('desk.why')}</dt>
      <dd>{words.why(entry)}</dd>
      <dt>{t('desk.same')}</dt>
      <dd lang={nameLang(identity?.name ?? null)}>{identity === null ? t('lists.anyAccount') : [identity.name, identity.masked].join(' ')}</dd>
      {named && (
        <>
          <dt>{t('lists.called')}</dt>
          <dd lang={nameLang(label)}>{label}</dd>
        </>
      )}
    </dl>
  );
}

function Steps({ all }: { all: string[] }) {
  return (
    <ol className="in-hand-steps">
      {all.map((step) => <li key={step}>{step}</li>)}
    </ol>
  );
}

function Buttons({ entry, letters, actions, primary, children }: Given & { primary: { icon: IconName; word: string } | null; children: ReactNode }) {
  const { t } = useTranslation();
  const { result } = entry;
  const key = (letter: string) => (letters ? { shortcut: letter } : {});
  return (
    <div className="in-hand-actions">
      {primary && (
        <Button look="primary" size="flow" icon={primary.icon} shortcut="Enter" disabled={actions.busy} data-testid={testIds.deskOpen} onClick={() => { actions.open(entry); }}>
          {primary.word}
        </Button>
      )}
      {result !== null && primary && result.kind !== 'skipped' && (
        <div className="in-hand-pair">
          <Button {...key('L')} data-testid={testIds.deskLater} onClick={() => { actions.later(entry); }}>{t('desk.later')}</Button>
          <Button {...key('S')} data-testid={testIds.deskSkip} onClick={() => { actions.skip(entry); }}>{t('desk.skip')}</Button>
        </div>
      )}
      {(result?.kind === 'skipped' || result?.kind === 'later') && (
        <Button icon="back" {...key('U')} data-testid={testIds.deskUndo} onClick={() => { actions.undo(entry); }}>{t('desk.undo')}</Button>
      )}
      {children}
    </div>
  );
}
