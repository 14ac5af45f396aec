import { describe, expect, it } from 'vitest';
import { isNegative, moneyParts, moneyText } from '../src/facts/money';

const vnd = (amount: string) => ({ amount, currency: 'VND' });
const usd = (amount: string) => ({ amount, currency: 'USD' });

describe('an amount', () => {
  it('is grouped as its language does, and đồng have no fraction', () => {
    expect(moneyText(vnd('182400000'), 'en')).toBe('182,400,000 VND');
    expect(moneyText(vnd('182400000'), 'vi')).toBe('182.400.000 VND');
    expect(moneyText(vnd('182400000'), 'th')).toBe('182,400,000 VND');
    expect(moneyText(vnd('182400000'), 'zh')).toBe('182,400,000 VND');
    expect(moneyText(usd('2048.5'), 'th')).toBe('2,048.50 USD');
    expect(moneyText(vnd('4310000.00'), 'en')).toBe('4,310,000 VND');
  });

  it('keeps its fraction apart, filled up to two places', () => {
    expect(moneyParts(usd('2048.16'), 'en')).toEqual({ whole: '2,048', fraction: '.16', currency: 'USD' });
    expect(moneyParts(usd('2048.1'), 'vi')).toEqual({ whole: '2.048', fraction: ',10', currency: 'USD' });
    expect(moneyParts(usd('5'), 'en')?.fraction).toBe('.00');
  });

  it('never loses a digit that was sent', () => {
    expect(moneyText(vnd('10.5'), 'en')).toBe('10.5 VND');
    expect(moneyText(usd('1.2345'), 'en')).toBe('1.2345 USD');
    expect(moneyText(vnd('900719925474099312345'), 'en')).toBe('900,719,925,474,099,312,345 VND');
  });

  it('shows its sign, and nothing has none', () => {
    expect(moneyParts(vnd('-45000'), 'en', true)?.whole).toBe('−45,000');
    expect(moneyParts(vnd('45000'), 'en', true)?.whole).toBe('+45,000');
    expect(moneyParts(vnd('45000'), 'en')?.whole).toBe('45,000');
    expect(moneyParts(usd('-0.00'), 'en', true)?.whole).toBe('0');
    expect([isNegative(usd('-0.01')), isNegative(usd('-0.00')), isNegative(usd('1'))]).toEqual([true, false, false]);
  });

  it('that is no number is shown as it came', () => {
    expect(moneyParts(vnd('n/a'), 'en')).toBeNull();
    expect(moneyText(vnd('1e9'), 'en')).toBe('1e9 VND');
  });
});
