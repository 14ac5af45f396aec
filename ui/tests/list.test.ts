import { expect, it } from 'vitest';
import { listText } from '../src/facts/list';

it('joins things as the language does', () => {
  const things = ['bankHub', 'FlowAccount'];
  expect(listText(things, 'en')).toBe('bankHub and FlowAccount');
  expect(listText(things, 'vi')).toBe('bankHub và FlowAccount');
  expect(listText(things, 'zh')).toBe('bankHub和FlowAccount');
  expect(listText(things, 'th')).toMatch(/^bankHub (และ )?FlowAccount$/);
  expect(listText(things.slice(0, 1), 'th')).toBe('bankHub');
});
