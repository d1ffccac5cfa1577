import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createComparison, resembles } from './resemblance.ts';

const alike: [why: string, one: string, other: string][] = [
  ['equal', '林芳', '林芳'],
  ['case', 'ANNA müller', 'Anna Müller'],
  ['width', 'Ａｎｎａ Müller', 'Anna Müller'],
  ['spaces', '林　 芳', '林芳'],
  ['diacritics', 'Anna Muller', 'Anna Müller'],
  ['diacritics of any length', 'A\u0301\u0302\u0303nna Müller', 'Anna Müller'],
  ['invisible marks', '林\u200b\u2060芳', '林芳'],
  ['directions', '\u202e林芳\u202c', '林芳'],
  ['Cyrillic', 'Аnnа Мüllеr', 'Anna Müller'],
  ['Cyrillic small letters', 'Маrк Тwain', 'Mark Twain'],
  ['Greek', 'Αnna Μüller', 'Anna Müller'],
  ['Armenian and Cherokee', 'Ꭺոոɑ', 'Anna'],
  ['mathematical letters', '𝓐𝓷𝓷𝓪 Müller', 'Anna Müller'],
  ['one, l and I', 'Wi11iam', 'William'],
  ['capital I for l', 'WiIliam', 'William'],
  ['zero for o', '0skar', 'Oskar'],
  ['rn for m', 'Torn Smith', 'Tom Smith'],
  ['katakana for Han', '王カ', '王力'],
  ['interpunct', '阿依古丽·买买提', '阿依古丽买买提'],
  ['order of names', 'Müller, Anna', 'Anna Müller'],
  ['a title', '林芳老师', '林芳'],
  ['a title in brackets', '林芳（主持人）', '林芳'],
  ['a title in front', 'Prof. Anna Müller', 'Anna Müller'],
  ['emoji around', '⭐林芳⭐', '林芳'],
];
const unlike: [string, string][] = [
  ['林芳', '林方'],
  ['Anna', 'Hanna'],
  ['王小明', '王明'],
  ['⭐', '林芳'],
  ['🙂', '⭐'],
  ['老师', '林芳老师'],
  ['Ivan', 'Iwan'],
];

describe('names that resemble each other', () => {
  for (const [why, one, other] of alike) {
    it(`do so in spite of: ${why}`, () => {
      assert.ok(resembles(one, other));
      assert.ok(resembles(other, one));
    });
  }
  it('are others than names that are merely near', () => {
    for (const [one, other] of unlike)
      assert.equal(resembles(one, other), false, `${one} ${other}`);
  });
  it('are the same compared by two or with many, and each is like itself', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(name, fc.array(name, { maxLength: 5 }), (one, others) => {
        const found = createComparison(others.map((other) => ({ name: other })))(one);
        assert.equal(
          found !== null,
          others.some((other) => resembles(one, other)),
        );
        // What Unicode calls one letter may come apart into marks alone (U+FC5E).
        if (/[\p{L}\p{N}]/u.test(one.normalize('NFKD'))) assert.ok(resembles(one, one));
      }),
      { examples: [['\u{FC5E} ', []]] },
    );
  });
});
