import assert from 'node:assert/strict';
import { placeholders } from '../../bridge/src/features/notifications/outbox/templates/template.ts';
import { templatesEn } from '../src/features/notifications/templates/template-words.ts';
import { templatesZh } from '../src/features/notifications/templates/template-words-zh.ts';

describe('the words about message templates', () => {
  it('say what every placeholder means, in both languages', () => {
    const used = new Set(['product', ...Object.values(placeholders).flat()]);
    for (const { meanings } of [templatesEn, templatesZh]) {
      assert.deepEqual(Object.keys(meanings).toSorted(), [...used].toSorted());
    }
  });
});
