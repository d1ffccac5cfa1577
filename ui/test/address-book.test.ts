import assert from 'node:assert/strict';
import { searchAddressBook } from '../../bridge/src/features/directory/address-book/contract.ts';
import type { Call } from '../src/kernel/ports.ts';
import { aCampus } from '../scenes/campus.ts';
import { uuid } from '../scenes/people.ts';
import {
  atMost,
  hasUnit,
  isEmpty,
  nobody,
  withPerson,
  withUnit,
} from '../src/features/directory/address-book/choice.ts';
import { createBook } from '../src/features/directory/address-book/book.ts';
import { columns, moved } from '../src/features/directory/address-book/grid.ts';
import { queryOf, type UnitShelf } from '../src/features/directory/address-book/shelf.ts';
import { shelvesOf } from '../src/features/directory/address-book/tree.ts';
import { aPanel, settled } from './panel.ts';

const department: UnitShelf = { kind: 'department', id: uuid(8001), name: 'Computing', size: 1204 };

/** Calls that are answered when the test says so, in the order that it says. */
function heldCalls() {
  const held: ((names: string[], next?: string) => void)[] = [];
  const queries: unknown[] = [];
  const call = ((_endpoint: unknown, input: { query: unknown }) => {
    queries.push(input.query);
    return new Promise((resolve) => {
      held.push((names, next) =>
        resolve({ entries: names.map((name) => ({ name, personId: name })), next: next ?? null }),
      );
    });
  }) as unknown as Call;
  return { call, held, queries };
}
const rested = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('the address book', () => {
  it('shows recent people until one types, then asks when typing rests, once', async () => {
    const { call, queries } = heldCalls();
    const book = createBook(call, 1);
    book.open({ kind: 'everybody' });
    book.type('w');
    book.type('wa');
    book.type('wang ');
    await rested();
    assert.deepEqual(queries, [{ list: 'recent' }, { query: 'wang' }]);
  });

  it('is looking from the first letter on: nobody is told meanwhile that nobody was found', async () => {
    const { call, held } = heldCalls();
    const book = createBook(call, 1);
    book.open({ kind: 'everybody' });
    held[0]?.([]);
    await settled();
    book.type('w');
    assert.equal(book.loading.value, true);
    book.dispose();
  });

  it('shows the latest question’s answer, whichever comes last', async () => {
    const { call, held } = heldCalls();
    const book = createBook(call, 1);
    book.open({ kind: 'everybody' });
    book.open({ kind: 'favourites' });
    held[1]?.(['second']);
    held[0]?.(['first']);
    await settled();
    assert.deepEqual(
      book.entries.value.map(({ name }) => name),
      ['second'],
    );
    assert.equal(book.loading.value, false);
  });

  it('takes the first for what is typed by now, not for what was there before', async () => {
    const { call, held, queries } = heldCalls();
    const book = createBook(call, 60_000);
    book.open({ kind: 'everybody' });
    held[0]?.(['somebody recent']);
    await settled();
    book.type('zoe');
    const first = book.first();
    assert.deepEqual(queries[1], { query: 'zoe' });
    held[1]?.(['Zoë']);
    assert.equal((await first)?.name, 'Zoë');
    assert.equal((await book.first())?.name, 'Zoë', 'and does not ask again');
    assert.equal(queries.length, 2);
  });

  it('adds the next page once, and none of a question that is over', async () => {
    const { call, held, queries } = heldCalls();
    const book = createBook(call, 1);
    book.open(department);
    held[0]?.(['a'], 'page-2');
    await settled();
    void book.loadMore();
    const more = book.loadMore();
    assert.deepEqual(queries[1], { departmentId: department.id, cursor: 'page-2' });
    held[1]?.(['b']);
    await more;
    assert.equal(queries.length, 2);
    assert.deepEqual([book.entries.value.length, book.more.value], [2, false]);
  });

  it('says what failed and can be asked again', async () => {
    const panel = aPanel({ failing: { searchAddressBook: 'network/unreachable' } });
    const book = createBook(panel.bridge.call, 1);
    book.reload();
    await settled();
    assert.equal(book.failure.value?.code, 'network/unreachable');
    panel.world.failing = {};
    book.reload();
    await settled();
    assert.equal(book.failure.value, null);
    assert.equal(book.entries.value.length, 3);
    assert.equal(book.units.value?.departments.length, 4);
  });

  it('stars at once, and takes it back when that failed', async () => {
    const panel = aPanel({ failing: { removeFavourite: 'network/unreachable' } });
    const book = createBook(panel.bridge.call, 1);
    book.reload();
    await settled();
    const starred = (): boolean[] => book.entries.value.map(({ favourite }) => favourite);
    assert.deepEqual(starred(), [false, true, false]);
    const [first, second] = book.entries.value;
    assert.ok(first && second);
    await book.toggleFavourite(first);
    assert.deepEqual(starred(), [true, true, false]);
    const taking = book.toggleFavourite(second);
    assert.deepEqual(starred(), [true, false, false]);
    await taking;
    assert.deepEqual(starred(), [true, true, false]);
  });

  it('asks for what a shelf is, narrowed by what is typed', () => {
    assert.deepEqual(queryOf({ kind: 'favourites' }, ' li '), { list: 'favourites', query: 'li' });
    assert.deepEqual(queryOf({ kind: 'group', id: 'g', courseId: 'c', name: '', size: 1 }, ''), {
      groupId: 'g',
    });
  });

  it('asks nothing that the bridge refuses, whatever the shelf', () => {
    const [id, courseId] = [uuid(1), uuid(2)];
    const unit = { id, name: '', size: 1 };
    const shelves = [
      { kind: 'everybody' },
      { kind: 'favourites' },
      { kind: 'department', ...unit },
      { kind: 'course', ...unit },
      { kind: 'group', courseId, ...unit },
    ] as const;
    for (const shelf of shelves)
      for (const typed of ['', 'li']) searchAddressBook.query.parse(queryOf(shelf, typed));
  });
});

