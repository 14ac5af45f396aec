/** What a repair ticket means: a connection of one's own, to be looked at and reconnected. Nothing begins by itself. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView, RepairView } from '../../host/bindings';
import { nameLang } from '../../facts/script';
import { calendarDay } from '../../facts/time';
import { Button } from '../../parts/Button';
import { Icon } from '../../parts/Icon';
import { ProviderMark } from '../../parts/Mark';
import { Status } from '../../parts/Status';
import { useNow } from '../../state/clock';
import { useReconnect } from '../../state/linking';
import { usePlace } from '../../state/place';
import { useConnections } from '../../state/queries';
import { testIds } from '../../testids';
import { Sheet } from '../link/FlowFrame';
import '../link/Outcome.css';
import './RepairScreen.css';

export function RepairScreen({ ticket }: { ticket: RepairView }) {
  const { t } = useTranslation();
  const { go } = usePlace();
  const connections = useConnections().data;
  const head = useRef<HTMLDivElement>(null);
  useEffect(() => { head.current?.querySelector<HTMLElement>('h1')?.focus(); }, [ticket]);
  if (!connections) return null;
  const meant = connections.find(({ id }) => id === ticket.connection);
  return (
    <div className="repair" ref={head} data-testid={testIds.repair}>
      <Sheet narrow>
        {meant ? <Meant connection={meant} /> : <Unknown ticket={ticket} connections={connections.filter(({ provider }) => provider === ticket.provider)} />}
        <footer className="sheet-foot">
          <span className="fill" />
          <Button size="flow" onClick={() => { go({ screen: 'accounts' }); }}>{t('link.wait.toAccounts')}</Button>
        </footer>
      </Sheet>
    </div>
  );
}

function Meant({ connection }: { connection: ConnectionView }) {
  const { t } = useTranslation();
  const { go } = usePlace();
  const { reconnect, pending } = useReconnect();
  const needed = connection.next_action === 'reconnect';
  return (
    <div className="outcome">
      <h1 tabIndex={-1}>{needed ? t('repair.title') : t('repair.works')}</h1>
      <p className="second">{needed ? t('repair.text') : t('repair.worksText')}</p>
      <Account connection={connection} />
      {needed && <p className="small quiet">{t('repair.careful')}</p>}
      <div className="repair-actions">
        {needed && (
          <Button look="primary" size="flow" icon="outside" disabled={pending} data-testid={testIds.repairReconnect} onClick={() => { reconnect(connection); }}>
            {t('act.reconnect')}
          </Button>
        )}
        <Button size="flow" onClick={() => { go({ screen: 'connection', id: connection.id }); }}>{t('desk.show')}</Button>
      </div>
    </div>
  );
}

/** Nothing here is meant, or the ticket is over: the accounts of that provider are shown instead. */
function Unknown({ ticket, connections }: { ticket: RepairView; connections: readonly ConnectionView[] }) {
  const { t, i18n } = useTranslation();
  const { go } = usePlace();
  const provider = t(`provider.${ticket.provider}`);
  return (
    <div className="outcome">
      <div className="outcome-head">
        <Icon name={ticket.over ? 'hourglass' : 'search'} size={24} />
        <h1 tabIndex={-1}>{ticket.over ? t('repair.over') : t('repair.unknown', { provider })}</h1>
      </div>
      <p className="second">{ticket.over ? t('repair.overText', { day: calendarDay(ticket.until, i18n.language) }) : t('repair.unknownText')}</p>
      {connections.length > 0 && <h2 className="repair-yours">{t('repair.yours', { provider })}</h2>}
      <ul className="repair-list">
        {connections.map((connection) => (
          <li key={connection.id}>
            <button type="button" className="repair-choice" onClick={() => { go({ screen: 'connection', id: connection.id }); }}>
              <Account connection={connection} />
            </button>
          </li>
        ))}
      </ul>
      {!ticket.over && (
        <div className="repair-actions">
          <Button size="flow" icon="plus" data-testid={testIds.repairLink} onClick={() => { go({ screen: 'link', provider: ticket.provider }); }}>
            {t('repair.link', { provider })}
          </Button>
        </div>
      )}
    </div>
  );
}

function Account({ connection }: { connection: ConnectionView }) {
  const { t } = useTranslation();
  const now = useNow();
  const { provider, label, identity } = connection;
  return (
    <div className="account">
      <ProviderMark provider={provider} size={34} />
      <div className="repair-about">
        <p className="account-name" lang={nameLang(label)}>{label}</p>
        <p className="small quiet">{[t(`provider.${provider}`), identity.masked].filter(Boolean).join(' · ')}</p>
      </div>
      <Status connection={connection} now={now} />
    </div>
  );
}
