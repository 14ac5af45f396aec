// Which licences pass.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { permitted } from '../../scripts/parts/supply-chain.mjs';

const expressions = [
  ['MIT', true],
  ['MIT/Apache-2.0', true, 'as old crates write it'],
  ['GPL-2.0-only OR MIT', true, 'the choice is ours'],
  ['MIT AND GPL-3.0-only', false, 'both bind'],
  ['(MIT OR GPL-3.0-only) AND Unicode-3.0', true],
  ['Apache-2.0 WITH LLVM-exception OR GPL-3.0-only', true],
  ['GPL-3.0-only', false],
  ['MIT AND (', false, 'not an expression'],
  ['', false],
  [undefined, false],
];

for (const [expression, expected, why = ''] of expressions) {
  test(`${expression} ${expected ? 'passes' : 'does not pass'} ${why}`, () => {
    assert.equal(permitted(expression), expected);
  });
}
