/** A provider that nobody registered with yet: why linking needs it, and the way there. */
import { useTranslation } from 'react-i18next';
import type { ProviderId } from '../../host/bindings';
import { Button } from '../../parts/Button';
import { ProviderMark } from '../../parts/Mark';
import { usePlace } from '../../state/place';
import { testIds } from '../../testids';
import { Sheet } from './FlowFrame';

export function Missing({ provider: id }: { provider: ProviderId }) {
  const { t } = useTranslation();
  const { go } = usePlace();
  const provider = t(`provider.${id}`);
  return (
    <Sheet narrow testId={testIds.registrationMissing}>
      <div className="missing">
        <ProviderMark provider={id} size={44} />
        <div className="missing-words">
          <h1 tabIndex={-1}>{t('link.missing.title', { provider })}</h1>
          <p className="second">{t('link.missing.text', { provider })}</p>
        </div>
      </div>
      <footer className="sheet-foot">
        <Button look="quiet" size="flow" icon="back" data-testid={testIds.shareBack} onClick={() => { go({ screen: 'link' }); }}>
          {t('act.back')}
        </Button>
        <span className="fill" />
        <Button look="primary" size="flow" icon="plug" data-testid={testIds.goToProviders} onClick={() => { go({ screen: 'providers' }); }}>
          {t('link.missing.go')}
        </Button>
      </footer>
    </Sheet>
  );
}
