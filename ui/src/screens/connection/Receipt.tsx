/** The receipt of a link: what was shared, with whom, since when, until when, and how it is taken back. To keep or to hand on. */
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionDetail } from '../../host/bindings';
import { exact } from '../../facts/time';
import { Button } from '../../parts/Button';
import { copyText } from '../../parts/copy';
import { Dialog, DialogActions } from '../../parts/Dialog';
import { SurvivalLine } from '../../parts/SurvivalLine';
import { useToast } from '../../parts/Toast';
import { testIds } from '../../testids';
import { useShareWords } from '../link/ShareFacts';
import '../../parts/Fact.css';

export function Receipt({ detail }: { detail: ConnectionDetail }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button data-testid={testIds.receipt} onClick={() => { setOpen(true); }}>
        {t('connection.receipt.action')}
      </Button>
      {open && <ReceiptSheet detail={detail} onClose={() => { setOpen(false); }} />}
    </>
  );
}

function ReceiptSheet({ detail: { connection, shares, can_revoke: revokes, keeps_password: kept }, onClose }: { detail: ConnectionDetail; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const words = useShareWords();
  const say = useToast();
  const list = useRef<HTMLDListElement>(null);
  const provider = t(`provider.${connection.provider}`);
  const named = (asked: boolean) => shares.filter((item) => item.asked === asked).map(({ id }) => words(id).word).join(' · ');
  const facts = [
    [t('connection.receipt.account'), `${provider} · ${connection.identity.name} ${connection.identity.masked}`],
    [t('link.share.what'), named(true)],
    [t('connection.receipt.not'), named(false)],
    [t('link.share.receives'), t('link.share.receivers', { provider })],
    [t('connection.receipt.through'), t('link.share.registration', { name: connection.registration, environment: t(`environment.${connection.environment}`) })],
    [t('connection.receipt.since'), exact(Date.parse(connection.linked_at), i18n.language)],
    [t('link.share.long'), <SurvivalLine connection={connection} key="long" />],
    ...(kept ? [[t('connection.receipt.password'), t('connection.receipt.passwordKept')] as const] : []),
    [t('link.share.withdraw'), revokes ? t('link.share.withdrawCallText', { provider }) : t('link.share.withdrawNoneText', { provider })],
  ] as const;
  const copy = () => {
    const lines = [...(list.current?.children ?? [])].map((fact) => [...fact.children].map(({ textContent }) => textContent).join(': '));
    void copyText([t('connection.receipt.title', { label: connection.label }), ...lines].join('\n'));
    say({ icon: 'check', text: t('act.copied') });
  };
  return (
    <Dialog open onClose={onClose} title={t('connection.receipt.title', { label: connection.label })} wide>
      <div className="dialog-body">
        <dl className="facts" ref={list}>
          {facts.map(([term, fact]) => (
            <div className="fact" key={term}>
              <dt className="quiet">{term}</dt>
              <dd className="selectable">{fact}</dd>
            </div>
          ))}
        </dl>
      </div>
      <DialogActions>
        <Button data-testid={testIds.receiptCopy} onClick={copy}>
          {t('act.copy')}
        </Button>
        <Button look="primary" onClick={onClose}>
          {t('act.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
