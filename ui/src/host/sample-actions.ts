/** Actions of the sample provider, one of each kind, and what they answer. */
import type { ActionAnswer, ActionView, FactValue, FieldView } from './bindings';
import { field } from './sample';

/** One action of each kind. */
export function sampleActions(): ActionView[] {
  const form = (id: string, fields: FieldView[] = []) => ({ id, fields, receiver: 'api.bankhub.example', again_at: null });
  return [
    { name: 'shop', effect: 'reads', form: form('shop'), pages: false },
    { name: 'documents', effect: 'reads', form: form('documents'), pages: true },
    { name: 'payment_code', effect: 'changes', form: form('payment_code', [field('amount', 'amount'), { ...field('description', 'text'), at_most: 9 }]), pages: false },
    { name: 'identity_check', effect: 'changes', form: form('identity_check', [{ ...field('front', 'picture'), at_most: 5 * 1024 * 1024 }]), pages: false },
    { name: 'new_token', effect: 'rotates', form: form('new_token'), pages: false },
  ];
}

/** What each of them answers. */
export function sampleAnswer(action: string, page: number): ActionAnswer {
  const nothing: ActionAnswer = { facts: [], table: null, code: null, next_page: null };
  const text = (value: string): FactValue => ({ kind: 'text', text: value });
  const money = (amount: string): FactValue => ({ kind: 'money', money: { amount, currency: 'VND' } });
  switch (action) {
    case 'shop':
      return { ...nothing, facts: [['name', text('Sample Shop')], ['shop_id', text('1000000000000000001')], ['active', { kind: 'truth', yes: true }]] };
    case 'documents':
      return {
        ...nothing,
        table: { columns: ['number', 'day', 'total'], rows: [0, 1].map((row) => [text(`S-${page}-${row}`), { kind: 'day', day: '2026-11-02' }, row === 0 ? money('1200000') : null]) },
        next_page: page < 2 ? page + 1 : null,
      };
    case 'payment_code':
      return { ...nothing, facts: [['amount', money('150000')]], code: { text: 'SAMPLE-QR', rows: Array.from({ length: 21 }, (_, y) => Array.from({ length: 21 }, (_, x) => ((x * y + x) % 3 === 0 ? '#' : ' ')).join('')) } };
    default:
      return nothing;
  }
}