describe('the tree of the address book', () => {
  it('holds everybody, favourites, own courses with groups, and departments in each other', () => {
    const { departments } = aCampus('en');
    const courses = [
      { id: 'c', title: 'Signals', size: 148, groups: [{ id: 'g', name: 'A', size: 31 }] },
    ];
    const tree = shelvesOf({ departments, courses }, 'en');
    assert.deepEqual(
      tree.map(({ key }) => key),
      ['everybody', 'favourites', 'courses', 'departments'],
    );
    const university = tree[3]?.children[0];
    assert.deepEqual(
      university?.children.map(({ name }) => name),
      ['School of Computing', 'School of Mathematics and Theoretical Physics'],
    );
    assert.equal(university.children[0]?.children[0]?.name, 'Software Lab');
    assert.equal(tree[2]?.children[0]?.children[0]?.shelf?.kind, 'group');
  });

  it('leaves out headings over nothing, and loses no unit whose parent is unknown', () => {
    assert.equal(shelvesOf(null, 'en').length, 2);
    const orphan = { id: 'x', parentId: 'gone', name: 'Annex', size: 3 };
    const self = { id: 'y', parentId: 'y', name: 'Loop', size: 3 };
    const tree = shelvesOf({ departments: [orphan, self], courses: [] }, 'en');
    assert.deepEqual(
      tree[2]?.children.map(({ name }) => name),
      ['Annex', 'Loop'],
    );
  });
});

describe('whom one picks', () => {
  it('is in or out by one press, people and units apart', () => {
    const [one] = aCampus('en').entries;
    assert.ok(one);
    const both = withUnit(withPerson(nobody(), one), department);
    assert.deepEqual([atMost(both), hasUnit(both, { ...department })], [1205, true]);
    assert.ok(isEmpty(withUnit(withPerson(both, { ...one }), { ...department })));
  });
});

describe('the keyboard in the list', () => {
  const size = { rows: 100, columns, page: 8 };
  const at = { row: 10, column: 'person' as const };
  const press = (key: string, ctrlKey = false) => moved(at, { key, ctrlKey }, size);

  it('goes by rows, cells and pages, and not over the edge', () => {
    assert.deepEqual(press('ArrowDown'), { row: 11, column: 'person' });
    assert.deepEqual(press('ArrowRight'), { row: 10, column: 'star' });
    assert.deepEqual(press('ArrowLeft'), at);
    assert.deepEqual(press('PageDown'), { row: 18, column: 'person' });
    assert.deepEqual(press('End'), { row: 10, column: 'ring' });
    assert.deepEqual(press('Home', true), { row: 0, column: 'person' });
    assert.deepEqual(press('End', true), { row: 99, column: 'ring' });
    assert.deepEqual(moved({ row: 0, column: 'star' }, { key: 'ArrowUp', ctrlKey: false }, size), {
      row: 0,
      column: 'star',
    });
    assert.equal(press('a'), null);
  });
});
