/** Whose connection it is, and the buttons for all of it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionDetail } from '../../host/bindings';
import { nameLang } from '../../facts/script';
import { Button, IconButton } from '../../parts/Button';
import { ProviderMark } from '../../parts/Mark';
import { useSayProblem } from '../../parts/Problem';
import { useToast } from '../../parts/Toast';
import { useHost } from '../../state/host';
import { useReconnect } from '../../state/linking';
import { usePreferences } from '../../state/preferences';
import { testIds } from '../../testids';
import { Pages } from './Pages';
import { Rename } from './Rename';

export function ConnectionHead({ detail, onBack }: { detail: ConnectionDetail; onBack: () => void }) {
  const { t } = useTranslation();
  const { settings, change } = usePreferences();
  const { reconnect, pending } = useReconnect();
  const { connection } = detail;
  const [renaming, setRenaming] = useState(false);
  const { id, provider, label, identity, customer, next_action: next } = connection;
  const host = useHost();
  const sync = useSaid(id, () => host.sync(id), t('connection.synced'));
  const renew = useSaid(id, () => host.renew(id), t('connection.renewed'));
  const about = [t(`provider.${provider}`), identity.name, identity.masked, customer === null ? null : t('connection.customer', { customer })];
  const hidden = settings.amounts_hidden;
  const stays = connection.grant !== 'removing';
  return (
    <header className="connection-head">
      <Button look="quiet" size="row" icon="back" className="connection-back" onClick={onBack}>
        {t('nav.accounts')}
      </Button>
      <div className="connection-title">
        <ProviderMark provider={provider} size={48} />
        <div className="connection-names">
          <h1 className="connection-name" data-testid={testIds.connectionName}>
            <span className="cut" title={label} lang={nameLang(label)}>
              {label}
            </span>
            <IconButton icon="pencil" name={t('connection.rename.action')} data-testid={testIds.rename} onClick={() => { setRenaming(true); }} />
          </h1>
          <p className="quiet cut" lang={nameLang(identity.name, customer)}>{about.filter(Boolean).join(' · ')}</p>
        </div>
        <div className="connection-actions">
          <IconButton icon={hidden ? 'eye-off' : 'eye'} name={hidden ? t('accounts.showAmounts') : t('accounts.hideAmounts')} aria-pressed={hidden} onClick={() => { change({ amounts_hidden: !hidden }); }} />
          {next === 'renew' && (
            <Button look="primary" disabled={renew.isPending} data-testid={testIds.renew} onClick={() => { renew.mutate(); }}>
              {t('act.renew')}
            </Button>
          )}
          {stays && (
            <Button icon="refresh" disabled={sync.isPending} data-testid={testIds.sync} onClick={() => { sync.mutate(); }}>
              {t('connection.sync')}
            </Button>
          )}
          {stays && <Pages detail={detail} />}
          {next === 'reconnect' && (
            <Button look="primary" icon="link" disabled={pending} data-testid={testIds.reconnect} onClick={() => { reconnect(connection); }}>
              {t('act.reconnect')}
            </Button>
          )}
        </div>
      </div>
      {renaming && <Rename connection={connection} onClose={() => { setRenaming(false); }} />}
    </header>
  );
}

/** Something done to the connection, said when it is done and when it is not. */
function useSaid(id: string, act: () => Promise<null>, done: string) {
  const client = useQueryClient();
  const say = useToast();
  const sayProblem = useSayProblem();
  return useMutation({
    mutationFn: act,
    onSuccess: () => {
      say({ icon: 'check-circle', text: done });
    },
    onError: sayProblem,
    onSettled: () => client.invalidateQueries({ queryKey: ['connection', id] }),
  });
}
