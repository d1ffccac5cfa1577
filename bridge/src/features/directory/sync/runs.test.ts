import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import {
  aCampus,
  aCourse,
  aDirectory,
  anAccount,
  fakeSource,
  joinCampus,
} from '../../../../test/roster-fixtures.ts';

const accounts = (count: number) => Array.from({ length: count }, (_, n) => anAccount(`a${n}`));

forEachDatabase('runs of rosters', (open) => {
  it('runs one at a time for a source and scope', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = { ...fakeSource('moodle', aCourse(accounts(3))) };
    const answer = slow.snapshot;
    let started: () => void = () => undefined;
    const running = new Promise<void>((resolve) => {
      started = resolve;
    });
    slow.snapshot = async (scope) => {
      started();
      await gate;
      return answer(scope);
    };
    const first = await aCampus(await open(), [slow]);
    const second = joinCampus(first.db, [fakeSource('moodle', aCourse(accounts(3)))]);
    const run = first.syncService.run('moodle', { scope: '7' });
    await running;
    await assert.rejects(second.syncService.run('moodle', { scope: '7' }), {
      code: 'roster/already-running',
    });
    assert.deepEqual(await second.syncService.run('moodle'), []);
    release();
    assert.equal((await run)[0]?.state, 'applied');
  });

  it('marks a run whose process died as failed, and its late writer is kept out', async () => {
    const source = { ...fakeSource('moodle', aCourse(accounts(3))) };
    const answer = source.snapshot;
    const first = await aCampus(await open(), [source]);
    const second = joinCampus(first.db, [fakeSource('moodle', aCourse(accounts(2)))]);
    source.snapshot = async (scope) => {
      second.clock.move(61_000);
      assert.equal(await second.syncService.recover(), 1);
      return answer(scope);
    };
    const [late] = await first.syncService.run('moodle', { scope: '7' });
    assert.equal(late?.state, 'failed');
    assert.equal(late.failure?.code, 'roster/already-running');
    assert.equal((await second.syncService.run('moodle'))[0]?.state, 'applied');
  });

  it('brings in 10,000 people by hundreds, and asks even less when nothing changed', async () => {
    const many = Array.from({ length: 10_000 }, (_, n) =>
      anAccount(`p${n}`, { campusNumber: `2026${n}` }),
    );
    const source = fakeSource('ldap', aDirectory(many));
    const { db, syncService } = await aCampus(await open(), [source]);
    const statements = async (state: string): Promise<number> => {
      let count = 0;
      const one = () => (count += 1);
      db.on('query', one);
      assert.equal((await syncService.run('ldap'))[0]?.state, state);
      db.off('query', one);
      return count;
    };
    const first = await statements('applied');
    const second = await statements('unchanged');
    assert.ok(first < 10_000 / 10, `${first} statements`);
    assert.ok(second < 10_000 / 50, `${second} statements`);
  });
});
