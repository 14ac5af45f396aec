/** The whole page: which profile is open, the frame around the screens, and the screen that is shown. */
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { Suspense, lazy, useEffect, useState } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import type { ProfileView } from './host/bindings';
import type { Host } from './host/host';
import { ToastProvider } from './parts/Toast';
import { AccountsScreen } from './screens/accounts/AccountsScreen';
import { Closing } from './screens/Closing';
import { PracticeBand } from './screens/practice/PracticeBand';
import { KeychainWait, StoreProblem } from './screens/problem/StoreProblem';
import { Sidebar } from './screens/Sidebar';
import { newClient } from './state/client';
import { ClockProvider } from './state/clock';
import { askAgain } from './state/early';
import { takeEvent } from './state/events';
import { HostProvider } from './state/host';
import { PlaceProvider, usePlace, type Place } from './state/place';
import { PreferencesProvider } from './state/preferences';
import { useOpening } from './state/profile';
import { useShell } from './state/shell';
import { useVisitsFromOutside } from './state/linking';
import { usePractice, useProfile } from './state/queries';
import './App.css';

/** What does not stand on the first screen is read after it: a start draws sooner. */
const later = {
  connection: () => import('./screens/connection/ConnectionScreen'),
  desk: () => import('./screens/desk/DeskScreen'),
  link: () => import('./screens/link/LinkScreen'),
  session: () => import('./screens/link/SessionScreen'),
  notBegun: () => import('./screens/link/NotBegun'),
  panel: () => import('./screens/practice/PracticePanel'),
  phone: () => import('./screens/practice/PhoneNotice'),
  providers: () => import('./screens/providers/ProvidersScreen'),
  repair: () => import('./screens/repair/RepairScreen'),
  settings: () => import('./screens/settings/SettingsScreen'),
};

const ConnectionScreen = lazy(async () => ({ default: (await later.connection()).ConnectionScreen }));
const DeskScreen = lazy(async () => ({ default: (await later.desk()).DeskScreen }));
const LinkScreen = lazy(async () => ({ default: (await later.link()).LinkScreen }));
const SessionScreen = lazy(async () => ({ default: (await later.session()).SessionScreen }));
const NotBegun = lazy(async () => ({ default: (await later.notBegun()).NotBegun }));
const PracticePanel = lazy(async () => ({ default: (await later.panel()).PracticePanel }));
const PhoneNotice = lazy(async () => ({ default: (await later.phone()).PhoneNotice }));
const ProvidersScreen = lazy(async () => ({ default: (await later.providers()).ProvidersScreen }));
const RepairScreen = lazy(async () => ({ default: (await later.repair()).RepairScreen }));
const SettingsScreen = lazy(async () => ({ default: (await later.settings()).SettingsScreen }));

/** Once the first screen stands, the others are fetched, so that nobody waits for them either. */
function useTheRest(ready: boolean): void {
  useEffect(() => {
    if (!ready) return undefined;
    const soon = setTimeout(() => { for (const fetch of Object.values(later)) void fetch(); }, 300);
    return () => { clearTimeout(soon); };
  }, [ready]);
}

/** `asked`: a client that was given answers before; they are asked for once more, now that changes are heard. */
export function App({ host, words, asked, start }: { host: Host; words: i18n; asked?: QueryClient; start?: Place }) {
  const [client] = useState(() => asked ?? newClient());
  useEffect(() => {
    const stop = host.listen((event) => { takeEvent(client, event); });
    if (asked) askAgain(client);
    return stop;
  }, [host, client, asked]);
  return (
    <I18nextProvider i18n={words}>
      <HostProvider host={host}>
        <QueryClientProvider client={client}>
          <Desk {...(start ? { start } : {})} />
        </QueryClientProvider>
      </HostProvider>
    </I18nextProvider>
  );
}

function Desk({ start }: { start?: Place }) {
  const profile = useProfile().data;
  const opening = useOpening();
  const ready = profile?.problem === null && !profile.keychain_waiting && !opening;
  const practice = profile?.practice ?? false;
  const offset = usePractice(ready && practice).data?.offset_seconds ?? 0;
  return (
    <PreferencesProvider open={ready} practice={practice}>
      <ClockProvider offsetSeconds={practice ? offset : 0}>
        <ToastProvider>
          {/* Another profile begins at its own home. */}
          <PlaceProvider key={String(practice)} {...(start ? { start } : {})}>
            {profile && <Frame profile={profile} ready={ready} opening={opening} />}
          </PlaceProvider>
        </ToastProvider>
      </ClockProvider>
    </PreferencesProvider>
  );
}

function Frame({ profile, ready, opening }: { profile: ProfileView; ready: boolean; opening: boolean }) {
  const { t } = useTranslation();
  const { place } = usePlace();
  const [panel, setPanel] = useState(false);
  useTheRest(ready);
  useVisitsFromOutside();
  const { closing, answer } = useShell(ready);
  const flow = ['link', 'session', 'not-begun'].includes(place.screen);
  const title = profile.practice ? t('app.practiceName') : t('app.name');
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <div className="frame" data-flow={flow && ready}>
      <a className="skip" href="#main">
        {t('nav.skip')}
      </a>
      {profile.practice && <PracticeBand ready={ready} panel={panel} onPanel={setPanel} />}
      <div className="frame-body">
        {!(flow && ready) && <Sidebar profile={profile} ready={ready} />}
        <main id="main" className="frame-main" tabIndex={-1}>
          {ready ? (
            <Suspense fallback={null}>
              <Screen place={place} profile={profile} />
            </Suspense>
          ) : (
            <NotReady profile={profile} opening={opening} />
          )}
        </main>
        <Suspense fallback={null}>{profile.practice && ready && panel && <PracticePanel onClose={() => { setPanel(false); }} />}</Suspense>
      </div>
      <Suspense fallback={null}>{profile.practice && ready && <PhoneNotice />}</Suspense>
      {closing && <Closing onAnswer={answer} />}
    </div>
  );
}

function NotReady({ profile, opening }: { profile: ProfileView; opening: boolean }) {
  const { t } = useTranslation();
  if (opening) return <p className="frame-reading quiet" role="status">{t('loading')}</p>;
  if (profile.problem) return <StoreProblem problem={profile.problem} />;
  return <KeychainWait />;
}

function Screen({ place, profile }: { place: Place; profile: ProfileView }) {
  switch (place.screen) {
    case 'accounts':
      return <AccountsScreen practice={profile.practice} />;
    case 'connection':
      return <ConnectionScreen key={place.id} id={place.id} {...(place.tab ? { tab: place.tab } : {})} />;
    case 'desk':
      return <DeskScreen />;
    case 'repair':
      return <RepairScreen ticket={place.ticket} />;
    case 'providers':
      return <ProvidersScreen />;
    case 'settings':
      return <SettingsScreen profile={profile} />;
    case 'link':
      return <LinkScreen {...(place.provider ? { provider: place.provider } : {})} />;
    case 'session':
      return <SessionScreen key={place.id} id={place.id} />;
    case 'not-begun':
      return <NotBegun place={place} />;
  }
}
