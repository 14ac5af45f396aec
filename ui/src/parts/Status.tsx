/** Status: icon and word, always. The grant first, the path second; a reachable path shows nothing. */
import { useTranslation } from 'react-i18next';
import type { ConnectionView, PathStatus, Reason } from '../host/bindings';
import { span } from '../facts/time';
import { endOf } from '../facts/survival';
import { Icon, type IconName } from './Icon';
import { useSpan } from './Time';
import './Status.css';

type Tone = 'good' | 'ending' | 'need' | 'path' | 'off' | 'wait';

export function StatusWord({ tone, icon, children }: { tone: Tone; icon: IconName; children: string }) {
  return (
    <span className="status" data-tone={tone}>
      <Icon name={icon} />
      <span>{children}</span>
    </span>
  );
}

const BANK_ASKS: readonly (Reason | null)[] = ['bank_password_changed', 'bank_asks_for_code'];

export function Status({ connection, now }: { connection: ConnectionView; now: number }) {
  return (
    <span className="status-line">
      <Grant connection={connection} now={now} />
      {connection.path !== 'reachable' && <Path path={connection.path} />}
    </span>
  );
}

function Grant({ connection, now }: { connection: ConnectionView; now: number }) {
  const { t } = useTranslation();
  const write = useSpan();
  switch (connection.grant) {
    case 'good':
      return <StatusWord tone="good" icon="check-circle">{t('grant.good')}</StatusWord>;
    case 'ending': {
      const left = write(span((endOf(connection) ?? now) - now));
      return <StatusWord tone="ending" icon="hourglass">{t('grant.ending', { span: left })}</StatusWord>;
    }
    case 'needs_person':
      if (connection.next_action === 'act_at_provider') return <StatusWord tone="need" icon="shield">{t('grant.act')}</StatusWord>;
      if (BANK_ASKS.includes(connection.reason)) return <StatusWord tone="need" icon="shield">{t('grant.bankAsks')}</StatusWord>;
      return <StatusWord tone="need" icon="key">{t('grant.needs_person')}</StatusWord>;
    case 'gone':
      return <StatusWord tone="off" icon="unlinked">{t('grant.gone')}</StatusWord>;
    case 'removing':
      return <StatusWord tone="off" icon="hourglass">{t('grant.removing')}</StatusWord>;
  }
}

const PATH_ICONS: Record<Exclude<PathStatus, 'reachable'>, IconName> = {
  offline: 'offline',
  network_sign_in: 'globe',
  provider_trouble: 'cloud-off',
  throttled: 'stopwatch',
  keychain_locked: 'lock',
  clock_wrong: 'clock-wrong',
};

function Path({ path }: { path: Exclude<PathStatus, 'reachable'> }) {
  const { t } = useTranslation();
  return <StatusWord tone="path" icon={PATH_ICONS[path]}>{t(`path.${path}`)}</StatusWord>;
}
