import assert from 'node:assert/strict';
import fc from 'fast-check';
import { displayName, readName } from './names.ts';

describe('names', () => {
  it('puts Han names family first, without a space', () => {
    assert.equal(displayName('芳', '林', '芳 林'), '林芳');
    assert.equal(displayName('若曦', '欧阳', ''), '欧阳若曦');
  });
  it('leaves other and mixed names in their order', () => {
    assert.equal(displayName('Olivia', 'Murphy', 'x'), 'Olivia Murphy');
    assert.equal(displayName('Anna  Maria', 'Lee', ''), 'Anna Maria Lee');
    assert.equal(displayName('Tom', '王', ''), 'Tom 王');
    assert.equal(displayName('Admin', '', ''), 'Admin');
    assert.equal(displayName('', '林', ''), '林');
    assert.equal(displayName('𠮷野', '𡈽'), '𡈽𠮷野');
    assert.equal(displayName('Madonna', ''), 'Madonna');
  });
  it('takes the full name where a part is missing, whatever stands for it', () => {
    assert.equal(displayName(' ', '', ' 芳  林 '), '芳林');
    assert.equal(displayName('', '', 'Dean  of\tArts'), 'Dean of Arts');
    assert.equal(displayName('', '买买提', '阿卜杜拉·买买提'), '阿卜杜拉·买买提');
    assert.equal(displayName('', '林', '林芳'), '林芳');
    assert.equal(displayName('$Person.name.given', '林', '林芳'), '林芳');
    assert.equal(displayName('-', 'Sukarno', '- Sukarno'), 'Sukarno');
    assert.equal(displayName('Sukarno', 'N/A', 'Sukarno N/A'), 'Sukarno');
    assert.equal(displayName('Na', 'Null', 'Na Null'), 'Na Null');
    assert.equal(displayName('', '', '#N/A'), '');
  });
  it('keeps the order of a name with an interpunct', () => {
    assert.equal(displayName('阿卜杜拉', '买买提', '阿卜杜拉·买买提'), '阿卜杜拉·买买提');
    assert.equal(displayName('芳', '林', '芳·李'), '林芳');
  });
  it('has no white space that only pads Han, and keeps the space of other names', () => {
    for (const [padded, name] of [
      ['王　芳', '王芳'],
      ['李  强', '李强'],
      ['欧 阳 若曦', '欧阳若曦'],
      ['Anna  Maria', 'Anna Maria'],
      ['王芳 Wang Fang', '王芳 Wang Fang'],
      ['Tom 王', 'Tom 王'],
      ['\u202d测一\u202c', '测一'],
    ] as const) {
      assert.equal(displayName('', '', padded), name);
    }
  });
  it('never loses a letter of a part, whatever it is made of', () => {
    const letters = (text: string) =>
      text
        .normalize('NFC')
        .match(/[\p{L}\p{N}]/gu)
        ?.join('') ?? '';
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        (given, family) => {
          const shown = letters(displayName(given, family, ''));
          for (const part of [given, family].map(readName)) {
            assert.ok(shown.includes(letters(part)), JSON.stringify([given, family, shown]));
          }
        },
      ),
    );
  });
});
