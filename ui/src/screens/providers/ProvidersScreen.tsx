/** What the operator registered with each provider: hosts, what the secrets open, a test; never the secrets. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderView, RegistrationView } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { Button } from '../../parts/Button';
import { ProviderMark } from '../../parts/Mark';
import { ProblemCard } from '../../parts/Problem';
import { useProviders } from '../../state/queries';
import { testIds } from '../../testids';
import { RegistrationCard } from './RegistrationCard';
import { RegistrationForm } from './RegistrationForm';
import './ProvidersScreen.css';

interface Editing {
  provider: ProviderView;
  registration: RegistrationView | null;
}

export function ProvidersScreen() {
  const { t } = useTranslation();
  const { data: providers, error } = useProviders();
  const [editing, setEditing] = useState<Editing | null>(null);
  return (
    <div className="screen providers">
      <header className="providers-head">
        <h1>{t('providers.title')}</h1>
        <p className="second">{t('providers.lead')}</p>
      </header>
      {error && !providers && <ProblemCard problem={asProblem(error)} />}
      {providers?.map((provider) => (
        <section className="provider" key={provider.id} aria-labelledby={`provider-title-${provider.id}`}>
          <header className="provider-head">
            <ProviderMark provider={provider.id} size={36} />
            <h2 id={`provider-title-${provider.id}`}>{provider.name}</h2>
            <Button icon="plus" size="row" data-testid={testIds.addRegistration(provider.id)} onClick={() => { setEditing({ provider, registration: null }); }}>
              {t('providers.add')}
            </Button>
          </header>
          {provider.registrations.length === 0 && <p className="quiet">{t('providers.none')}</p>}
          {provider.registrations.map((registration) => (
            <RegistrationCard key={registration.name} provider={provider} registration={registration} onReplace={() => { setEditing({ provider, registration }); }} />
          ))}
        </section>
      ))}
      {editing && <RegistrationForm provider={editing.provider} registration={editing.registration} onClose={() => { setEditing(null); }} />}
    </div>
  );
}
