/** Beside the steps: where the window stands, what to do when it does not go on, and how long the page holds. */
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { OriginView, SessionView } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { countdown } from '../../facts/time';
import { Button } from '../../parts/Button';
import { Field } from '../../parts/Field';
import { Icon } from '../../parts/Icon';
import { ProblemLine } from '../../parts/Problem';
import { useNow } from '../../state/clock';
import { useHost } from '../../state/host';
import { testIds } from '../../testids';
import { useBrowserInstead } from './Waiting';

export function Beside({ session, atPage }: { session: SessionView; atPage: boolean }) {
  const { t } = useTranslation();
  const provider = t(`provider.${session.provider}`);
  const browser = useBrowserInstead(session);
  const inWindow = session.route === 'window';
  return (
    <aside className="beside">
      {inWindow ? <Origin origin={session.origin} provider={provider} /> : <InBrowser />}
      {session.refused_host !== null && (
        <div className="beside-refused" role="status">
          <Icon name="shield" />
          <div>
            <p>
              <b>{t('link.wait.refused', { host: session.refused_host })}</b>
            </p>
            <p className="small second">{t('link.wait.refusedText', { provider })}</p>
          </div>
        </div>
      )}
      {atPage && inWindow && (
        <section className="beside-stuck">
          <h2 className="beside-title">{t('link.wait.stuck')}</h2>
          <p className="small second">{t('link.wait.stuckText')}</p>
          {browser.error && <ProblemLine problem={asProblem(browser.error)} />}
          <Button look="outline" icon="outside" disabled={browser.isPending} data-testid={testIds.useBrowser} onClick={() => { browser.mutate(); }}>
            {t('link.wait.useBrowser')}
          </Button>
        </section>
      )}
      {atPage && !inWindow && <PasteAddress session={session} />}
      {atPage && <TimeLeft session={session} />}
    </aside>
  );
}

function Origin({ origin, provider }: { origin: OriginView | null; provider: string }) {
  const { t } = useTranslation();
  return (
    <section aria-live="polite" data-testid={testIds.sessionOrigin}>
      <h2 className="beside-label small quiet">{t('link.wait.origin')}</h2>
      {origin === null && <div className="origin quiet">{t('link.wait.originUnknown')}</div>}
      {origin?.loopback && (
        <div className="origin" data-loopback="true">
          <p className="origin-domain">
            <Icon name="flask" size={18} />
            {t('link.wait.loopback')}
          </p>
          <p className="small">{t('link.wait.loopbackText', { provider, host: origin.host, port: origin.port ?? 80 })}</p>
        </div>
      )}
      {origin && !origin.loopback && (
        <div className="origin">
          <p className="origin-domain selectable">
            {origin.secure && <Icon name="lock" size={18} className="origin-lock" />}
            {origin.domain}
          </p>
          <p className="small quiet selectable">{origin.port === null ? t('link.wait.full', { host: origin.host }) : t('link.wait.port', { host: origin.host, port: origin.port })}</p>
        </div>
      )}
      <p className="small second">{t('link.wait.password')}</p>
    </section>
  );
}

function InBrowser() {
  const { t } = useTranslation();
  return (
    <section data-testid={testIds.sessionOrigin}>
      <div className="origin">
        <p className="origin-domain origin-browser">
          <Icon name="globe" size={18} />
          {t('link.wait.inBrowser')}
        </p>
        <p className="small quiet">{t('link.wait.inBrowserText')}</p>
      </div>
    </section>
  );
}

/** The address holds a code that is good once: it is read from the field at submit, and the field is emptied. */
function PasteAddress({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const host = useHost();
  const field = useRef<HTMLInputElement>(null);
  const paste = useMutation({ mutationFn: (address: string) => host.pasteAddress(session.id, address) });
  return (
    <details className="paste">
      <summary>{t('link.wait.pasteTitle')}</summary>
      <form
        className="paste-form"
        onSubmit={(event) => {
          event.preventDefault();
          const address = field.current?.value.trim() ?? '';
          if (field.current) field.current.value = '';
          if (address !== '') paste.mutate(address);
        }}
      >
        <Field ref={field} label={t('link.wait.pasteLabel')} hint={t('link.wait.pasteText')} type="password" data-testid={testIds.pasteAddress} />
        {paste.error && <ProblemLine problem={asProblem(paste.error)} />}
        <Button type="submit" disabled={paste.isPending} data-testid={testIds.pasteSend}>
          {t('link.wait.pasteSend')}
        </Button>
      </form>
    </details>
  );
}

function TimeLeft({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const now = useNow(1_000);
  const [start, end] = [Date.parse(session.started_at), Date.parse(session.expires_at)];
  const left = Math.max(0, end - now);
  const share = end > start ? left / (end - start) : 0;
  return (
    <div className="time-left">
      <p>
        <span className="small quiet">{t('link.wait.left')}</span>
        <b role="timer">{countdown(left)}</b>
      </p>
      <div className="time-left-line" aria-hidden="true">
        <div style={{ width: `${Math.min(100, share * 100)}%` }} />
      </div>
    </div>
  );
}
