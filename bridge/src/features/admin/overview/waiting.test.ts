import assert from 'node:assert/strict';
import type { Actor } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { registrationFixture } from '../../../../test/registration-fixture.ts';
import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';

const anApplication = (departmentId: string) => ({
  id: newId(),
  name: 'New',
  kind: 'teacher',
  campus_number: 'N1',
  locale: 'en',
  department_id: departmentId,
  email: `${newId()}@uni.test`,
  state: 'waiting',
  tries: 0,
  created_at: 1,
  expires_at: 2,
  confirmed_at: 1,
});
const aRun = (state: string) => ({
  id: newId(),
  source: 'ldap',
  scope: 'all',
  state,
  owner: 'x',
  lease_until: 0,
  counts: '{}',
  report: '{}',
  started_at: 1,
});
const aDeadLetter = () => ({
  id: newId(),
  kind: 'mail',
  recipient: 'x@uni.test',
  about: 'registered',
  payload: '',
  state: 'dead',
  attempts: 9,
  created_at: 1,
  trying_since: 1,
  next_at: 1,
});

async function fill(db: Database, units: readonly string[]): Promise<void> {
  await db('applications').insert(units.map(anApplication));
  await db('roster_runs').insert([aRun('needs-confirmation'), aRun('applied')]);
  await db('outbox').insert([aDeadLetter(), aDeadLetter()]);
}

forEachDatabase('what waits for an admin', (open) => {
  it('is counted by kind, for each admin within the own scope; nobody else is told', async () => {
    const at = await registrationFixture(await open(), 'department');
    const bridge = await at.http();
    const ask = (who: Actor) => bridge.send({ path: '/api/admin/waiting', token: who.token });
    const waiting = async (who: Actor): Promise<unknown> =>
      (JSON.parse((await ask(who)).text) as { waiting: unknown }).waiting;
    await fill(at.db, [at.physics.id, at.arts.id, at.arts.id]);
    const row = ['王芳', '教师', 'T100', at.physics.externalId, 'wang@uni.test', '', ''];
    const sheet = await at.submit(at.chief, [row]);
    await at.registration.submit(at.chief.id, sheet);
    const none = {
      platforms: 0,
      conflicts: 0,
      erasures: 0,
      alarms: 0,
      'sheets-to-review': 0,
      'sheets-returned': 0,
    };
    const notMine = { ...none, 'directory-runs': 0, 'dead-letters': 0 };
    const all = { applications: 3, 'directory-runs': 1, 'dead-letters': 2 };
    assert.deepEqual(await waiting(at.root), { ...none, ...all, 'sheets-to-review': 1 });
    assert.deepEqual(await waiting(at.chief), { ...notMine, applications: 1 });
    assert.deepEqual(await waiting(at.other), { ...notMine, applications: 2 });
    await at.registration.giveBack(at.root.id, sheet, 'Phones are missing.');
    assert.deepEqual(await waiting(at.root), { ...none, ...all });
    assert.deepEqual(await waiting(at.chief), {
      ...notMine,
      applications: 1,
      'sheets-returned': 1,
    });
    assert.equal((await ask(at.plain)).code, 'admin/not-allowed');
  });
});
