import assert from 'node:assert/strict';
import { templateKinds } from '../../bridge/src/features/notifications/kinds.ts';
import { templateNames as templatesEn } from '../../words/en/template-names.ts';
import { templateNames as templatesZh } from '../../words/zh-CN/template-names.ts';

describe('the words about message templates', () => {
  it('say what every placeholder means, in both languages', () => {
    const used = new Set([
      'product',
      ...Object.values(templateKinds).flatMap(({ placeholders }) => placeholders),
    ]);
    for (const { meanings } of [templatesEn, templatesZh]) {
      assert.deepEqual(Object.keys(meanings).toSorted(), [...used].toSorted());
    }
  });
});
