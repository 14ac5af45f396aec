/** Linked and checked by a real call: name it, see when it ends, and go back to where one came from. */
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView, ProviderId, SessionView } from '../../host/bindings';
import { asProblem } from '../../host/host';
import { Button } from '../../parts/Button';
import { Field } from '../../parts/Field';
import { Icon } from '../../parts/Icon';
import { ProblemLine } from '../../parts/Problem';
import { SurvivalLine } from '../../parts/SurvivalLine';
import { Tether } from '../../parts/Tether';
import { useNow } from '../../state/clock';
import { useHost } from '../../state/host';
import { usePlace } from '../../state/place';
import { useConnections } from '../../state/queries';
import { testIds } from '../../testids';
import { Sheet } from './FlowFrame';
import './Outcome.css';

export function Done({ session }: { session: SessionView }) {
  const connection = useConnections().data?.find(({ id }) => id === session.connection);
  if (session.state === 'removed') return <Removed session={session} />;
  return <Linked key={connection?.id} session={session} connection={connection} />;
}

function Linked({ session, connection }: { session: SessionView; connection: ConnectionView | undefined }) {
  const { t } = useTranslation();
  const host = useHost();
  const { leaveFlow } = usePlace();
  const provider = t(`provider.${session.provider}`);
  const field = useRef<HTMLInputElement>(null);
  const isNew = session.purpose.kind === 'link';
  const name = connection?.label ?? session.identity?.name ?? provider;
  const rename = useMutation({
    mutationFn: async () => {
      const label = field.current?.value.trim() ?? '';
      if (connection && label !== '' && label !== connection.label) await host.rename(connection.id, label, connection.customer);
    },
    onSuccess: leaveFlow,
  });
  const title = isNew ? (session.already_linked ? t('link.done.already', { name }) : t('link.done.title', { name })) : t('link.done.reconnected', { name });
  return (
    <Sheet narrow testId={testIds.session}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate();
        }}
      >
        <div className="outcome">
          <header className="outcome-head">
            <Icon name="check-circle" size={32} className="outcome-good" />
            <div>
              <h1 tabIndex={-1} className="balanced">
                {title}
              </h1>
              <p className="second">{t('link.done.checked', { provider })}</p>
            </div>
          </header>
          {isNew && connection && (
            <Field ref={field} label={t('link.done.name')} hint={t('link.done.nameHint')} defaultValue={connection.label} maxLength={100} data-testid={testIds.doneName} />
          )}
          {connection && <WhatNext connection={connection} />}
          {rename.error && <ProblemLine problem={asProblem(rename.error)} />}
        </div>
        <footer className="sheet-foot">
          <span className="fill" />
          <Button type="submit" look="primary" size="flow" disabled={rename.isPending || (isNew && !connection)} data-testid={testIds.doneFinish}>
            {t('link.done.finish')}
          </Button>
        </footer>
      </form>
    </Sheet>
  );
}

/** What is read right after linking, by provider. */
const READING = { bankhub: 'reading', flowaccount: 'readingCompany', its: 'readingShop', baokim: 'readingProfile', headline: 'readingProfile' } as const satisfies Record<ProviderId, string>;

function WhatNext({ connection }: { connection: ConnectionView }) {
  const { t } = useTranslation();
  const now = useNow();
  return (
    <section className="what-next">
      <h2>{t('link.done.next')}</h2>
      <p className="what-next-line">
        <Tether connection={connection} now={now} />
        <span>
          <SurvivalLine connection={connection} />
        </span>
      </p>
      <p className="small second">{t(`link.done.${READING[connection.provider]}`)}</p>
    </section>
  );
}

function Removed({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const { go } = usePlace();
  return (
    <Sheet narrow testId={testIds.session}>
      <div className="outcome">
        <header className="outcome-head">
          <Icon name="check-circle" size={32} className="outcome-good" />
          <div>
            <h1 tabIndex={-1}>{t('link.done.removed')}</h1>
            <p className="second">{t('link.done.removedText', { provider: t(`provider.${session.provider}`) })}</p>
          </div>
        </header>
      </div>
      <footer className="sheet-foot">
        <span className="fill" />
        <Button look="primary" size="flow" data-testid={testIds.doneFinish} onClick={() => { go({ screen: 'accounts' }); }}>
          {t('link.done.finish')}
        </Button>
      </footer>
    </Sheet>
  );
}
