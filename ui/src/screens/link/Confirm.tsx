/** The callback carried no state of ours: the account is kept only when the person says that it is theirs. */
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { IdentityView, SessionView } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { nameLang } from '../../facts/script';
import { Banner } from '../../parts/Banner';
import { Button } from '../../parts/Button';
import { ProviderMark } from '../../parts/Mark';
import { ProblemLine } from '../../parts/Problem';
import { useHost } from '../../state/host';
import { testIds } from '../../testids';
import { Sheet } from './FlowFrame';
import './Outcome.css';

export function Confirm({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const host = useHost();
  const keep = useMutation({ mutationFn: () => host.confirmSession(session.id) });
  const drop = useMutation({ mutationFn: () => host.cancelSession(session.id) });
  const busy = keep.isPending || drop.isPending;
  const error = keep.error ?? drop.error;
  return (
    <Sheet narrow testId={testIds.session}>
      <div className="outcome">
        <h1 tabIndex={-1}>{t('link.confirm.title')}</h1>
        {session.identity && <Account session={session} identity={session.identity} />}
        <p className="second">{t('link.confirm.text', { provider: t(`provider.${session.provider}`) })}</p>
        {session.already_linked && (
          <Banner tone="path" icon="link">
            {t('link.confirm.already')}
          </Banner>
        )}
        {error && <ProblemLine problem={asProblem(error)} />}
      </div>
      <footer className="sheet-foot">
        <span className="fill" />
        <Button size="flow" disabled={busy} data-testid={testIds.refuseAccount} onClick={() => { drop.mutate(); }}>
          {t('link.confirm.no')}
        </Button>
        <Button look="primary" size="flow" icon="check" disabled={busy} data-testid={testIds.confirmAccount} onClick={() => { keep.mutate(); }}>
          {t('link.confirm.yes')}
        </Button>
      </footer>
    </Sheet>
  );
}

/** An account by name, with its number covered. */
export function Account({ session, identity, term }: { session: SessionView; identity: IdentityView; term?: string }) {
  return (
    <div className="account">
      <ProviderMark provider={session.provider} size={34} />
      <div>
        {term !== undefined && <p className="small quiet">{term}</p>}
        <p className="account-name selectable" lang={nameLang(identity.name)}>{identity.name}</p>
        <p className="small second selectable">{identity.masked}</p>
      </div>
    </div>
  );
}
