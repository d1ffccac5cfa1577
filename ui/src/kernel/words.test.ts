import assert from 'node:assert/strict';
import { initials, tone } from './words.ts';

describe('initials', () => {
  it('are of the name, not of what stands beside it', () => {
    for (const [name, letters] of [
      ['王芳', '王芳'],
      ['欧阳若曦', '若曦'],
      ['张教授（清华大学）', '张'],
      ['李明老师', '李明'],
      ['教授', '教授'],
      ['王芳 Wang Fang', '王芳'],
      ['阿卜杜拉·买买提', '杜拉'],
      ['Olivia Murphy', 'OM'],
      ['Olivia Murphy (Physics)', 'OM'],
      ['Müller-Lüdenscheidt', 'ML'],
      ['O’Brien', 'OB'],
      ['Prof. Dr. Olivia Murphy', 'OM'],
      ['Dr', 'D'],
      ['𠮷野𡈽', '野𡈽'],
      ['madonna', 'M'],
      ['（访客）', '访客'],
      ['((((((', '?'],
      ['', '?'],
      ['🎉', '?'],
    ] as const) {
      assert.equal(initials(name), letters, name);
    }
    assert.equal(initials('('.repeat(1_000_000)), '?');
  });
});

describe('the colour of a name', () => {
  it('is one wherever the name is shown', () => {
    assert.equal(tone('张教授（清华大学）'), tone('张教授'));
    assert.equal(tone('Anna  Maria'), tone('anna maria'));
    const all = new Set(Array.from({ length: 100 }, (_, n) => tone(`name ${n}`)));
    assert.equal(all.size, 8);
  });
});
