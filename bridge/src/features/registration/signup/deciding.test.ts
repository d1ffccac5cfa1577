import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { decidingFixture } from '../../../../test/deciding-fixture.ts';
import type { FailureCode } from '../../../kernel/codes.ts';
import { isFailure } from '../../../kernel/failure.ts';
import { newId } from '../../../kernel/ids.ts';

const refusedWith = (code: FailureCode) => (error: unknown) => isFailure(error, code);
const notThere = refusedWith('application/not-found');
const waiting = { show: 'waiting' } as const;

type Fixture = Awaited<ReturnType<typeof decidingFixture>>;
const textsOf = ({ sent }: Fixture) =>
  sent.map(({ about, message }) => [about, 'text' in message ? message.text : ''] as const);
const actions = async ({ audit }: Fixture) =>
  (await audit.list({ isSystem: true, departmentIds: new Set() }, { limit: 50 }))
    .filter(({ action }) => action.startsWith('application.'))
    .map(({ action, actor, departmentId }) => [action, actor?.id, departmentId]);

forEachDatabase('Who may decide about an application', (open) => {
  it('the admins of its unit, and of those above; for all others it is not there', async () => {
    const fixture = await decidingFixture(await open());
    const { deciding, chief, root, other } = fixture;
    const id = await fixture.application();
    for (const admin of [chief, root]) {
      assert.equal((await deciding.list(admin.id, waiting)).waiting, 1);
      assert.equal((await deciding.get({ adminId: admin.id, id })).name, '李雷');
    }
    const asked = { adminId: other.id, id };
    assert.deepEqual(await deciding.list(other.id, waiting), {
      applications: [],
      waiting: 0,
      next: null,
    });
    await assert.rejects(deciding.get(asked), notThere);
    await assert.rejects(deciding.accept(asked, null), notThere);
    await assert.rejects(deciding.refuse(asked, 'no'), notThere);
    await assert.rejects(deciding.undo(asked), notThere);
    await assert.rejects(deciding.get({ adminId: root.id, id: newId() }), notThere);
  });

  it('no student and no teacher', async () => {
    const fixture = await decidingFixture(await open());
    const asked = { adminId: fixture.plain.id, id: await fixture.application() };
    const notAllowed = refusedWith('admin/not-allowed');
    await assert.rejects(fixture.deciding.list(asked.adminId, waiting), notAllowed);
    await assert.rejects(fixture.deciding.get(asked), notAllowed);
    await assert.rejects(fixture.deciding.accept(asked, null), notAllowed);
    await assert.rejects(fixture.deciding.refuse(asked, 'no'), notAllowed);
    await assert.rejects(fixture.deciding.undo(asked), notAllowed);
  });

  it('nobody sees one whose address is not confirmed', async () => {
    const fixture = await decidingFixture(await open());
    const id = await fixture.application();
    await fixture.db('applications').where({ id }).update({ state: 'unconfirmed' });
    await assert.rejects(fixture.deciding.get({ adminId: fixture.root.id, id }), notThere);
    await assert.rejects(fixture.deciding.accept({ adminId: fixture.root.id, id }, null), notThere);
  });
});

