/** Which provider. One whose links need repair says so, one without a registration too. */
import { useTranslation } from 'react-i18next';
import type { ProviderView } from '../../host/bindings';
import { groupOf } from '../../facts/urgency';
import { Icon } from '../../parts/Icon';
import { ProviderMark } from '../../parts/Mark';
import { usePlace } from '../../state/place';
import { useConnections } from '../../state/queries';
import { testIds } from '../../testids';
import { Sheet } from './FlowFrame';
import './Choose.css';

export function Choose({ providers }: { providers: readonly ProviderView[] }) {
  const { t } = useTranslation();
  const { go } = usePlace();
  const connections = useConnections().data ?? [];
  return (
    <Sheet narrow>
      <header className="choose-head">
        <h1 tabIndex={-1}>{t('link.choose.title')}</h1>
        <p className="second">{t('link.choose.lead')}</p>
      </header>
      <ul className="choices">
        {providers.map(({ id, name, registrations }) => {
          const repairs = connections.filter((connection) => connection.provider === id && groupOf(connection) === 'need').length;
          return (
            <li key={id}>
              <button type="button" className="choice" data-testid={testIds.provider(id)} onClick={() => { go({ screen: 'link', provider: id }); }}>
                <ProviderMark provider={id} size={44} />
                <span className="choice-words">
                  <span className="choice-name">{name}</span>
                  <span className="small second">{t(`link.choose.${id}`)}</span>
                  {registrations.length === 0 && <span className="choice-note small">{t('link.choose.notRegistered')}</span>}
                  {repairs > 0 && <span className="choice-note small">{t('link.choose.repair', { count: repairs })}</span>}
                </span>
                <Icon name="chevron-right" size={18} />
              </button>
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
}
