/** What happened, newest first, with the provider's request id and our reference for whoever asks support. */
import { useTranslation } from 'react-i18next';
import type { EventKind, Reason, TimelineEntry } from '../../host/bindings';
import { IconButton } from '../../parts/Button';
import { copyText } from '../../parts/copy';
import { Icon, type IconName } from '../../parts/Icon';
import { Moment } from '../../parts/Time';
import { testIds } from '../../testids';
import './Timeline.css';

type Tone = 'good' | 'need' | 'path' | 'accent' | 'plain';

const LOOKS: Record<EventKind, { icon: IconName; tone: Tone }> = {
  linked: { icon: 'link', tone: 'accent' },
  reconnected: { icon: 'check-circle', tone: 'good' },
  linked_again: { icon: 'link', tone: 'accent' },
  wrong_account_refused: { icon: 'people', tone: 'need' },
  renewed: { icon: 'refresh', tone: 'good' },
  renewal_failed: { icon: 'cloud-off', tone: 'path' },
  renewal_answer_lost: { icon: 'question', tone: 'path' },
  needs_person: { icon: 'shield', tone: 'need' },
  recovered: { icon: 'check-circle', tone: 'good' },
  gone: { icon: 'unlinked', tone: 'need' },
  synced: { icon: 'refresh', tone: 'good' },
  sync_failed: { icon: 'cloud-off', tone: 'path' },
  renamed: { icon: 'pencil', tone: 'plain' },
  customer_changed: { icon: 'people', tone: 'plain' },
  discarded_revoked: { icon: 'unlinked', tone: 'plain' },
  discarded_forgotten: { icon: 'unlinked', tone: 'plain' },
  registration_changed: { icon: 'plug', tone: 'need' },
  page_opened: { icon: 'window', tone: 'plain' },
  signed_on: { icon: 'check-circle', tone: 'good' },
  sign_out_heard: { icon: 'info', tone: 'plain' },
  action_done: { icon: 'check', tone: 'plain' },
  action_failed: { icon: 'cross', tone: 'plain' },
  hinted: { icon: 'info', tone: 'plain' },
  password_kept: { icon: 'lock', tone: 'accent' },
  password_forgotten: { icon: 'lock-open', tone: 'plain' },
  unlink_waits: { icon: 'hourglass', tone: 'plain' },
  removal_waits: { icon: 'hourglass', tone: 'plain' },
};

export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const { t } = useTranslation();
  if (entries.length === 0) return <p className="quiet">{t('connection.timeline.none')}</p>;
  return (
    <ol className="timeline" data-testid={testIds.timeline}>
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation();
  const detail = useDetail(entry);
  const { icon, tone } = LOOKS[entry.kind];
  const ids = [
    entry.provider_code,
    entry.request_id === null ? null : t('connection.timeline.request', { id: entry.request_id }),
    entry.reference,
  ].filter((part) => part !== null);
  const word = t(`connection.event.${entry.kind}`);
  return (
    <li className="event" data-kind={entry.kind}>
      <span className="event-icon" data-tone={tone}>
        <Icon name={icon} />
      </span>
      <div className="event-words">
        <p className="event-word">{word}</p>
        {entry.since !== null && (
          <p className="small second">
            {t('connection.timeline.times', { count: entry.times })} <Moment at={entry.since} withClock />
          </p>
        )}
        {detail !== null && (
          <p className="small second selectable" data-sentence={detail !== entry.detail}>
            {detail}
          </p>
        )}
        {ids.length > 0 && (
          <p className="event-ids">
            <span className="event-id-list mono quiet selectable">
              {ids.map((part) => (
                <span key={part}>{part}</span>
              ))}
            </span>
            <IconButton icon="copy" name={t('connection.timeline.copy')} onClick={() => copyText([entry.at, entry.kind, ...ids].join(' · '))} />
          </p>
        )}
      </div>
      <span className="small quiet">
        <Moment at={entry.at} withClock />
      </span>
    </li>
  );
}

/** The line's plain text in the person's language where it is a reason or a count; a name stays as it is. */
function useDetail({ kind, detail }: TimelineEntry): string | null {
  const { t, i18n } = useTranslation();
  if (detail === null) return null;
  if (kind === 'synced') {
    const count = Number(detail);
    return Number.isInteger(count) && count > 0 ? t('connection.newTransactions', { count }) : null;
  }
  return i18n.exists(`reason.${detail}`) ? t(`reason.${detail as Reason}`) : detail;
}
