import assert from 'node:assert/strict';
import { namesDiffer } from './names-alike.ts';

const shown = (displayName: string) => ({ displayName, givenName: '', familyName: '' });

describe('whether two names are of different people', () => {
  for (const [one, other, differ] of [
    ['林芳', '林芳', false],
    ['林芳', '芳 林', false],
    ['林芳', 'Fang Lin', false],
    ['林芳', 'LIN Fang', false],
    ['单晓明', 'Shan Xiaoming', false],
    ['吕布', 'Lü Bu', false],
    ['吕布', 'Lv Bu', false],
    ['Anna Lee', 'Anna Maria Lee', false],
    ['José Núñez', 'Jose Nunez', false],
    ['王·买买提', '王买买提', false],
    ['', '林芳', false],
    ['林芳', '林方', true],
    ['林芳', '王伟', true],
    ['林芳', 'Wei Wang', true],
    ['Dora D', 'Xeno X', true],
    ['Ann Lee', 'Bob Ray', true],
  ] as const) {
    it(`${one || 'nothing'} and ${other}: ${differ ? 'different' : 'one name'}`, () => {
      assert.equal(namesDiffer(shown(one), shown(other)), differ);
      assert.equal(namesDiffer(shown(other), shown(one)), differ);
    });
  }

  it('a part that is missing makes nobody another person', () => {
    const parts = { displayName: '', givenName: '芳', familyName: '林' };
    assert.equal(namesDiffer(parts, shown('林芳')), false);
    assert.equal(namesDiffer({ ...shown('林芳'), familyName: '林' }, parts), false);
  });
});
