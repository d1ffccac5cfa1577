import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { registrationFixture } from '../../../../test/registration-fixture.ts';

forEachDatabase('a sheet of people', (open) => {
  it('gives every row its status, and changes nothing before it is applied', async () => {
    const at = await registrationFixture(await open());
    await at.db('people').where({ id: at.physicist.id }).update({ campus_number: 'P1' });
    await at.db('people').where({ id: at.painter.id }).update({ campus_number: 'A1' });
    const unit = at.physics.externalId;
    const id = await at.submit(at.chief, [
      ['王芳', '教师', 'T100', unit, 'wang@uni.test', '13800007919', ''],
      ['Physicist 物理', 'teacher', 'P1', unit, 'phys@uni.test', '', ''],
      ['Painter', '教师', 'A1', unit, '', '', ''],
      ['', '教师', 'T101', unit, '', '', ''],
      ['李雷', '教师', 'T102', at.arts.externalId, '', '', ''],
      ['王芳', '教师', 'T100', unit, '', '', ''],
      ['Twin', '教师', 'T103', unit, 'wang@uni.test', '', ''],
      ['Chief', '教师', 'C1', unit, 'stolen@evil.test', '', ''],
    ]);
    assert.deepEqual(await at.verdicts(id), [
      'new',
      'update',
      'conflict',
      'error',
      'error',
      'error',
      'error',
      'conflict',
    ]);
    const rows = await at.rows(id);
    assert.deepEqual(
      rows.map(({ flaws, detail }) => flaws[0]?.flaw ?? detail.conflict?.reason ?? null),
      [
        ...[null, null, 'elsewhere', 'missing', 'foreign-department', 'twice-in-sheet'],
        ...['twice-in-sheet', 'administrator'],
      ],
    );
    assert.deepEqual(
      rows[1]?.detail.changes.map(({ field, after }) => [field, after]),
      [['email', 'phys@uni.test']],
    );
    assert.equal(await at.found('王芳'), null);
  });
  it('is applied whole: people, units, mails, audit; a second time nothing is left to do', async () => {
    const at = await registrationFixture(await open());
    const unit = at.physics.externalId;
    const sheet = [
      ['王芳', '教师', 'T100', unit, 'wang@uni.test', '13800007919', ''],
      ['Ayşe Müller-Lüdenscheidt', 'student', 'S1', unit, 'ayse@uni.test', '', '2099-01-01'],
    ] as const;
    const id = await at.submit(at.chief, sheet);
    assert.equal((await at.apply(at.chief, id)).state, 'applied');
    const fang = await at.found('王芳');
    assert.deepEqual([fang?.status, fang?.phone], ['active', '+8613800007919']);
    assert.deepEqual(await at.registry.departments.departmentsOf(fang?.id ?? ''), [at.physics.id]);
    assert.deepEqual((await at.mails()).sort(), ['registered', 'registered']);
    const entries = await at.audit.list(
      { isSystem: false, departmentIds: new Set([at.physics.id]) },
      { limit: 10 },
    );
    assert.equal(entries.filter(({ action }) => action === 'person.register').length, 2);
    assert.equal(entries[0]?.actor?.name, 'Chief of sciences');
    assert.deepEqual(await at.verdicts(await at.submit(at.chief, sheet)), [
      'unchanged',
      'unchanged',
    ]);
  });
  it('is undone: new people are deactivated, changed ones are what they were', async () => {
    const at = await registrationFixture(await open());
    const unit = at.physics.externalId;
    await at.apply(at.chief, await at.submit(at.chief, [['旧名', '教师', 'T1', unit, '', '', '']]));
    const second = await at.submit(at.chief, [
      ['新名', '教师', 'T1', at.sciences.externalId, 'new@uni.test', '', ''],
      ['Newcomer', '教师', 'T2', unit, '', '', ''],
    ]);
    await at.apply(at.chief, second);
    const renamed = await at.found('新名');
    assert.deepEqual(await at.registry.departments.departmentsOf(renamed?.id ?? ''), [
      at.sciences.id,
    ]);
    await at.registration.undo(at.chief.id, second);
    const back = await at.found('旧名');
    assert.equal(back?.id, renamed?.id);
    assert.equal(back?.email, null);
    assert.deepEqual(await at.registry.departments.departmentsOf(back.id), [at.physics.id]);
    assert.equal((await at.found('Newcomer'))?.status, 'deactivated');
    await assert.rejects(at.registration.undo(at.chief.id, second), {
      code: 'registration/not-ready',
    });
  });
  it('is not undone when a later sheet speaks of the same people, or somebody has logged in', async () => {
    const at = await registrationFixture(await open());
    const unit = at.physics.externalId;
    const first = await at.submit(at.chief, [['A', '教师', 'T1', unit, '', '', '']]);
    await at.apply(at.chief, first);
    at.clock.move(1_000);
    const second = await at.submit(at.chief, [['B', '教师', 'T1', unit, '', '', '']]);
    await at.apply(at.chief, second);
    const refused = { code: 'registration/not-undoable' };
    await assert.rejects(at.registration.undo(at.chief.id, first), refused);
    await at.registration.undo(at.chief.id, second);
    const person = await at.found('A');
    await at
      .db('sessions')
      .where({ id: at.plain.sessionId })
      .update({ person_id: person?.id, created_at: at.clock.now() });
    await assert.rejects(at.registration.undo(at.chief.id, first), refused);
  });
  it('is corrected in the preview: a cell, and a column', async () => {
    const at = await registrationFixture(await open());
    const unit = at.physics.externalId;
    const id = await at.submit(at.chief, [
      ['王芳', '教师', 'T100', 'Physiks', '', '', ''],
      ['李雷', '教师', 'T100', unit, '', '', ''],
    ]);
    assert.deepEqual(await at.verdicts(id), ['error', 'new']);
    const row = await at.registration.edit(
      at.chief.id,
      { batchId: id, number: 2 },
      { field: 'department', value: unit },
    );
    assert.equal(row.verdict, 'new');
    assert.deepEqual(await at.verdicts(id), ['new', 'error']);
    await at.registration.edit(
      at.chief.id,
      { batchId: id, number: 3 },
      { field: 'campusNumber', value: 'T101' },
    );
    assert.deepEqual(await at.verdicts(id), ['new', 'new']);
    await at.registration.setColumns(at.chief.id, id, { email: 3 });
    await at.registration.work();
    assert.deepEqual(await at.verdicts(id), ['error', 'error']);
  });
  it('is not applied when somebody changed the people since the preview, but validated anew', async () => {
    const at = await registrationFixture(await open());
    const unit = at.physics.externalId;
    const sheet = [['王芳', '教师', 'T100', unit, '', '', '']];
    const one = await at.submit(at.chief, sheet);
    const two = await at.submit(at.chief, sheet);
    await at.apply(at.chief, one);
    const late = await at.apply(at.chief, two);
    assert.deepEqual([late.state, late.failure], ['preview', 'registration/stale']);
    assert.deepEqual(await at.verdicts(two), ['unchanged']);
    await assert.rejects(at.registration.submit(at.chief.id, two), {
      code: 'registration/nothing-to-apply',
    });
  });
  it('waits for a system admin where the policy says so, and comes back with reasons', async () => {
    const at = await registrationFixture(await open(), 'department');
    const sheet = [['王芳', '教师', 'T100', at.physics.externalId, '', '', '']];
    const id = await at.submit(at.chief, sheet);
    assert.equal((await at.apply(at.chief, id)).state, 'waiting');
    await assert.rejects(at.registration.approve(at.chief.id, id), { code: 'admin/not-allowed' });
    await at.registration.giveBack(at.root.id, id, '请补充手机号');
    const returned = await at.registration.get(at.chief.id, id);
    assert.deepEqual([returned.state, returned.reason], ['returned', '请补充手机号']);
    await at.registration.submit(at.chief.id, id);
    await at.registration.approve(at.root.id, id);
    await at.registration.work();
    assert.equal((await at.registration.get(at.chief.id, id)).state, 'applied');
    const own = await at.submit(at.root, [['李雷', '教师', 'T2', at.arts.externalId, '', '', '']]);
    assert.equal((await at.apply(at.root, own)).state, 'applied');
  });
  it('says until when: after the last day who is known by nothing else is deactivated', async () => {
    const at = await registrationFixture(await open());
    const unit = at.physics.externalId;
    const sheet = [
      ['Guest', '教师', 'G1', unit, '', '', '2099-01-31'],
      ['Stays', '教师', 'G2', unit, '', '', ''],
    ];
    await at.apply(at.chief, await at.submit(at.chief, sheet));
    assert.equal(await at.registration.expire(), 0);
    const longer = await at.submit(at.chief, [['Guest', '教师', 'G1', unit, '', '', '2099-02-28']]);
    assert.deepEqual(await at.verdicts(longer), ['update']);
    at.clock.move(Date.UTC(2099, 1, 1) - at.clock.now());
    assert.equal(await at.registration.expire(), 1);
    assert.equal((await at.found('Guest'))?.status, 'deactivated');
    assert.equal((await at.found('Stays'))?.status, 'active');
    const guest = (await at.found('Guest'))?.id ?? '';
    assert.deepEqual(await at.registry.departments.departmentsOf(guest), []);
    assert.equal(await at.registration.expire(), 0);
  });
  it('of one department is to the admin of another as if it were not there', async () => {
    const at = await registrationFixture(await open());
    const id = await at.submit(at.chief, [['A', '教师', 'T1', at.physics.externalId, '', '', '']]);
    const missing = { code: 'registration/batch-not-found' };
    await assert.rejects(at.registration.get(at.other.id, id), missing);
    await assert.rejects(at.registration.submit(at.other.id, id), missing);
    await assert.rejects(at.registration.undo(at.other.id, id), missing);
    await assert.rejects(at.registration.discard(at.other.id, id), missing);
    await assert.rejects(at.registration.setColumns(at.other.id, id, {}), missing);
    await assert.rejects(at.registration.get(at.plain.id, id), { code: 'admin/not-allowed' });
    assert.deepEqual(await at.registration.list(at.other.id, null), []);
    assert.equal((await at.registration.list(at.root.id, null)).length, 1);
  });
  it('does nothing more once the role of whoever submitted it is gone', async () => {
    const at = await registrationFixture(await open());
    const id = await at.submit(at.chief, [['A', '教师', 'T1', at.physics.externalId, '', '', '']]);
    await at.db('grants').where({ person_id: at.chief.id }).delete();
    await at.db('registration_batches').where({ id }).update({ state: 'applying' });
    await at.registration.work();
    assert.equal(await at.found('A'), null);
    assert.deepEqual(await at.verdicts(id), ['error']);
  });
});
