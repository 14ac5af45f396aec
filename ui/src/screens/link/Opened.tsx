/** A page of the provider's own was opened, and has led back if it does. What is left is to open it again. */
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../host/bindings';
import { countdown } from '../../facts/time';
import { Button } from '../../parts/Button';
import { Icon } from '../../parts/Icon';
import { useNow } from '../../state/clock';
import { useHost } from '../../state/host';
import { useVisit } from '../../state/linking';
import { usePlace } from '../../state/place';
import { usePage } from '../../state/queries';
import { testIds } from '../../testids';
import { useVisitWords } from '../../words/visits';
import { Sheet } from './FlowFrame';
import './Outcome.css';

export function Opened({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const { leaveFlow } = usePlace();
  const { visit, pending } = useVisit();
  const host = useHost();
  const words = useVisitWords(session.provider);
  const page = usePage(session);
  const signsOut = page?.signs_in === false;
  // A window that was closed meanwhile has nothing to show; opening again is beside it.
  const show = useMutation({ mutationFn: () => host.showWindow(session.id) });
  const left = Date.parse(session.expires_at) - useNow(1_000);
  const { connection } = session;
  return (
    <Sheet narrow testId={testIds.session}>
      <div className="outcome">
        <header className="outcome-head">
          <Icon name="window" size={32} className="outcome-good" />
          <div>
            <h1 tabIndex={-1} className="balanced">
              {words.opened(session.page)}
            </h1>
            <p className="second">{signsOut ? t('visit.checked') : session.route === 'window' ? t('visit.inWindow') : t('visit.inBrowser')}</p>
          </div>
        </header>
        {page?.leads_back !== true && <p className="small second">{left > 0 ? t('visit.left', { time: countdown(left) }) : t('visit.over')}</p>}
        {page?.leads_back === true && !signsOut && <p className="small second">{t('visit.givenBack')}</p>}
      </div>
      <footer className="sheet-foot">
        <Button size="flow" icon="refresh" disabled={pending || connection === null} data-testid={testIds.openAgain} onClick={() => { if (connection !== null) visit({ connection, page: session.page, route: session.route }); }}>
          {t('visit.again')}
        </Button>
        {session.route === 'window' && !show.isError && (
          <Button size="flow" icon="window" data-testid={testIds.showWindow} onClick={() => { show.mutate(); }}>
            {t('visit.show')}
          </Button>
        )}
        <span className="fill" />
        <Button look="primary" size="flow" data-testid={testIds.doneFinish} onClick={leaveFlow}>
          {t('act.close')}
        </Button>
      </footer>
    </Sheet>
  );
}
