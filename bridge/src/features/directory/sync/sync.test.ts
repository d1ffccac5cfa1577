import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import {
  aCampus,
  aCourse,
  aDirectory,
  anAccount,
  believesAll,
  fakeSource,
  moodle,
  stateOf,
} from '../../../../test/roster-fixtures.ts';
import { Failure } from '../../../kernel/failure.ts';

const accounts = (count: number) => Array.from({ length: count }, (_, n) => anAccount(`a${n}`));

forEachDatabase('rosters', (open) => {
  it('brings in a course, and changes nothing when run again', async () => {
    const source = fakeSource('moodle', aCourse(accounts(30)));
    const { syncService, courses, clock, db } = await aCampus(await open(), [source]);
    const [first] = await syncService.run('moodle');
    assert.equal(first?.state, 'applied');
    assert.equal(first.counts.memberships?.added, 30);
    const [course] = await courses.coursesOfRealm(moodle);
    assert.equal(course?.title, '数据结构 <b>&</b> 🎓');
    assert.equal((await courses.allMembers(course.id)).length, 30);
    assert.equal((await courses.allMembers(course.id))[0]?.displayName, '芳林a0');
    const before = await stateOf(db);
    clock.move(1000);
    const [second] = await syncService.run('moodle');
    assert.equal(second?.state, 'unchanged');
    assert.equal(second.counts.memberships?.unchanged, 30);
    assert.deepEqual(await stateOf(db), before);
  });

  it('keeps names with rare Han, emoji and markup as they are', async () => {
    const odd = anAccount('x', { givenName: '𠮷野<b>', familyName: "李🎓'; DROP TABLE" });
    const { syncService, courses } = await aCampus(await open(), [
      fakeSource('moodle', aCourse([odd])),
    ]);
    await syncService.run('moodle');
    const [course] = await courses.coursesOfRealm(moodle);
    const [member] = await courses.allMembers(course!.id);
    assert.equal(member?.displayName, "𠮷野<b> 李🎓'; DROP TABLE");
  });

  it('keeps two accounts apart whose ids differ only in case or in rare Han', async () => {
    const pair = [anAccount('u𠮷', { email: null }), anAccount('u𡈽', { email: null })];
    const cases = [anAccount('ab', { email: null }), anAccount('AB', { email: null })];
    const source = fakeSource('moodle', aCourse([...pair, ...cases]));
    const { syncService } = await aCampus(await open(), [source]);
    const [run] = await syncService.run('moodle');
    assert.equal(run?.counts.people?.added, 4);
    assert.equal((await syncService.run('moodle'))[0]?.state, 'unchanged');
  });

  it('says which fields changed, who left, and takes a returning member back', async () => {
    const source = fakeSource('moodle', aCourse(accounts(10)));
    const { syncService, courses, clock } = await aCampus(await open(), [source]);
    await syncService.run('moodle');
    const [course] = await courses.coursesOfRealm(moodle);
    const was = await courses.allMembers(course!.id);
    source.says(aCourse(accounts(9)));
    clock.move(1000);
    const [left] = await syncService.run('moodle');
    assert.equal(left?.counts.memberships?.removed, 1);
    assert.equal((await courses.allMembers(course!.id)).length, 9);
    source.says(aCourse(accounts(10)));
    clock.move(1000);
    const [back] = await syncService.run('moodle');
    assert.equal(back?.counts.memberships?.changed, 1);
    const now = await courses.allMembers(course!.id);
    assert.deepEqual(
      now.map(({ personId }) => personId),
      was.map(({ personId }) => personId),
      'the same people, not new ones',
    );
  });

  it('asks before it removes many, and does so only after a yes', async () => {
    const source = fakeSource('moodle', aCourse(accounts(30)));
    const { syncService, courses, db, clock } = await aCampus(await open(), [source]);
    await syncService.run('moodle');
    const [course] = await courses.coursesOfRealm(moodle);
    const before = await stateOf(db);
    source.says(aCourse(accounts(2)));
    clock.move(1000);
    const [asks] = await syncService.run('moodle');
    assert.equal(asks?.state, 'needs-confirmation');
    assert.equal(asks.counts.memberships?.removed, 28);
    assert.equal(asks.report.removed.length, 28);
    assert.deepEqual(await stateOf(db), before);
    const done = await syncService.confirm(asks.id);
    assert.equal(done.state, 'applied');
    assert.equal((await courses.allMembers(course!.id)).length, 2);
    await assert.rejects(syncService.confirm(asks.id), { code: 'roster/run-not-found' });
  });

  it('a rejected run changes nothing, and a newer run withdraws one that waits', async () => {
    const source = fakeSource('moodle', aCourse(accounts(30)));
    const { syncService, clock } = await aCampus(await open(), [source]);
    await syncService.run('moodle');
    source.says(aCourse([]));
    clock.move(1000);
    const [first] = await syncService.run('moodle');
    assert.equal((await syncService.reject(first!.id)).state, 'rejected');
    clock.move(1000);
    const [second] = await syncService.run('moodle');
    assert.equal(second?.state, 'needs-confirmation');
    source.says(aCourse(accounts(30)));
    clock.move(1000);
    assert.equal((await syncService.run('moodle'))[0]?.state, 'unchanged');
    assert.equal((await syncService.find(second.id))?.state, 'rejected');
  });

  it('keeps the last good state when the source is away, and says why', async () => {
    const source = fakeSource('moodle', aCourse(accounts(10)));
    const { syncService, db } = await aCampus(await open(), [source]);
    await syncService.run('moodle');
    const before = await stateOf(db);
    source.says(new Failure('lms/unavailable', { detail: 'The LMS did not answer within 10 s.' }));
    const [run] = await syncService.run('moodle');
    assert.equal(run?.state, 'failed');
    assert.deepEqual(run.failure, {
      code: 'lms/unavailable',
      reason: 'The LMS did not answer within 10 s.',
    });
    assert.deepEqual(await stateOf(db), before);
  });

  it('rolls all back when it breaks off in the middle of writing', async () => {
    const source = fakeSource('moodle', aCourse(accounts(10)));
    const campus = await aCampus(await open(), [source]);
    await campus.syncService.run('moodle');
    const before = await stateOf(campus.db);
    source.says(aCourse(accounts(12)));
    const original = campus.courses.apply.bind(campus.courses);
    campus.courses.apply = async (trx, diff) => {
      await original(trx, diff);
      throw new Error('the power went');
    };
    const [run] = await campus.syncService.run('moodle');
    assert.equal(run?.state, 'failed');
    assert.equal(run.failure?.code, 'internal');
    assert.deepEqual(await stateOf(campus.db), before);
    campus.courses.apply = original;
    assert.equal((await campus.syncService.run('moodle'))[0]?.state, 'applied');
  });

  it('a directory: leavers are deactivated, returners active again, departments follow', async () => {
    const source = fakeSource('ldap', aDirectory(accounts(10)));
    const { syncService, people, departments, db, clock } = await aCampus(await open(), [source]);
    await syncService.run('ldap');
    const [unit] = await departments.list();
    assert.equal((await departments.members(unit!.id)).length, 10);
    const leaver = (await db<{ external_id: string; person_id: string }>('person_records')
      .where({ external_id: 'a9' })
      .first())!;
    source.says(aDirectory(accounts(9)));
    clock.move(1000);
    const [run] = await syncService.run('ldap');
    assert.equal(run?.counts.people?.removed, 1);
    assert.equal((await people.find(leaver.person_id))?.status, 'deactivated');
    assert.equal(await people.findActive(leaver.person_id), null);
    assert.equal((await departments.members(unit!.id)).length, 9);
    source.says(aDirectory(accounts(10)));
    clock.move(1000);
    await syncService.run('ldap');
    assert.equal((await people.find(leaver.person_id))?.status, 'active');
    assert.equal((await departments.members(unit!.id)).length, 10);
  });

  it('asks when a directory suddenly has no departments for its people', async () => {
    const source = fakeSource('ldap', aDirectory(accounts(10)));
    const { syncService, clock } = await aCampus(await open(), [source]);
    await syncService.run('ldap');
    source.says(aDirectory(accounts(10), { departments: [], memberships: [] }));
    clock.move(1000);
    assert.equal((await syncService.run('ldap'))[0]?.state, 'needs-confirmation');
  });

  it('a directory that could be read in part only: nobody leaves, nor a unit, nor anybody one that was not read', async () => {
    const both = ['c', 'd'].map((externalId) => ({
      externalId,
      parentExternalId: null,
      name: externalId,
    }));
    const memberships = ['c', 'd', 'd'].map((departmentExternalId, n) => ({
      personExternalId: `a${n}`,
      departmentExternalId,
    }));
    const whole = aDirectory(accounts(3), { departments: both, memberships });
    const source = fakeSource('ldap', whole);
    const { syncService, people, departments, db, clock } = await aCampus(await open(), [source]);
    await syncService.run('ldap');
    const part = { extent: 'part' as const, departments: both.slice(0, 1), memberships: [] };
    source.says(aDirectory(accounts(2), part));
    clock.move(1000);
    const [run] = await syncService.run('ldap');
    assert.deepEqual([run?.counts.people?.removed, run?.counts.departments?.removed], [0, 0]);
    const units = new Map((await departments.list()).map(({ name, id }) => [name, id]));
    assert.equal((await departments.members(units.get('c') ?? '')).length, 0);
    assert.equal((await departments.members(units.get('d') ?? '')).length, 2);
    const ids = await db<{ person_id: string }>('person_records').select('person_id');
    for (const { person_id: id } of ids) assert.equal((await people.find(id))?.status, 'active');
  });

  it('takes the full name where a part is missing, and no phone for a key that is none', async () => {
    const told = aCourse([
      anAccount('uy', { givenName: '', familyName: '买买提', displayName: '阿卜杜拉·买买提' }),
      anAccount('lin', { givenName: '', familyName: '林', displayName: '林芳' }),
      anAccount('de', { phone: '+49 (0)171 1234567' }),
      anAccount('short', { phone: '1391234' }),
    ]);
    const sources = [fakeSource('moodle', told)];
    const { syncService, people } = await aCampus(await open(), sources, { trust: believesAll });
    const [run] = await syncService.run('moodle');
    const shown = async (id: string) => {
      const personId = await people.withAccount(moodle, id);
      return (await people.find(personId ?? ''))?.displayName;
    };
    assert.deepEqual([await shown('uy'), await shown('lin')], ['阿卜杜拉·买买提', '林芳']);
    assert.equal((await people.named('+491711234567')).length, 1);
    assert.deepEqual(
      run?.report.problems.map(({ where, field }) => [where, field]),
      [['short', 'phone']],
    );
  });

  it('reports lines that it cannot use instead of dropping them silently', async () => {
    const snapshot = aCourse([
      anAccount('a'),
      anAccount('a'),
      anAccount('b', { phone: '1'.repeat(60) }),
    ]);
    snapshot.memberships.push({
      personExternalId: 'ghost',
      role: 'student',
      groupExternalIds: null,
    });
    const { syncService } = await aCampus(await open(), [fakeSource('moodle', snapshot)]);
    const [run] = await syncService.run('moodle');
    assert.equal(run?.state, 'applied');
    assert.deepEqual(
      run.report.problems.map(({ where, field }) => [where, field]),
      [
        ['a', 'externalId'],
        ['b', 'phone'],
        ['ghost', null],
      ],
    );
  });
});
