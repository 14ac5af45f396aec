/** Another account answered than the one to be reconnected: both by name; the old link stays as it was. */
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { Button } from '../../parts/Button';
import { ProblemLine } from '../../parts/Problem';
import { useHost } from '../../state/host';
import { testIds } from '../../testids';
import { Account } from './Confirm';
import { Sheet } from './FlowFrame';
import './Outcome.css';

export function WrongAccount({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const host = useHost();
  const add = useMutation({ mutationFn: () => host.addAsNew(session.id) });
  const drop = useMutation({ mutationFn: () => host.cancelSession(session.id) });
  const busy = add.isPending || drop.isPending;
  const error = add.error ?? drop.error;
  return (
    <Sheet narrow testId={testIds.session}>
      <div className="outcome" role="alert">
        <h1 tabIndex={-1}>{t('link.wrong.title')}</h1>
        <div className="account-pair">
          {session.expected && <Account session={session} identity={session.expected} term={t('link.wrong.expected')} />}
          {session.identity && <Account session={session} identity={session.identity} term={t('link.wrong.answered')} />}
        </div>
        <p className="second">{t(session.awaited === null ? 'link.wrong.text' : 'link.wrong.awaited', { provider: t(`provider.${session.provider}`) })}</p>
        {error && <ProblemLine problem={asProblem(error)} />}
      </div>
      <footer className="sheet-foot">
        <Button size="flow" icon="plus" disabled={busy} data-testid={testIds.addAsNew} onClick={() => { add.mutate(); }}>
          {t('link.wrong.addAsNew')}
        </Button>
        <span className="fill" />
        <Button look="primary" size="flow" disabled={busy} data-testid={testIds.keepOld} onClick={() => { drop.mutate(); }}>
          {t('link.wrong.keep')}
        </Button>
      </footer>
    </Sheet>
  );
}
