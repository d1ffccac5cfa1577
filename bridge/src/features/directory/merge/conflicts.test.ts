import assert from 'node:assert/strict';
import { identityFixture } from '../../../../test/identity-fixture.ts';
import type { Actor } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { aCourse, aDirectory, anAccount, moodle } from '../../../../test/roster-fixtures.ts';
import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';
import type { ConflictShown, DecisionShown } from './conflicts-contract.ts';
import type { Identity } from './contract.ts';

const lms = `moodle:${moodle}`;
const lin = anAccount('l', { displayName: '林芳', email: 'lin@uni.test', campusNumber: 'T1' });
const other = anAccount('o', { displayName: 'Other', campusNumber: 'T9' });
/** The LMS's account of the same mail address has another campus number. */
const account = anAccount('77', { email: 'LIN@uni.test', campusNumber: 'T-OLD' });
const bystander = anAccount('78', { campusNumber: 'T9', email: null });

type Fixture = Awaited<ReturnType<typeof identityFixture>>;

/** The directory knows 林芳, the LMS an account that may be hers; the chief administers the college. */
async function fixture(db: Database) {
  const at = await identityFixture(db);
  await at.tells(aDirectory([lin, other]));
  const unit = await at
    .db<{ id: string; source: string }>('departments')
    .where({ source: 'ldap:campus' })
    .first();
  await at.give(at.chief, unit?.id ?? '');
  await at.tells(aCourse([account, bystander]));
  const known = await at.personOf('ldap:campus', 'l');
  const own = await at.personOf(lms, '77');
  return { ...at, known, own, unitId: unit?.id ?? '' };
}

const waiting = async (at: Fixture, who: Actor = at.root): Promise<ConflictShown[]> => {
  const { reply } = await at.ask(who, 'GET conflicts');
  return (reply as unknown as { conflicts: ConflictShown[] }).conflicts;
};
const decisions = async (at: Fixture, who: Actor = at.root): Promise<DecisionShown[]> => {
  const { reply } = await at.ask(who, 'GET identity-decisions');
  return (reply as unknown as { decisions: DecisionShown[] }).decisions;
};
const only = <T>(list: readonly T[]): T => {
  assert.equal(list.length, 1);
  return list[0] as T;
};

