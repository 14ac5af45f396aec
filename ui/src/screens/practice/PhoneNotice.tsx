/** Rings when a new message comes to the practice phone. */
import { useEffect, useRef } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { copyText } from '../../parts/copy';
import { useToast } from '../../parts/Toast';
import { usePractice } from '../../state/queries';

export function PhoneNotice() {
  const { t } = useTranslation();
  const messages = usePractice(true).data?.messages;
  const say = useToast();
  const heard = useRef<number | null>(null);
  useEffect(() => {
    if (!messages) return;
    const before = heard.current;
    heard.current = messages.length;
    const newest = messages[0];
    // What was there before the app was opened does not ring.
    if (before === null || messages.length <= before || !newest) return;
    say({
      icon: 'phone',
      text: <Trans i18nKey="practice.message" values={{ code: newest.code, provider: t(`provider.${newest.provider}`) }} components={{ b: <b /> }} />,
      action: { word: t('act.copy'), act: () => void copyText(newest.code) },
    });
  }, [messages, say, t]);
  return null;
}
