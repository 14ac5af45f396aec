/** An amount: right-aligned pieces, the currency in a column of its own; six dots when amounts are hidden. */
import { useTranslation } from 'react-i18next';
import type { Money as Amount } from '../host/bindings';
import { HIDDEN_AMOUNT, moneyParts } from '../facts/money';
import { usePreferences } from '../state/preferences';
import './Money.css';

export function Money({ money, signed = false, size = 'usual' }: { money: Amount; signed?: boolean; size?: 'usual' | 'big' | 'table' }) {
  const { t, i18n } = useTranslation();
  const { settings } = usePreferences();
  if (settings.amounts_hidden) {
    return (
      <span className="money" data-size={size}>
        <span className="money-amount">
          <span aria-hidden="true">{HIDDEN_AMOUNT}</span>
          <span className="unseen">{t('money.hidden')}</span>
        </span>
        <span className="money-currency">{money.currency}</span>
      </span>
    );
  }
  const parts = moneyParts(money, i18n.language, signed);
  return (
    <span className="money selectable" data-size={size}>
      <span className="money-amount">
        {parts ? parts.whole : money.amount}
        {parts && parts.fraction !== '' && <span className="money-fraction">{parts.fraction}</span>}
      </span>
      <span className="money-currency">{money.currency}</span>
    </span>
  );
}
