import { expect, test } from 'vitest';
import { nameLang } from '../src/facts/script';

test('a Chinese name is marked as Chinese wherever it stands', () => {
  expect(nameLang('样品公司')).toBe('zh');
  expect(nameLang('Sample', null, '样品 Trading')).toBe('zh');
});

test('names that look the same in every font are not marked', () => {
  for (const name of ['Sample Trading', 'Công ty Mẫu', 'บริษัท ตัวอย่าง', 'サンプル会社', '', null]) expect(nameLang(name)).toBeUndefined();
});
