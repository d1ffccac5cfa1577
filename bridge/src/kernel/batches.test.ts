import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { createBatches, createLookup, createMemberLookup, inGroups } from './batches.ts';

describe('A batch', () => {
  it('has everybody who asks at once, each answered with the own value', async () => {
    const asked: number[][] = [];
    const double = createBatches<number, number>((keys) => {
      asked.push([...keys]);
      return Promise.resolve(keys.map((key) => key * 2));
    });
    assert.deepEqual(await Promise.all([1, 2, 3].map(double)), [2, 4, 6]);
    assert.equal(await double(4), 8);
    assert.deepEqual(asked, [[1, 2, 3], [4]]);
  });

  it('begins after everybody in it has asked', async () => {
    let stored = 'before';
    let goOn: () => void = () => undefined;
    const read = createBatches<string, string>(async (keys) => {
      const seen = stored;
      await new Promise<void>((resolve) => (goOn = resolve));
      return keys.map(() => seen);
    });
    const first = read('a');
    await new Promise((resolve) => setTimeout(resolve, 5));
    stored = 'after';
    const second = read('a');
    goOn();
    assert.equal(await first, 'before');
    await new Promise((resolve) => setTimeout(resolve, 5));
    goOn();
    assert.equal(await second, 'after', 'what was under way was read too early for it');
  });

  it('is of a bounded size, and a failure is of one batch', async () => {
    const sizes: number[] = [];
    const work = createBatches<number, number>((keys) => {
      sizes.push(keys.length);
      return sizes.length === 1 ? Promise.reject(new Error('away')) : Promise.resolve([...keys]);
    });
    const all = await Promise.allSettled(Array.from({ length: 150 }, (_, at) => work(at)));
    assert.deepEqual(sizes, [100, 50]);
    assert.equal(all.filter(({ status }) => status === 'rejected').length, 100);
    assert.equal(await work(7), 7);
  });

  it('asks once for equal keys, and once for each owner', async () => {
    const asked: unknown[] = [];
    const find = createLookup((ids) => {
      asked.push(ids);
      return Promise.resolve(new Map([['a', 'A']]));
    });
    assert.deepEqual(await Promise.all(['a', 'b', 'a'].map(find)), ['A', null, 'A']);
    const member = createMemberLookup((ownerId, ids) => {
      asked.push([ownerId, ids]);
      return Promise.resolve(new Map(ids.map((id) => [id, `${ownerId}${id}`])));
    });
    const all = [member('x', '1'), member('y', '1'), member('x', '2'), member('x', '1')];
    assert.deepEqual(await Promise.all([...all, member('x', '3')]), ['x1', 'y1', 'x2', 'x1', 'x3']);
    assert.deepEqual(asked, [
      ['a', 'b'],
      // Lists have few different lengths: four, here.
      ['x', ['1', '2', '3', '3']],
      ['y', ['1']],
    ]);
  });
});

describe('A group', () => {
  it('is of all who came while another was under way, and so shares its batches', async () => {
    const asked: string[][] = [];
    const read = createBatches<string, string>(async (keys) => {
      asked.push([...keys]);
      await pause(5);
      return keys;
    });
    const enter = inGroups(
      async (who: string) => `${await read(`${who}1`)} ${await read(`${who}2`)}`,
    );
    const first = enter('a');
    await pause(2);
    const later = ['b', 'c'].map((who) => enter(who));
    assert.deepEqual(await Promise.all([first, ...later]), ['a1 a2', 'b1 b2', 'c1 c2']);
    assert.deepEqual(asked, [['a1'], ['a2'], ['b1', 'c1'], ['b2', 'c2']]);
  });

  it('fails for whom it fails', async () => {
    const work = inGroups((is: number) =>
      is === 2 ? Promise.reject(new Error('no')) : Promise.resolve(is),
    );
    const all = await Promise.allSettled([1, 2, 3].map(work));
    assert.deepEqual(
      all.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
  });

  it('is not waited for without end', async () => {
    const work = inGroups((waits: boolean) =>
      waits ? new Promise<string>(() => undefined) : Promise.resolve('done'),
    );
    void work(true);
    await pause(2);
    assert.equal(await work(false), 'done');
  });
});
