import assert from 'node:assert/strict';
import { findUnits, unitChoices } from './units.ts';

const units = [
  { id: 'a', parentId: null, name: '理学院' },
  { id: 'b', parentId: 'a', name: '物理系' },
  { id: 'c', parentId: 'gone', name: 'School of Law' },
];

describe('the departments that one can apply to', () => {
  it('stand below those that they belong to; one whose parent is gone stands at the top', () => {
    assert.deepEqual(unitChoices(units), [
      { id: 'a', name: '理学院', above: '' },
      { id: 'b', name: '物理系', above: '理学院' },
      { id: 'c', name: 'School of Law', above: '' },
    ]);
  });
  it('are found by every word of their own name and of those above, in any case and width', () => {
    const found = (search: string) => findUnits(unitChoices(units), search).map(({ id }) => id);
    assert.deepEqual(found('物理'), ['b']);
    assert.deepEqual(found('理学院'), ['a', 'b']);
    assert.deepEqual(found('ＬＡＷ school'), ['c']);
    assert.deepEqual(found('.*'), []);
    assert.equal(found(' ').length, 3);
  });
  it('do not go round in a circle', () => {
    const cycle = [
      { id: 'a', parentId: 'b', name: 'A' },
      { id: 'b', parentId: 'a', name: 'B' },
    ];
    assert.deepEqual(unitChoices(cycle), []);
  });
});
