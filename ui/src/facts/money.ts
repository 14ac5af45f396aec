/**
 * Amounts, from a decimal string to the pieces that are shown. Never through a floating point number, never a total.
 */
import type { Money } from '../host/bindings';

export interface MoneyParts {
  /** A sign and the grouped whole part. */
  whole: string;
  /** The decimal mark and the fraction; empty where the currency has none. */
  fraction: string;
  currency: string;
}

/** What stands for a hidden amount: the same width for all. */
export const HIDDEN_AMOUNT = '••••••';

/** ISO 4217 currencies without a minor unit that these providers may name. */
const WITHOUT_FRACTION = new Set(['VND', 'JPY', 'KRW', 'LAK', 'IDR', 'MMK']);
const MINUS = '−';

/** The pieces of an amount; `null` if it is no decimal number. */
export function moneyParts(money: Money, language: string, signed = false): MoneyParts | null {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(money.amount.trim());
  if (!match) return null;
  const [, sign = '', digits = '', fraction = ''] = match;
  const { group, decimal } = marks(language);
  const zero = /^0*$/.test(digits + fraction);
  const shownSign = zero ? '' : sign === '-' ? MINUS : signed ? '+' : '';
  const whole = shownSign + grouped(digits.replace(/^0+(?=\d)/, ''), group);
  const shown = shownFraction(fraction, money.currency);
  return { whole, fraction: shown === '' ? '' : decimal + shown, currency: money.currency };
}

/** A fraction that is not all zeros is shown even where the currency should have none: nothing is rounded away. */
function shownFraction(fraction: string, currency: string): string {
  if (WITHOUT_FRACTION.has(currency)) return fraction.replace(/0+$/, '');
  return fraction.padEnd(2, '0');
}

function grouped(digits: string, mark: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, mark);
}

function marks(language: string): { group: string; decimal: string } {
  return language.startsWith('vi') ? { group: '.', decimal: ',' } : { group: ',', decimal: '.' };
}

/** Whether it is below zero. */
export function isNegative(money: Money): boolean {
  return money.amount.trim().startsWith('-') && !/^-0*(\.0*)?$/.test(money.amount.trim());
}

/** The amount as one text, for a label or a tooltip. */
export function moneyText(money: Money, language: string): string {
  const parts = moneyParts(money, language);
  return parts ? `${parts.whole}${parts.fraction} ${parts.currency}` : `${money.amount} ${money.currency}`;
}
