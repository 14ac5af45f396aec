/** One registration without its secrets. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderView, RegistrationView } from '../../host/bindings';
import { listText } from '../../facts/list';
import { asProblem } from '../../host/host';
import { Button } from '../../parts/Button';
import { DialogActions, Warning, WarningCancel } from '../../parts/Dialog';
import { Icon } from '../../parts/Icon';
import { ProblemLine } from '../../parts/Problem';
import { useToast } from '../../parts/Toast';
import { useHost } from '../../state/host';
import { keys } from '../../state/queries';
import { testIds } from '../../testids';
import { useFieldWords } from './field-words';

interface CardGiven {
  provider: ProviderView;
  registration: RegistrationView;
  onReplace: () => void;
}

export function RegistrationCard({ provider, registration, onReplace }: CardGiven) {
  const { t } = useTranslation();
  const host = useHost();
  const say = useToast();
  const [removing, setRemoving] = useState(false);
  const { name, environment, connections } = registration;
  const test = useMutation({
    mutationFn: () => host.testRegistration(provider.id, name),
    onSuccess: () => {
      say({ icon: 'check-circle', text: t('providers.tested', { provider: provider.name, name }) });
    },
  });
  return (
    <article className="card registration" data-testid={testIds.registration(provider.id, name)}>
      <header className="registration-head">
        <h3 className="selectable">{name}</h3>
        <span className="small quiet">{[t(`environment.${environment}`), t('providers.connections', { count: connections })].join(' · ')}</span>
        <div className="registration-actions">
          <Button size="row" disabled={test.isPending} data-testid={testIds.testRegistration(provider.id, name)} onClick={() => { test.mutate(); }}>
            {test.isPending ? t('providers.testing') : t('providers.test')}
          </Button>
          <Button size="row" data-testid={testIds.replaceRegistration(provider.id, name)} onClick={onReplace}>
            {t('providers.replace')}
          </Button>
          <Button size="row" look="danger" data-testid={testIds.removeRegistration(provider.id, name)} onClick={() => { setRemoving(true); }}>
            {t('providers.remove')}
          </Button>
        </div>
      </header>
      <RegistrationFacts registration={registration} />
      {test.error && <ProblemLine problem={asProblem(test.error)} />}
      {removing && <Remove provider={provider} registration={registration} onClose={() => { setRemoving(false); }} />}
    </article>
  );
}

function RegistrationFacts({ registration }: { registration: RegistrationView }) {
  const { t, i18n } = useTranslation();
  const words = useFieldWords();
  const wide = registration.reach === 'every_customer';
  return (
    <>
      <dl className="facts">
        <Fact term={t('providers.hosts')}>
          {registration.hosts.map((host) => (
            <b className="selectable" key={host}>
              {host}
            </b>
          ))}
        </Fact>
        <Fact term={t('providers.opens')}>
          <span className="reach" data-wide={wide}>
            {wide && <Icon name="warning" />}
            {t(`providers.reach.${registration.reach}`)}
          </span>
        </Fact>
        <Fact term={t('providers.routes')}>{listText(registration.routes.map((route) => t(`route.${route}`)), i18n.language)}</Fact>
      </dl>
      <details className="more">
        <summary>{t('providers.showMore')}</summary>
        <dl className="facts selectable">
          {registration.endpoints.map(([name, address]) => (
            <Fact key={name} term={words.endpoint(name)}>
              <span className="mono">{address}</span>
            </Fact>
          ))}
          {registration.client.map(([name, value]) => (
            <Fact key={name} term={words.field(name)}>
              <span className="mono">{value}</span>
            </Fact>
          ))}
          {registration.secrets_set.map((name) => (
            <Fact key={name} term={words.field(name)}>
              <span className="sealed">
                <Icon name="lock" size={14} />
                {t('providers.secretsSet')}
              </span>
            </Fact>
          ))}
        </dl>
      </details>
    </>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt className="small quiet">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Remove({ provider, registration, onClose }: { provider: ProviderView; registration: RegistrationView; onClose: () => void }) {
  const { t } = useTranslation();
  const host = useHost();
  const client = useQueryClient();
  const say = useToast();
  const { name, connections } = registration;
  const remove = useMutation({
    mutationFn: () => host.removeRegistration(provider.id, name, true),
    onSuccess: async () => {
      say({ icon: 'check-circle', text: t('providers.removed', { name }) });
      onClose();
      await client.invalidateQueries({ queryKey: keys.providers });
    },
  });
  return (
    <Warning
      open
      onClose={onClose}
      title={t('providers.removeTitle', { name })}
      text={
        <>
          <p>{t('providers.removeText')}</p>
          {connections > 0 && <p>{t('providers.removeLive', { count: connections })}</p>}
          {remove.error && <ProblemLine problem={asProblem(remove.error)} />}
        </>
      }
    >
      <DialogActions>
        <WarningCancel asChild>
          <Button>{t('act.cancel')}</Button>
        </WarningCancel>
        <Button look="danger" disabled={remove.isPending} onClick={() => { remove.mutate(); }}>
          {t('providers.removeYes')}
        </Button>
      </DialogActions>
    </Warning>
  );
}
