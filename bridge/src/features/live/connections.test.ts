import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../test/databases.ts';
import { createConnectionRepository } from './connections-repository.ts';

const minute = 60_000;

forEachDatabase('connections over several bridges', (open) => {
  const two = async () => {
    const repository = createConnectionRepository(await open());
    await repository.renew('a', 30_000);
    await repository.renew('b', 30_000);
    await repository.put('a', [{ id: 's1', personId: 'p1', away: false }]);
    await repository.put('b', [
      { id: 's2', personId: 'p1', away: true },
      { id: 's3', personId: 'p2', away: false },
    ]);
    return repository;
  };
  const everybody = ['p1', 'p2', 'p3'];

  it('are those at the other bridges', async () => {
    const repository = await two();
    assert.deepEqual(await repository.elsewhere('a', ['p1'], 0), [
      { id: 's2', personId: 'p1', away: true },
    ]);
    assert.equal((await repository.elsewhere('c', everybody, 0)).length, 3);
    await repository.put('b', [{ id: 's2', personId: 'p1', away: false }]);
    await repository.remove(['s3']);
    assert.deepEqual(await repository.elsewhere('a', everybody, 0), [
      { id: 's2', personId: 'p1', away: false },
    ]);
  });

  it('count for nothing once their bridge did not say for 30 seconds that it lives', async () => {
    const repository = await two();
    assert.deepEqual(await repository.elsewhere('a', everybody, 30_000), []);
    assert.equal(await repository.renew('b', 2 * minute), true);
    assert.equal((await repository.elsewhere('a', everybody, minute)).length, 2);
  });

  it('are forgotten with their bridge, which then learns that it has to say all again', async () => {
    const repository = await two();
    await repository.sweep(30_001);
    assert.equal(await repository.renew('b', 5 * minute), false);
    assert.deepEqual(await repository.elsewhere('a', everybody, minute), []);
    await repository.forget('b');
    assert.equal(await repository.renew('b', 5 * minute), false);
  });
});
