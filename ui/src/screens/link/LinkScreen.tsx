/** The first two steps of linking: choosing a provider, and saying what it shares. */
import { useTranslation } from 'react-i18next';
import type { ProviderId } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { ProblemCard } from '../../parts/Problem';
import { useProviders } from '../../state/queries';
import { Choose } from './Choose';
import { FlowFrame } from './FlowFrame';
import { Missing } from './Missing';
import { Share } from './Share';

export function LinkScreen({ provider }: { provider?: ProviderId }) {
  const { t } = useTranslation();
  const { data: providers, error } = useProviders();
  const chosen = providers?.find(({ id }) => id === provider);
  return (
    <FlowFrame title={t('link.title')} step={provider === undefined ? 'choose' : 'share'}>
      {error && <ProblemCard problem={asProblem(error)} />}
      {providers && !chosen && <Choose providers={providers} />}
      {chosen && (chosen.registrations.length === 0 ? <Missing provider={chosen.id} /> : <Share provider={chosen} />)}
    </FlowFrame>
  );
}
