/** What the link may read and what was never asked for, and the way to end it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionDetail, UnlinkMode } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { Button } from '../../parts/Button';
import { DialogActions, Warning, WarningCancel } from '../../parts/Dialog';
import { Icon, type IconName } from '../../parts/Icon';
import { ProblemLine } from '../../parts/Problem';
import { useToast } from '../../parts/Toast';
import { takeAnswer } from '../../state/events';
import { useHost } from '../../state/host';
import { usePlace } from '../../state/place';
import { keys } from '../../state/queries';
import { testIds } from '../../testids';
import { useShareWords } from '../link/ShareFacts';
import { Receipt } from './Receipt';
import './Reads.css';

export function Reads({ detail }: { detail: ConnectionDetail }) {
  const { t } = useTranslation();
  const words = useShareWords();
  const [unlinking, setUnlinking] = useState(false);
  return (
    <section className="card part">
      <header className="part-head">
        <h2>{t('connection.reads.title')}</h2>
      </header>
      <ul className="reads">
        {detail.shares.map(({ id, asked }) => (
          <li key={id} data-asked={asked}>
            <Icon name={asked ? 'check' : 'cross'} />
            <span>{words(id).word}</span>
          </li>
        ))}
      </ul>
      <div className="reads-foot">
        <Receipt detail={detail} />
        <Button look="danger" data-testid={testIds.unlink} onClick={() => { setUnlinking(true); }}>
          {t('connection.unlink.action')}
        </Button>
      </div>
      {unlinking && <Unlink detail={detail} onClose={() => { setUnlinking(false); }} />}
    </section>
  );
}

/** Says beforehand what is withdrawn, what is only forgotten here, and what is left to do. */
function Unlink({ detail: { connection, can_revoke: revokes }, onClose }: { detail: ConnectionDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const provider = t(`provider.${connection.provider}`);
  const unlink = useUnlink(connection.id, provider, onClose);
  const problem = unlink.data?.problem ?? (unlink.error ? asProblem(unlink.error) : null);
  // It is asked again by itself; whoever does not want to wait may still forget it here.
  const pending = unlink.data?.pending ?? connection.grant === 'removing';
  return (
    <Warning
      open
      onClose={onClose}
      title={t('connection.unlink.title', { label: connection.label })}
      text={
        <>
          <Consequence icon={revokes ? 'check' : 'info'}>{revokes ? t('connection.unlink.revoked', { provider }) : t('connection.unlink.notRevoked', { provider })}</Consequence>
          <Consequence icon="check">{t('connection.unlink.forgotten')}</Consequence>
          <Consequence icon={revokes ? 'check' : 'hand'}>{revokes ? t('connection.unlink.leftNothing', { provider }) : t('connection.unlink.left', { provider })}</Consequence>
          {problem && <ProblemLine problem={problem} />}
          {pending && <Consequence icon="hourglass">{t('connection.unlink.pending', { provider })}</Consequence>}
          {(problem ?? pending) && <p className="small second">{t('connection.unlink.leftLocal', { provider })}</p>}
        </>
      }
    >
      <DialogActions>
        {(problem ?? pending) && (
          <Button look="danger" disabled={unlink.isPending} data-testid={testIds.unlinkLocal} onClick={() => { unlink.mutate('local'); }}>
            {t('connection.unlink.local')}
          </Button>
        )}
        <WarningCancel asChild>
          <Button>{pending ? t('act.close') : t('act.cancel')}</Button>
        </WarningCancel>
        <Button look="danger" disabled={unlink.isPending} data-testid={testIds.unlinkConfirm} onClick={() => { unlink.mutate('everywhere'); }}>
          {problem ?? pending ? t('act.retry') : t('connection.unlink.confirm')}
        </Button>
      </DialogActions>
    </Warning>
  );
}

function Consequence({ icon, children }: { icon: IconName; children: ReactNode }) {
  return (
    <p className="consequence">
      <Icon name={icon} />
      <span>{children}</span>
    </p>
  );
}

function useUnlink(id: string, provider: string, onClose: () => void) {
  const { t } = useTranslation();
  const host = useHost();
  const client = useQueryClient();
  const say = useToast();
  const { go } = usePlace();
  return useMutation({
    mutationFn: (mode: UnlinkMode) => host.unlink(id, mode),
    onSuccess: (report) => {
      if (report.confirm) {
        takeAnswer(client, report.confirm);
        onClose();
        say({ icon: 'hourglass', text: t('connection.unlink.waits', { provider }) });
        go({ screen: 'session', id: report.confirm.id });
      } else if (report.pending) {
        void client.invalidateQueries({ queryKey: keys.connections });
        void client.invalidateQueries({ queryKey: keys.connection(id) });
      } else if (report.forgotten) {
        onClose();
        say({ icon: 'check-circle', text: report.revoked ? t('connection.unlink.done') : t('connection.unlink.doneLocal', { provider }), stays: !report.revoked });
        go({ screen: 'accounts' });
        client.removeQueries({ queryKey: keys.connection(id) });
        void client.invalidateQueries({ queryKey: keys.connections });
      }
    },
  });
}
