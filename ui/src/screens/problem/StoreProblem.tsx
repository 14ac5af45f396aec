/** The page that stands in place of everything while the store is not open: why, what to do, what waits meanwhile. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { Button } from '../../parts/Button';
import { DialogActions, Warning, WarningCancel } from '../../parts/Dialog';
import { Icon } from '../../parts/Icon';
import { ProblemCard, ProblemLine } from '../../parts/Problem';
import { useRetryStore, useSetAside } from '../../state/profile';
import { testIds } from '../../testids';
import { PROBLEMS } from '../../words/problem-table';
import './StoreProblem.css';

export function StoreProblem({ problem }: { problem: Problem }) {
  const { t } = useTranslation();
  const retry = useRetryStore();
  const [setting, setSetting] = useState(false);
  const { primary, secondary } = PROBLEMS[problem.code];
  return (
    <div className="screen store-problem">
      <ProblemCard problem={problem}>
        <Button look="primary" size="flow" icon={primary === 'unlock' ? 'lock-open' : 'refresh'} data-testid={testIds.retry} disabled={retry.isPending} onClick={() => { retry.mutate(undefined); }}>
          {primary === 'unlock' ? t('problemPage.unlock') : t('act.retry')}
        </Button>
        {secondary === 'set_aside' && (
          <Button size="flow" data-testid={testIds.setAside} onClick={() => { setSetting(true); }}>
            {t('problemPage.setAside')}
          </Button>
        )}
      </ProblemCard>
      <Meanwhile />
      <SetAside open={setting} onClose={() => { setSetting(false); }} />
    </div>
  );
}

/** At a start nothing of the list is known: so no counts, and no end that could be named. */
function Meanwhile() {
  const { t } = useTranslation();
  return (
    <div className="meanwhile card">
      <section>
        <h2 className="meanwhile-title">{t('problemPage.stillWorks')}</h2>
        <ul>
          {(['links', 'file', 'practice'] as const).map((thing) => (
            <li key={thing}>
              <Icon name="check" className="meanwhile-works" />
              {t(`problemPage.works.${thing}`)}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2 className="meanwhile-title">{t('problemPage.waits')}</h2>
        <ul>
          {(['renewals', 'tokens', 'linking'] as const).map((thing) => (
            <li key={thing}>
              <Icon name="pause" className="meanwhile-waits" />
              {t(`problemPage.wait.${thing}`)}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function SetAside({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const setAside = useSetAside();
  return (
    <Warning open={open} onClose={onClose} title={t('problemPage.setAsideTitle')} text={<p>{t('problemPage.setAsideText')}</p>}>
      {setAside.error && <ProblemLine problem={asProblem(setAside.error)} />}
      <DialogActions>
        <WarningCancel asChild>
          <Button>{t('act.cancel')}</Button>
        </WarningCancel>
        <Button look="danger" data-testid={testIds.setAsideConfirm} disabled={setAside.isPending} onClick={() => { setAside.mutate(undefined, { onSuccess: onClose }); }}>
          {t('problemPage.setAsideYes')}
        </Button>
      </DialogActions>
    </Warning>
  );
}

/** The keychain has not answered yet. Its late answer counts, so there is nothing to press. */
export function KeychainWait() {
  const { t } = useTranslation();
  return (
    <div className="screen store-problem">
      <section className="problem" role="status">
        <div className="problem-main">
          <span className="problem-icon" data-tone="path">
            <Icon name="lock" size={28} />
          </span>
          <div className="problem-words">
            <h1 className="problem-title">{t('problemPage.waiting')}</h1>
            <p className="second">{t('problemPage.waitingText')}</p>
          </div>
        </div>
      </section>
      <Meanwhile />
    </div>
  );
}
