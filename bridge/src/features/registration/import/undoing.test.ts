import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { registrationFixture } from '../../../../test/registration-fixture.ts';
import type { BatchShown } from './contract.ts';

forEachDatabase('a sheet that was applied', (open) => {
  it('is undone as far as it can be: who has logged in stays, and is told, and is tried again', async () => {
    const at = await registrationFixture(await open());
    const bridge = await at.http();
    const unit = at.physics.externalId;
    const rows = ['Stays', 'Goes', 'Changed'].map((name, n) => [
      name,
      '教师',
      `T${n}`,
      unit,
      '',
      '',
      '',
    ]);
    const first = await at.submit(at.chief, rows);
    await at.apply(at.chief, first);
    const stays = await at.found('Stays');
    const changed = await at.found('Changed');
    const session = at.db('sessions').where({ id: at.plain.sessionId });
    await session.clone().update({ person_id: stays?.id, created_at: at.clock.now() });
    at.clock.move(1_000);
    const second = await at.submit(at.chief, [['Newer', '教师', 'T2', unit, '', '', '']]);
    await at.apply(at.chief, second);
    const path = `/api/admin/registration/batches/${first}`;
    const shown = async () => {
      const { text } = await bridge.send({ path, token: at.chief.token });
      const { state, kept } = JSON.parse(text) as BatchShown;
      return [state, kept.map(({ number, name, reason }) => [number, name, reason])];
    };
    assert.equal(await at.registration.undo(at.chief.id, first), 'undone');
    assert.equal((await at.found('Stays'))?.status, 'active');
    assert.equal((await at.found('Goes'))?.status, 'deactivated');
    assert.equal((await at.found('Newer'))?.id, changed?.id);
    assert.deepEqual(await shown(), [
      'undone',
      [
        [2, 'Stays', 'logged-in'],
        [4, 'Changed', 'newer-sheet'],
      ],
    ]);
    const refused = { code: 'registration/not-undoable' };
    await assert.rejects(at.registration.undo(at.chief.id, first), refused);
    await at.registration.undo(at.chief.id, second);
    assert.equal(await at.registration.undo(at.chief.id, first), 'undone');
    assert.equal((await at.found('Changed'))?.status, 'deactivated');
    assert.deepEqual(await shown(), ['undone', [[2, 'Stays', 'logged-in']]]);
    await session.delete();
    await at.registration.undo(at.chief.id, first);
    assert.deepEqual(await shown(), ['undone', []]);
    const nothing = { code: 'registration/not-ready' };
    await assert.rejects(at.registration.undo(at.chief.id, first), nothing);
  });
});
