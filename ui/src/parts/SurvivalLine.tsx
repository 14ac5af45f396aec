/** The sentence beside the tether: until when, about, and if what; then what happens by itself. */
import { Trans, useTranslation } from 'react-i18next';
import type { ConnectionView } from '../host/bindings';
import { survivalSentence } from '../facts/survival';
import { exact, moment } from '../facts/time';
import { useNow } from '../state/clock';
import { useMoment } from './Time';

/** `short`: where there is room for one sentence, and the end is the more important one. */
export function SurvivalLine({ connection, short = false }: { connection: ConnectionView; short?: boolean }) {
  const happens = useWhatHappens(connection);
  const after = short && connection.survival.kind === 'until' ? null : happens;
  return (
    <>
      <Sentence connection={connection} />
      {after !== null && (
        <>
          <span aria-hidden="true"> · </span>
          <span>{after}</span>
        </>
      )}
    </>
  );
}

function Sentence({ connection }: { connection: ConnectionView }) {
  const { t, i18n } = useTranslation();
  const write = useMoment();
  const sentence = survivalSentence(connection);
  const reason = connection.reason === null ? null : t(`reason.${connection.reason}`);
  const bold = { b: <b className="nowrap" title={'at' in sentence ? exact(sentence.at, i18n.language) : undefined} /> };
  switch (sentence.key) {
    case 'until':
    case 'ending':
      return <Trans i18nKey={`survival.${sentence.key}`} values={{ at: write(sentence.at) }} components={bold} />;
    case 'open':
    case 'unknown':
      return t(`survival.${sentence.key}`);
    case 'ended_at':
    case 'since': {
      const at = write(sentence.at);
      if (reason === null) return <Trans i18nKey={`survival.${sentence.key}`} values={{ at }} components={bold} />;
      return <Trans i18nKey={`survival.${sentence.key}_reason`} values={{ at, reason }} components={bold} />;
    }
    case 'ended':
      return reason === null ? t('survival.ended') : t('survival.ended_reason', { reason });
  }
}

/** What is done by itself, or what the person can do about the path; `null` when nothing stands in between. */
function useWhatHappens(connection: ConnectionView): string | null {
  const { t, i18n } = useTranslation();
  const now = useNow();
  if (connection.path === 'keychain_locked') return t('survival.waitsForKeychain');
  if (connection.path === 'clock_wrong') return t('survival.clockWrong');
  if (connection.retry_at !== null) return t('survival.retry', { at: moment(Date.parse(connection.retry_at), now, i18n.language) });
  return connection.next_action === 'wait' ? t('survival.retrySoon') : null;
}
