import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../../../migrations/index.ts';
import { registrationFixture } from '../../../../test/registration-fixture.ts';
import { migrate, openDatabase, type Database } from '../../../kernel/database.ts';

const count = 2_000;

describe('a bridge that is killed while it applies a sheet', () => {
  const folder = mkdtempSync(join(tmpdir(), 'campus-meet-registration-'));
  const file = join(folder, 'registration.sqlite');
  let db: Database;
  before(async () => {
    db = openDatabase({ kind: 'sqlite', file });
    await migrate(db, migrations);
  });
  after(async () => {
    await db.destroy();
    rmSync(folder, { recursive: true });
  });

  it('has applied nothing; started again it applies all, each person and each mail once', async () => {
    const at = await registrationFixture(db);
    const rows = Array.from({ length: count }, (_, n) => [
      ...[`Person ${n}`, '学生', `K${n}`, at.physics.externalId, `k${n}@uni.test`, '', ''],
    ]);
    const id = await at.submit(at.chief, rows);
    await db('registration_batches').where({ id }).update({ state: 'applying' });
    const people = async () =>
      (await db('people').where('campus_number', 'like', 'K%').select('id')).length;
    const program = join(import.meta.dirname, '../../../../test/registration-process.ts');
    const child = spawn(process.execPath, [program], {
      env: { ...process.env, REGISTRATION_FILE: file },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await once(child, 'message');
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(await people(), 0);
    assert.deepEqual(await at.mails(), []);
    // Its lease is over.
    assert.equal(
      await db('job_leases')
        .where({ name: `sheet:${id}` })
        .update({ lease_until: 0 }),
      1,
    );
    await at.registration.work();
    assert.equal((await at.registration.get(at.chief.id, id)).state, 'applied');
    assert.equal(await people(), count);
    assert.equal((await at.mails()).length, count);
    assert.equal((await db('audit_entries').where({ action: 'person.register' })).length, count);
  });
});
