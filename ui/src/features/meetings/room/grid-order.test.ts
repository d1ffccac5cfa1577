import assert from 'node:assert/strict';
import { nextOrder, type GridNow } from './grid-order.ts';

const people = (count: number): string[] => Array.from({ length: count }, (_, n) => `p${n}`);
const now = (change: Partial<GridNow>): GridNow => ({
  present: people(20),
  perPage: 9,
  forward: [],
  spoke: [],
  stays: (id) => id === 'p0',
  ...change,
});

describe('who stands where in the grid', () => {
  it('is as they came; who comes later stands at the end', () => {
    const order = nextOrder(people(3), now({ present: people(5) }));
    assert.deepEqual(order, people(5));
  });

  it('does not change when somebody speaks who is on the first page', () => {
    const order = nextOrder(people(20), now({ forward: ['p8'], spoke: ['p8'] }));
    assert.deepEqual(order, people(20));
  });

  it('changes by one tile for a speaker of a later page: the one that was silent for longest', () => {
    const spoke = ['p15', 'p8', 'p7', 'p6', 'p5', 'p4', 'p3', 'p2'];
    const order = nextOrder(people(20), now({ forward: ['p15'], spoke }));
    const moved = order.flatMap((id, place) => (id === `p${place}` ? [] : [`${id} to ${place}`]));
    assert.deepEqual(moved, ['p15 to 1', 'p1 to 15']);
  });

  it('is given up neither by oneself nor by a raised hand', () => {
    const raised = new Set(['p0', 'p7', 'p8']);
    const order = nextOrder(
      people(20),
      now({ forward: ['p15'], spoke: ['p15'], stays: (id) => raised.has(id) }),
    );
    assert.equal(order[6], 'p15');
    const none = nextOrder(people(20), now({ forward: ['p15'], stays: () => true }));
    assert.deepEqual(none, people(20));
  });

  it('leaves the others where they are when somebody goes: the last one takes the place', () => {
    const present = people(20).filter((id) => !['p2', 'p18', 'p19'].includes(id));
    const order = nextOrder(people(20), now({ present }));
    assert.deepEqual(order.slice(0, 4), ['p0', 'p1', 'p17', 'p3']);
    assert.deepEqual([...order].sort(), [...present].sort());
  });

  it('gives the empty place to one who comes in the same moment, as when two change places with the stage', () => {
    const before = people(20).filter((id) => id !== 'p11');
    const present = people(20).filter((id) => id !== 'p4');
    const order = nextOrder(before, now({ present }));
    assert.deepEqual(
      order,
      before.map((id) => (id === 'p4' ? 'p11' : id)),
    );
  });

  it('closes the gap where all are on one page, in the order in which they came', () => {
    const present = people(6).filter((id) => id !== 'p2');
    assert.deepEqual(nextOrder(people(6), now({ present })), present);
  });

  it('has everybody once, whoever comes, goes and speaks', () => {
    let order: string[] = [];
    for (let turn = 0; turn < 60; turn += 1) {
      const present = people(40).filter((_, index) => (index * 7 + turn) % 5 !== 0 || index === 0);
      const speaker = present[(turn * 11) % present.length] ?? null;
      const forward = speaker === null ? [] : [speaker];
      order = nextOrder(order, now({ present, forward, spoke: forward }));
      assert.deepEqual([...order].sort(), [...present].sort());
      assert.ok(speaker === null || order.indexOf(speaker) < 9);
    }
  });
});
