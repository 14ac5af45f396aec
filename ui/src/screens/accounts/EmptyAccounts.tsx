/** First run: one sentence, one primary, one way to try without risk. */
import { useTranslation } from 'react-i18next';
import { Button } from '../../parts/Button';
import { Icon, type IconName } from '../../parts/Icon';
import { AppMark, ProviderMark } from '../../parts/Mark';
import { useOpenProfile } from '../../state/profile';
import { usePlace } from '../../state/place';
import { testIds } from '../../testids';
import './EmptyAccounts.css';

const PROMISES = [
  { icon: 'key', title: 'passwords', text: 'passwordsText' },
  { icon: 'laptop', title: 'kept', text: 'keptText' },
  { icon: 'hourglass', title: 'honest', text: 'honestText' },
] as const satisfies readonly { icon: IconName; title: string; text: string }[];

export function EmptyAccounts({ practice }: { practice: boolean }) {
  const { t } = useTranslation();
  const { go } = usePlace();
  const open = useOpenProfile();
  return (
    <div className="empty">
      <div className="empty-middle">
        <Threads />
        <h2 className="empty-title">{practice ? t('accounts.empty.practiceTitle') : t('accounts.empty.title')}</h2>
        <p className="empty-lead balanced">{practice ? t('accounts.empty.practiceLead') : t('accounts.empty.lead')}</p>
        <div className="empty-actions">
          <Button look="primary" size="flow" icon="plus" data-testid={testIds.linkFirst} onClick={() => { go({ screen: 'link' }); }}>
            {practice ? t('accounts.link') : t('accounts.empty.title')}
          </Button>
          {!practice && (
            <Button look="practice" size="flow" icon="flask" data-testid={testIds.practiseFirst} onClick={() => { open.mutate(true); }}>
              {t('accounts.empty.practise')}
            </Button>
          )}
        </div>
        {!practice && <p className="small quiet balanced">{t('accounts.empty.hint')}</p>}
      </div>
      <ul className="empty-promises">
        {PROMISES.map(({ icon, title, text }) => (
          <li key={title}>
            <Icon name={icon} size={18} />
            <div>
              <h3>{t(`accounts.empty.${title}`)}</h3>
              <p className="small second">{t(`accounts.empty.${text}`)}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Two providers' threads come together in the app. */
function Threads() {
  return (
    <div className="threads" aria-hidden="true">
      <div className="threads-providers">
        <ProviderMark provider="bankhub" size={40} />
        <ProviderMark provider="flowaccount" size={40} />
      </div>
      <svg className="threads-lines" width="300" height="120" viewBox="0 0 300 120">
        <path d="M4 22C130 22 170 60 296 60" />
        <path d="M4 98C130 98 170 60 296 60" />
      </svg>
      <AppMark size={72} />
    </div>
  );
}
