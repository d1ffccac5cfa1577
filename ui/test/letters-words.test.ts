import assert from 'node:assert/strict';
import { placeholders } from '../../bridge/src/features/notifications/outbox/templates/template.ts';
import { lettersEn } from '../src/features/notifications/templates/letter-words.ts';
import { lettersZh } from '../src/features/notifications/templates/letter-words-zh.ts';

describe('the words about letters', () => {
  it('say what every placeholder means, in both languages', () => {
    const used = new Set(['product', ...Object.values(placeholders).flat()]);
    for (const { meanings } of [lettersEn, lettersZh]) {
      assert.deepEqual(Object.keys(meanings).toSorted(), [...used].toSorted());
    }
  });
});
