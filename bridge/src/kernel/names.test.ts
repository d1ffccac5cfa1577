import assert from 'node:assert/strict';
import fc from 'fast-check';
import { displayName } from './names.ts';

describe('names', () => {
  it('puts Han names family first, without a space', () => {
    assert.equal(displayName('芳', '林', '芳 林'), '林芳');
    assert.equal(displayName('若曦', '欧阳', ''), '欧阳若曦');
  });
  it('leaves other and mixed names in their order', () => {
    assert.equal(displayName('Olivia', 'Murphy', 'x'), 'Olivia Murphy');
    assert.equal(displayName('Tom', '王', ''), 'Tom 王');
    assert.equal(displayName('Admin', '', ''), 'Admin');
    assert.equal(displayName('', '林', ''), '林');
    assert.equal(displayName('𠮷野', '𡈽'), '𡈽𠮷野');
    assert.equal(displayName('Madonna', ''), 'Madonna');
  });
  it('takes the full name where the parts are missing', () => {
    assert.equal(displayName(' ', '', ' 芳  林 '), '芳 林');
    assert.equal(displayName('', '', 'Dean  of\tArts'), 'Dean of Arts');
  });
  it('never loses a part, whatever it is made of', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        (given, family) => {
          const shown = displayName(given, family, '');
          const fold = (text: string) => text.normalize('NFC').replace(/\s+/gu, ' ').trim();
          assert.ok(shown.normalize('NFC').includes(fold(given)) && shown.includes(fold(family)));
        },
      ),
    );
  });
});
