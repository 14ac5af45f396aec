/** What is shared, with whom, for how long; and where the page opens. Nothing has been sent yet. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderView, RegistrationView, Route } from '../../host/bindings';
import { span } from '../../facts/time';
import { Button } from '../../parts/Button';
import { Segments } from '../../parts/Choice';
import { Select } from '../../parts/Field';
import { AppMark, ProviderMark } from '../../parts/Mark';
import { useSpan } from '../../parts/Time';
import { useBeginLink } from '../../state/linking';
import { usePlace } from '../../state/place';
import { testIds } from '../../testids';
import { Sheet } from './FlowFrame';
import { ForHowLong, SharedThings, WithWhom } from './ShareFacts';
import './Share.css';

/** Routes that a screen can offer; the others are the command line's. */
const ROUTES = ['window', 'browser'] as const satisfies readonly Route[];
type ShownRoute = (typeof ROUTES)[number];

export function Share({ provider }: { provider: ProviderView }) {
  const { t } = useTranslation();
  const { go } = usePlace();
  const { link, pending } = useBeginLink();
  const [name, setName] = useState(provider.registrations[0]?.name ?? 'default');
  const registration = provider.registrations.find((one) => one.name === name) ?? provider.registrations[0];
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [wanted, setWanted] = useState<ShownRoute>(provider.preferred_route === 'browser' ? 'browser' : 'window');
  if (!registration) return null;
  const allowed = ROUTES.filter((route) => registration.routes.includes(route));
  const route = allowed.includes(wanted) ? wanted : (allowed[0] ?? 'window');
  const { opens_page: opensPage } = registration;
  const optional = provider.shares.filter((item) => item.asked && item.optional).map(({ id }) => id);
  const begin = () => {
    const share = optional.length === 0 ? null : optional.filter((id) => !left.has(id));
    link({ provider: provider.id, registration: registration.name, route, share });
  };
  return (
    <Sheet>
      <header className="share-head">
        <ProviderMark provider={provider.id} size={44} />
        <span className="share-thread" aria-hidden="true" />
        <AppMark size={40} />
        <div>
          <h1 tabIndex={-1} className="balanced">
            {t('link.share.title', { provider: provider.name })}
          </h1>
          <p className="second">{opensPage ? t('link.share.lead', { provider: provider.name }) : t('link.share.leadHere')}</p>
        </div>
      </header>
      <div className="share-columns">
        <SharedThings shares={provider.shares} left={left} onLeave={setLeft} />
        <WithWhom provider={provider} registration={registration} chooser={<ChooseRegistration provider={provider} registration={registration} onChoose={setName} />} />
        <ForHowLong provider={provider} />
      </div>
      {opensPage && <ChooseRoute provider={provider} route={route} allowed={allowed} onChoose={setWanted} />}
      <Foot provider={provider} opensPage={opensPage} pending={pending} onBack={() => { go({ screen: 'link' }); }} onBegin={begin} />
    </Sheet>
  );
}

function ChooseRoute({ provider, route, allowed, onChoose }: { provider: ProviderView; route: ShownRoute; allowed: readonly ShownRoute[]; onChoose: (route: ShownRoute) => void }) {
  const { t } = useTranslation();
  const label = t('link.share.open', { provider: provider.name });
  return (
    <div className="share-route">
      <span className="share-route-word">{label}</span>
      <Segments
        label={label}
        value={route}
        onChange={onChoose}
        options={ROUTES.map((value) => ({
          value,
          word: t(`route.${value}`),
          icon: value === 'window' ? ('window' as const) : ('globe' as const),
          testId: value === 'window' ? testIds.routeWindow : testIds.routeBrowser,
          disabled: !allowed.includes(value),
        }))}
      />
      <span className="small quiet">{t('link.share.openHint')}</span>
    </div>
  );
}

function Foot({ provider, opensPage, pending, onBack, onBegin }: { provider: ProviderView; opensPage: boolean; pending: boolean; onBack: () => void; onBegin: () => void }) {
  const { t } = useTranslation();
  const write = useSpan();
  return (
    <footer className="sheet-foot">
      <Button look="quiet" size="flow" icon="back" data-testid={testIds.shareBack} onClick={onBack}>
        {t('act.back')}
      </Button>
      <span className="fill" />
      {opensPage && <span className="small quiet">{t('link.share.pageHolds', { span: write(span(provider.page_seconds * 1000)) })}</span>}
      <Button look="primary" size="flow" iconAfter="forward" disabled={pending} data-testid={testIds.shareContinue} onClick={onBegin}>
        {pending ? t('link.share.going', { provider: provider.name }) : t('link.share.go', { provider: provider.name })}
      </Button>
    </footer>
  );
}

function ChooseRegistration({ provider, registration, onChoose }: { provider: ProviderView; registration: RegistrationView; onChoose: (name: string) => void }) {
  const { t } = useTranslation();
  if (provider.registrations.length < 2) return null;
  return (
    <Select label={t('link.share.chooseRegistration')} value={registration.name} onChange={(event) => { onChoose(event.target.value); }}>
      {provider.registrations.map(({ name }) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </Select>
  );
}
