import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { registrationFixture } from '../../../../test/registration-fixture.ts';
import { isSqlite } from '../../../kernel/database.ts';

const several = (unit: string, count: number) =>
  Array.from({ length: count }, (_, n) => [
    ...[`Person ${n}`, '学生', `K${n}`, unit, `k${n}@uni.test`, '', ''],
  ]);

forEachDatabase('a long sheet', (open) => {
  it('shows to every tab how many rows are applied, before any of them can be seen', async () => {
    const at = await registrationFixture(await open());
    const bridge = await at.http();
    const id = await at.submit(at.chief, several(at.physics.externalId, 450));
    const path = `/api/admin/registration/batches/${id}`;
    const seen: unknown[] = [];
    const { recordAll } = at.deps.audit;
    at.deps.audit.recordAll = async (trx, all) => {
      await recordAll(trx, all);
      // SQLite's only connection is busy with it; whoever asks is answered when it is done.
      if (isSqlite(at.db)) return;
      const { text } = await bridge.send({ path, token: at.chief.token });
      const { state, done } = JSON.parse(text) as { state: string; done: number };
      seen.push([state, done, await at.found('Person 0')]);
    };
    assert.equal((await at.apply(at.chief, id)).state, 'applied');
    const steps = [0, 200, 400].map((done) => ['applying', done, null]);
    assert.deepEqual(seen, isSqlite(at.db) ? [] : steps);
    const { text } = await bridge.send({ path, token: at.chief.token });
    const { isWriting, done } = JSON.parse(text) as { isWriting: boolean; done: number };
    assert.deepEqual([isWriting, done], [false, 450]);
  });

  it('whose mails were broken off is taken up where it was; none is written to who was undone', async () => {
    const at = await registrationFixture(await open());
    const sheet = several(at.physics.externalId, 6);
    const id = await at.submit(at.chief, sheet);
    await at.apply(at.chief, id);
    assert.equal((await at.mails()).length, 6);
    const breakOff = async () => {
      await at.db('outbox').delete();
      const half = { letters_after: 4, done: 3 };
      await at.db('registration_batches').where({ id }).update(half);
    };
    await breakOff();
    await at.registration.work();
    const written = await at.db('outbox').orderBy('recipient').pluck<string[]>('recipient');
    assert.deepEqual(written, ['k3@uni.test', 'k4@uni.test', 'k5@uni.test']);
    await breakOff();
    await at.registration.undo(at.chief.id, id);
    await at.registration.work();
    assert.deepEqual(await at.mails(), []);
  });
});
