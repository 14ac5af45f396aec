/** A try at linking that the person left for a while. */
import { useTranslation } from 'react-i18next';
import type { ConnectionView, SessionView } from '../../host/bindings';
import { span } from '../../facts/time';
import { Button } from '../../parts/Button';
import { ProviderMark } from '../../parts/Mark';
import { StatusWord } from '../../parts/Status';
import { useSpan } from '../../parts/Time';
import { testIds } from '../../testids';
import type { RowPlace } from './AccountList';

export function WaitingRow({ session, connections, now, place, selected, tabIndex, onFocus, onOpen }: RowPlace & { session: SessionView; connections: readonly ConnectionView[]; now: number }) {
  const { t } = useTranslation();
  const write = useSpan();
  const { id, provider, state, purpose } = session;
  const existing = purpose.kind === 'link' ? undefined : connections.find((connection) => connection.id === purpose.connection);
  const providerName = t(`provider.${provider}`);
  const asks = state === 'at_form' || state === 'confirming' || state === 'wrong_account';
  const atPage = state === 'opening' || state === 'at_page' || state === 'visiting';
  const word = asks ? t('accounts.waiting.answer') : atPage ? t('accounts.waiting.page', { provider: providerName }) : t('accounts.waiting.check');
  return (
    <div className="row" role="row" aria-selected={selected} data-line={id} data-testid={testIds.waiting(id)} tabIndex={tabIndex} onFocus={onFocus} onClick={onOpen} {...place}>
      <div className="row-mark" role="gridcell">
        <ProviderMark provider={provider} size={34} />
      </div>
      <div className="row-name" role="gridcell">
        <p className="row-label cut">{existing?.label ?? session.identity?.name ?? t('accounts.waiting.link', { provider: providerName })}</p>
        <p className="small quiet cut">{[providerName, (existing?.identity ?? session.identity)?.masked].filter(Boolean).join(' · ')}</p>
      </div>
      <div className="row-status" role="gridcell">
        <StatusWord tone="wait" icon={asks ? 'question' : 'clock'}>
          {word}
        </StatusWord>
        {atPage && <p className="small second row-sentence">{t('accounts.waiting.left', { left: write(span(Date.parse(session.expires_at) - now)) })}</p>}
      </div>
      <div className="row-balance" role="gridcell" />
      <div className="row-action" role="gridcell">
        <Button
          size="row"
          look={selected ? 'primary' : 'outline'}
          data-testid={testIds.waitingAction(id)}
          onClick={(event) => {
            event.stopPropagation();
            onOpen();
          }}
        >
          {t('accounts.waiting.open')}
        </Button>
      </div>
    </div>
  );
}