forEachDatabase('Accepting an application', (open) => {
  it('registers the applicant in the unit, tells them how to log in, and is in the audit log', async () => {
    const fixture = await decidingFixture(await open());
    const { deciding, chief, physics, registry, db } = fixture;
    const id = await fixture.application({ phone: '+8613800007919' });
    const asked = { adminId: chief.id, id };
    assert.equal((await deciding.get(asked)).outcome?.verdict, 'new');
    const after = await deciding.accept(asked, null);
    assert.deepEqual([after.state, after.decidedBy, after.outcome], ['accepted', chief.name, null]);
    const [person] = await registry.people.named('a1@uni.test');
    assert.deepEqual(
      [person?.displayName, person?.campusNumber, person?.status],
      ['李雷', 'A1', 'active'],
    );
    assert.deepEqual(await registry.departments.departmentsOf(person?.id ?? ''), [physics.id]);
    const [[about, text] = ['', '']] = textsOf(fixture);
    assert.equal(about, 'application-accepted');
    for (const word of ['李雷', '/login', 'a1@uni.test', '+8613800007919', 'A1']) {
      assert.ok(text.includes(word), word);
    }
    assert.deepEqual(await actions(fixture), [['application.accept', chief.id, physics.id]]);
    assert.equal((await deciding.list(chief.id, waiting)).waiting, 0);
    assert.equal((await deciding.list(chief.id, { show: 'decided' })).applications[0]?.id, id);
    assert.equal(
      await db('person_records')
        .where({ source: 'application' })
        .then((r) => r.length),
      1,
    );
  });

  it('by two admins at once: one wins, the other is told; the applicant is registered once', async () => {
    const fixture = await decidingFixture(await open());
    const { deciding, chief, root } = fixture;
    const id = await fixture.application();
    const tries = await Promise.allSettled([
      deciding.accept({ adminId: chief.id, id }, null),
      deciding.accept({ adminId: root.id, id }, null),
      deciding.refuse({ adminId: root.id, id }, 'no'),
    ]);
    const lost = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    assert.equal(lost.length, 2);
    assert.ok(lost.every(refusedWith('application/decided')));
    assert.equal(fixture.sent.length, 1);
    assert.equal((await actions(fixture)).length, 1);
  });

  it('joins a known person only when the admin saw who it is', async () => {
    const fixture = await decidingFixture(await open());
    const { deciding, root, chief, physicist, db, registry } = fixture;
    await db('people').where({ id: physicist.id }).update({ campus_number: 'P1' });
    const id = await fixture.application({ campusNumber: 'P1' });
    const seen = await deciding.get({ adminId: chief.id, id });
    assert.equal(seen.outcome?.verdict, 'update');
    assert.deepEqual(
      seen.outcome.people.map((one) => one.id),
      [physicist.id],
    );
    const changed = refusedWith('application/changed');
    await assert.rejects(deciding.accept({ adminId: chief.id, id }, null), changed);
    await assert.rejects(deciding.accept({ adminId: root.id, id }, newId()), changed);
    assert.equal((await deciding.get({ adminId: chief.id, id })).state, 'waiting');
    await deciding.accept({ adminId: chief.id, id }, physicist.id);
    assert.equal((await registry.people.named('P1')).length, 1);
  });

  it('does not touch another department’s person, nor tell who that is', async () => {
    const fixture = await decidingFixture(await open());
    const { deciding, chief, root, painter, db } = fixture;
    await db('people').where({ id: painter.id }).update({ campus_number: 'P2' });
    const id = await fixture.application({ campusNumber: 'P2' });
    const seen = await deciding.get({ adminId: chief.id, id });
    assert.deepEqual(seen.outcome, {
      verdict: 'conflict',
      conflict: 'elsewhere',
      changes: [],
      people: [{ id: null, name: null, campusNumber: null, email: null }],
    });
    const conflict = refusedWith('application/conflict');
    await assert.rejects(deciding.accept({ adminId: chief.id, id }, painter.id), conflict);
    assert.equal(fixture.sent.length, 0);
    const above = await deciding.get({ adminId: root.id, id });
    assert.equal(above.outcome?.people[0]?.id, painter.id);
  });

  it('does not change an administrator’s data by a department admin’s hand', async () => {
    const fixture = await decidingFixture(await open());
    const id = await fixture.application({ campusNumber: 'C1' });
    const seen = await fixture.deciding.get({ adminId: fixture.chief.id, id });
    assert.equal(seen.outcome?.conflict, 'administrator');
  });

  it('shows others who wait with the same campus number or phone', async () => {
    const fixture = await decidingFixture(await open());
    const id = await fixture.application({ campusNumber: 'X', phone: '+8613800007919' });
    const twin = await fixture.application({ campusNumber: 'X' });
    const mate = await fixture.application({ phone: '+8613800007919' });
    await fixture.application({ campusNumber: 'X', departmentId: fixture.arts.id });
    const seen = await fixture.deciding.get({ adminId: fixture.chief.id, id });
    assert.deepEqual(
      seen.rivals.map((one) => one.id),
      [twin, mate],
    );
  });
});

forEachDatabase('The list of applications', (open) => {
  it('comes in pages: those that wait from the oldest, those decided from the latest', async () => {
    const fixture = await decidingFixture(await open());
    const { deciding, chief, clock } = fixture;
    const ids: string[] = [];
    for (let round = 0; round < 53; round += 1) ids.push(await fixture.application());
    const first = await deciding.list(chief.id, waiting);
    assert.deepEqual([first.applications.length, first.waiting], [50, 53]);
    const rest = await deciding.list(chief.id, { ...waiting, cursor: first.next ?? '' });
    const all = [...first.applications, ...rest.applications].map(({ id }) => id);
    assert.deepEqual([all, rest.next], [ids, null]);
    for (const id of ids.slice(0, 3)) {
      await deciding.refuse({ adminId: chief.id, id }, 'no');
      clock.move(1);
    }
    const decided = await deciding.list(chief.id, { show: 'decided' });
    assert.deepEqual(
      decided.applications.map(({ id }) => id),
      ids.slice(0, 3).reverse(),
    );
    const madeUp = deciding.list(chief.id, { ...waiting, cursor: "x' or 1=1" });
    await assert.rejects(madeUp, { code: 'request/invalid' });
  });
});
