/** What arrived on the practice phone. A practice code opens nothing but practice, so it may be shown. */
import { useTranslation } from 'react-i18next';
import type { PracticeMessage } from '../../host/bindings';
import { Button } from '../../parts/Button';
import { copyText } from '../../parts/copy';
import { Icon } from '../../parts/Icon';
import { Moment } from '../../parts/Time';
import { testIds } from '../../testids';

export function PhoneMessages({ messages }: { messages: readonly PracticeMessage[] }) {
  const { t } = useTranslation();
  return (
    <section className="practice-part" aria-labelledby="practice-phone" data-testid={testIds.practicePhone}>
      <h3 className="practice-label" id="practice-phone">
        <Icon name="phone" />
        <span>{t('practice.phone')}</span>
      </h3>
      {messages.length === 0 && <p className="small quiet">{t('practice.phoneEmpty')}</p>}
      <ul className="phone-messages">
        {messages.map((message) => (
          <li className="phone-message" key={`${message.at} ${message.code}`}>
            <div>
              <p className="small second">
                {t(`provider.${message.provider}`)} · <Moment at={message.at} />
              </p>
              <p className="selectable">{message.text}</p>
            </div>
            <Button look="quiet" size="row" icon="copy" onClick={() => copyText(message.code)}>
              {message.code}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
