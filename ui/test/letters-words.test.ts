import assert from 'node:assert/strict';
import { placeholders } from '../../bridge/src/features/outbox/letters/template.ts';
import { lettersEn, lettersZh } from '../src/features/letters/letter-words.ts';

describe('the words about letters', () => {
  it('say what every placeholder means, in both languages', () => {
    const used = new Set(['product', ...Object.values(placeholders).flat()]);
    for (const { meanings } of [lettersEn, lettersZh]) {
      assert.deepEqual(Object.keys(meanings).toSorted(), [...used].toSorted());
    }
  });
});