forEachDatabase('accounts that could not be told apart', (open) => {
  it('are shown side by side, and become one person with both records, until that is undone', async () => {
    const at = await fixture(await open());
    const conflict = only(await waiting(at));
    assert.deepEqual(
      [conflict.key, conflict.reason, conflict.account?.campusNumber, conflict.own?.id],
      ['email', 'contradiction', 'T-OLD', at.own],
    );
    const candidate = only(conflict.candidates);
    assert.deepEqual([candidate.id, candidate.facts?.campusNumber], [at.known, 'T1']);
    const body = { personId: at.known };
    const done = await at.ask(at.root, `POST conflicts/${conflict.id}/same`, body);
    assert.equal(done.status, 200, done.text);
    assert.deepEqual(await waiting(at), []);
    assert.equal(await at.personOf(lms, '77'), at.known);
    // An old link leads to the one who is left.
    const shown = (await at.ask(at.root, `GET people/${at.own}`)).reply as unknown as Identity;
    assert.equal(shown.id, at.known);
    assert.deepEqual(shown.records.map(({ source }) => source.kind).sort(), ['ldap', 'moodle']);
    // The next runs of both keep to it, and the course's member is the one who is left.
    await at.tells(aCourse([account, bystander]));
    await at.tells(aDirectory([lin, other]));
    assert.equal(await at.personOf(lms, '77'), at.known);
    const members = await at.db('course_memberships').where({ status: 'active' });
    assert.ok(members.some((row: { person_id: string }) => row.person_id === at.known));
    assert.ok(!members.some((row: { person_id: string }) => row.person_id === at.own));
    const { id } = only(await decisions(at));
    assert.equal((await at.ask(at.root, `POST identity-decisions/${id}/undo`)).status, 200);
    assert.equal(await at.personOf(lms, '77'), at.own);
    assert.equal((await at.registry.people.find(at.own))?.status, 'active');
    assert.equal(only(await waiting(at)).id, conflict.id);
    const again = await at.ask(at.root, `POST identity-decisions/${id}/undo`);
    assert.equal(again.code, 'identity/undone');
  });

  it('are kept apart for good: no run asks again, until that is undone', async () => {
    const at = await fixture(await open());
    const conflict = only(await waiting(at));
    const done = await at.ask(at.root, `POST conflicts/${conflict.id}/apart`);
    assert.equal(done.status, 200, done.text);
    for (const moment of [1, 2]) {
      await at.tells(aCourse([account, bystander]));
      assert.deepEqual(await waiting(at), [], String(moment));
    }
    assert.equal(await at.personOf(lms, '77'), at.own);
    const { id } = only(await decisions(at));
    await at.ask(at.root, `POST identity-decisions/${id}/undo`);
    assert.equal(only(await waiting(at)).id, conflict.id);
  });

  it('solve themselves when a source mends what it says', async () => {
    const at = await fixture(await open());
    await at.tells(aCourse([{ ...account, email: 'other.lin@uni.test' }, bystander]));
    assert.deepEqual(await waiting(at), []);
    const entry = await at.ask(at.root, `POST conflicts/${newId()}/apart`);
    assert.equal(entry.code, 'conflict/not-found');
  });

  it('give only the account where more is known of who stands for it', async () => {
    const at = await fixture(await open());
    // A directory of staff knows the same newcomer by the LMS's campus number.
    const staff = anAccount('s', { displayName: 'Old Lin', campusNumber: 'T-OLD', email: null });
    await at.tells(aDirectory([staff], { source: 'ldap:staff', realm: 'ldap:staff' }));
    const conflict = only(await waiting(at));
    const body = { personId: at.known };
    await at.ask(at.root, `POST conflicts/${conflict.id}/same`, body);
    const decision = only(await decisions(at));
    assert.equal(decision.kind, 'attach');
    assert.equal(await at.personOf(lms, '77'), at.known);
    assert.equal(await at.personOf('ldap:staff', 's'), at.own);
    await at.ask(at.root, `POST identity-decisions/${decision.id}/undo`);
    assert.equal(await at.personOf(lms, '77'), at.own);
  });

  it('are decided once: of two admins at the same moment one gets a code', async () => {
    const at = await fixture(await open());
    const { id } = only(await waiting(at));
    const got = await Promise.all([
      at.ask(at.root, `POST conflicts/${id}/same`, { personId: at.known }),
      at.ask(at.root, `POST conflicts/${id}/apart`),
    ]);
    const codes = got.map(({ code }) => code).sort();
    assert.deepEqual(codes, ['conflict/decided', undefined]);
    const late = await at.ask(at.root, `POST conflicts/${id}/apart`);
    assert.equal(late.code, 'conflict/decided');
    const none = await at.ask(at.other, `POST conflicts/${id}/apart`);
    assert.equal(none.code, 'conflict/not-found');
  });

  it('are decided only by whose people all of them are; of others the name is told', async () => {
    const at = await fixture(await open());
    const { id } = only(await waiting(at));
    // The LMS's account belongs to no unit: the chief sees one side of it.
    const seen = only(await waiting(at, at.chief));
    assert.deepEqual(
      [seen.refusal, seen.account, seen.own?.facts],
      ['conflict/elsewhere', null, null],
    );
    assert.deepEqual(seen.deciders, ['Root']);
    assert.ok(!JSON.stringify(seen).includes('T-OLD'));
    const body = { personId: at.known };
    const refused = await at.ask(at.chief, `POST conflicts/${id}/same`, body);
    assert.equal(refused.code, 'conflict/elsewhere');
    assert.deepEqual(await waiting(at, at.other), []);
    for (const path of [`conflicts/${id}/same`, `conflicts/${newId()}/same`]) {
      assert.equal((await at.ask(at.other, `POST ${path}`, body)).code, 'conflict/not-found');
      assert.equal((await at.ask(at.plain, `POST ${path}`, body)).code, 'admin/not-allowed');
    }
    assert.equal((await at.ask(at.plain, 'GET conflicts')).code, 'admin/not-allowed');
    // In the chief's own unit, and no administrator: the chief decides.
    await at.registry.departments.claim(at.db, 'sheet', [
      { departmentId: at.unitId, personId: at.own, status: 'active' },
    ]);
    await at.roles.give({
      personId: at.known,
      role: 'department',
      departmentId: at.arts.id,
      actorId: null,
    });
    const admin = await at.ask(at.chief, `POST conflicts/${id}/same`, body);
    assert.equal(admin.code, 'identity/administrator');
    await at.db('grants').where({ person_id: at.known }).delete();
    assert.equal((await at.ask(at.chief, `POST conflicts/${id}/same`, body)).status, 200);
    // What was decided cannot be sent a second time.
    const replayed = await at.ask(at.chief, `POST conflicts/${id}/same`, body);
    assert.equal(replayed.code, 'conflict/decided');
    const counted = await at.bridge.send({ path: '/api/admin/waiting', token: at.chief.token });
    assert.equal(
      (JSON.parse(counted.text) as { waiting: { conflicts: number } }).waiting.conflicts,
      0,
    );
  });
});
