/**
 * Searching without marks: a name is found however its accents are typed, and `d` finds `đ`. In Thai the tone marks are
 * marks too; vowels are letters. Letters and digits of full width, as Chinese input gives them, are the same as others.
 */
import type { IdentityView } from '../host/bindings';

/** A text as it is compared: small letters, no marks, single spaces. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u0e47-\u0e4c]/g, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/** What a connection, or an account that waits to be linked, is found by. */
export interface Findable {
  label: string | null;
  customer: string | null;
  identity: IdentityView | null;
}

/** Whether every word of the search stands somewhere in it. */
export function matches(one: Findable, providerName: string, search: string): boolean {
  const words = folded(search).split(' ').filter(Boolean);
  if (words.length === 0) return true;
  const { label, customer, identity } = one;
  const hay = folded([label, customer, identity?.name, identity?.masked, providerName].join(' '));
  return words.every((word) => hay.includes(word));
}
