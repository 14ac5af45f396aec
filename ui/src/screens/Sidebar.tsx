/** The way between the screens, folded to a rail in a narrow window, and the state of things at its foot. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProfileView } from '../host/bindings';
import { moment } from '../facts/time';
import { isOpen } from '../facts/queue';
import { useNow } from '../state/clock';
import { useMedia } from '../state/media';
import { useConnections, usePractice, useQueue } from '../state/queries';
import { usePlace, type Place } from '../state/place';
import { testIds } from '../testids';
import { Icon, type IconName } from '../parts/Icon';
import { AppMark } from '../parts/Mark';
import './Sidebar.css';

const ITEMS = [
  { screen: 'accounts', icon: 'accounts', testId: testIds.navAccounts },
  { screen: 'desk', icon: 'hand', testId: testIds.navDesk },
  { screen: 'providers', icon: 'plug', testId: testIds.navProviders },
  { screen: 'settings', icon: 'sliders', testId: testIds.navSettings },
] as const satisfies readonly { screen: Place['screen']; icon: IconName; testId: string }[];

export function Sidebar({ profile, ready }: { profile: ProfileView; ready: boolean }) {
  const { t } = useTranslation();
  const { place, go } = usePlace();
  const here = place.screen === 'connection' ? 'accounts' : place.screen;
  // In a narrow window there is no room for words beside the icons, and the desk's table needs it.
  const folded = useMedia('(max-width: 999px)') || here === 'desk';
  return (
    <nav className="sidebar" data-folded={folded} aria-label={t('nav.label')}>
      <div className="sidebar-app">
        <AppMark size={28} />
        <div className="sidebar-name">
          <p>{t('app.name')}</p>
          {profile.practice && <p className="sidebar-practice">{t('app.practice')}</p>}
        </div>
      </div>
      <ul className="sidebar-items">
        {ITEMS.map(({ screen, icon, testId }) => (
          <li key={screen}>
            <button
              type="button"
              className="sidebar-item"
              data-testid={testId}
              aria-current={here === screen ? 'page' : undefined}
              title={t(`nav.${screen}`)}
              disabled={!ready}
              onClick={() => {
                go({ screen });
              }}
            >
              <Icon name={icon} size={18} />
              <span className="sidebar-word">{t(`nav.${screen}`)}</span>
              {screen === 'accounts' && ready && <Count />}
              {screen === 'desk' && ready && <Need />}
            </button>
          </li>
        ))}
      </ul>
      {ready && <Foot practice={profile.practice} />}
    </nav>
  );
}

function Count() {
  const connections = useConnections().data;
  return connections && connections.length > 0 ? <span className="sidebar-count">{connections.length}</span> : null;
}

/** How many stand on the desk: what needs a person, and what waits to be linked. */
function Need() {
  const need = useQueue().data?.entries.filter(isOpen).length ?? 0;
  return need > 0 ? <span className="sidebar-count sidebar-need">{need}</span> : null;
}

function Foot({ practice }: { practice: boolean }) {
  return <div className="sidebar-foot">{practice ? <PracticeFoot /> : <PathFoot />}</div>;
}

function FootLines({ icon, good = false, first, second }: { icon: IconName; good?: boolean; first: string; second: ReactNode }) {
  return (
    <>
      <p className="sidebar-foot-first" data-good={good} title={first}>
        <Icon name={icon} />
        <span className="sidebar-word">{first}</span>
      </p>
      <p className="sidebar-word quiet small">{second}</p>
    </>
  );
}

/** What is known about the way to the providers: only what calls have shown, and whether there is a network at all. */
function PathFoot() {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const connections = useConnections().data ?? [];
  const all = (path: string) => connections.length > 0 && connections.every((connection) => connection.path === path);
  if (connections.some(({ path }) => path === 'keychain_locked')) return <FootLines icon="lock" first={t('foot.locked')} second={t('foot.lockedHint')} />;
  if (!navigator.onLine || all('offline')) return <FootLines icon="offline" first={t('foot.offline')} second={t('foot.offlineHint')} />;
  const checked = connections.map(({ checked_at }) => checked_at).filter((at) => at !== null).sort().at(-1);
  const second = checked === undefined ? t('foot.nothing') : t('foot.checked', { at: moment(Date.parse(checked), now, i18n.language) });
  return <FootLines icon="laptop" good first={t('foot.kept')} second={second} />;
}

function PracticeFoot() {
  const { t } = useTranslation();
  const practice = usePractice(true).data;
  const ports = practice?.ports ?? [];
  const [first, last = first] = [ports[0], ports.at(-1)];
  if (!practice || first === undefined || last === undefined) return <FootLines icon="flask" first={t('app.practice')} second={t('foot.practiceOff')} />;
  const second = first === last ? t('foot.port', { first }) : t('foot.ports', { first, last });
  return <FootLines icon="flask" first={t('foot.practiceProviders', { count: practice.providers.length })} second={second} />;
}
