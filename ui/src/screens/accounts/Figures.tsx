/** Three figures: how many hold, how many need the person, and the next end. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../host/bindings';
import { exact, momentWithClock, span } from '../../facts/time';
import { figures } from '../../facts/urgency';
import { Icon, type IconName } from '../../parts/Icon';
import { useSpan } from '../../parts/Time';
import './Figures.css';

export function Figures({ connections, now }: { connections: readonly ConnectionView[]; now: number }) {
  const { t, i18n } = useTranslation();
  const write = useSpan();
  const { connected, need, deadline } = figures(connections);
  return (
    <dl className="figures">
      <Figure tone="good" icon="check-circle" word={t('accounts.connected', { count: connected })}>
        {connected}
      </Figure>
      {need > 0 && (
        <Figure tone="need" icon="warning" word={t('accounts.need', { count: need })}>
          {need}
        </Figure>
      )}
      {deadline !== null && (
        <Figure tone="ending" icon="hourglass" word={t('accounts.deadline', { span: write(span(deadline - now)) })}>
          <time className="figure-time" dateTime={new Date(deadline).toISOString()} title={exact(deadline, i18n.language)}>
            {momentWithClock(deadline, now, i18n.language)}
          </time>
        </Figure>
      )}
    </dl>
  );
}

function Figure({ tone, icon, word, children }: { tone: 'good' | 'need' | 'ending'; icon: IconName; word: string; children: ReactNode }) {
  return (
    <div className="figure" data-tone={tone}>
      <dd className="figure-number">{children}</dd>
      <dt className="figure-word">
        <Icon name={icon} />
        <span>{word}</span>
      </dt>
    </div>
  );
}
