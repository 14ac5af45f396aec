import { expect, it } from 'vitest';
import { coveredNumber } from '../src/facts/identity';
import { folded, matches } from '../src/facts/search';
import { sampleConnection } from '../src/host/sample';

const connection = sampleConnection(0, { label: 'Lương đặc biệt', customer: 'Khách Mẫu 107', identity: { name: 'Người Mẫu', masked: '•••• 0310' } });

it('forgets marks, and đ is d', () => {
  expect(folded('  Lương  ĐẶC biệt ')).toBe('luong dac biet');
});

it('keeps Thai and Chinese letters, and forgets Thai tone marks and full width', () => {
  expect(folded('ร้านน้ำหวาน')).toBe(folded('รานนําหวาน'));
  expect(folded('กาแฟ')).not.toBe(folded('กิแฟ'));
  expect(folded('示例　贸易 １２３ＡＢ')).toBe('示例 贸易 123ab');
  const shop = sampleConnection(0, { label: 'ร้านตัวอย่าง', customer: '示例贸易', identity: { name: 'Sample', masked: '•••• 0310' } });
  for (const search of ['ตัวอย่าง', 'ตัวอยาง', '示例', '贸易 ร้าน', '０３１０']) expect(matches(shop, 'bankHub', search), search).toBe(true);
  expect(matches(shop, 'bankHub', '示范')).toBe(false);
});

it('finds a name however it is typed', () => {
  for (const search of ['luong dac', 'đặc', 'DAC BIET', 'khach mau', 'mau 107 luong', '0310', 'bankhub', '']) {
    expect(matches(connection, 'bankHub', search), search).toBe(true);
  }
  expect(matches(connection, 'bankHub', 'luong flowaccount')).toBe(false);
});

it('tells a bank from the number behind it', () => {
  expect(coveredNumber('Sample Bank •••• 1234')).toEqual({ institution: 'Sample Bank', number: '•••• 1234' });
  expect(coveredNumber('N••••0042')).toEqual({ institution: null, number: 'N••••0042' });
  expect(coveredNumber('•••• 1234')).toEqual({ institution: null, number: '•••• 1234' });
  expect(coveredNumber('shop N••••0042')).toEqual({ institution: 'shop', number: 'N••••0042' });
});
