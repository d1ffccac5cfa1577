import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { fill, privacyFixture } from '../../../../test/privacy-fixture.ts';
import { mentionsOf, tablesOf } from '../../../../test/whole-database.ts';
import { personalData } from '../../../app/personal-data.ts';
import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';
import { attendanceTotals } from '../../meetings/attendance-repository.ts';
import { createPrivacy } from './index.ts';
import { dayMs } from '../../../kernel/clock.ts';

const known = { email: 'yu.xiu@uni.test', phone: '+8613912345678', campusNumber: 'S-2026-777' };

/** A campus on which everything that can be is kept about one student. */
async function filledFixture(db: Database, isReviewed = true) {
  const fixture = await privacyFixture(db, isReviewed);
  const student = await fixture.people.person('欧阳玉秀 <b>');
  await fill(db, student, known);
  await db('occupants').update({ left_at: 5 });
  await db('person_records').update({ gone_at: 5 });
  await db('grants').where({ person_id: student.id }).delete();
  const traces = [student.name, student.id, ...Object.values(known)];
  return { ...fixture, student, traces };
}

async function figures(db: Database) {
  const meetings = await db('meetings').count<{ n: number }[]>({ n: '*' });
  const ids = await db<{ id: string }>('meetings').orderBy('id').select('id');
  const totals = [];
  for (const { id } of ids) totals.push(await attendanceTotals(db, id));
  const lengths = await db('meetings').sum({ ms: 'ended_at' }).first();
  const counts = await db('call_invitees').count<{ n: number }[]>({ n: '*' });
  return JSON.stringify({ meetings, totals, lengths, counts });
}

const rowsPerTable = async (db: Database) => {
  const counts: Record<string, number> = {};
  for (const table of await tablesOf(db)) {
    const [row] = await db(table).count<{ n: number }[]>({ n: '*' });
    counts[table] = Number(row?.n);
  }
  return counts;
};

forEachDatabase('Erasing somebody', (open) => {
  it('leaves nothing that says who it was, and every figure as it was', async () => {
    const db = await open();
    const at = await filledFixture(db);
    // The figures are about a meeting with others in it, too.
    const [meeting] = await db<{ id: string }>('meetings').select('id');
    await at.people.inside(meeting?.id ?? '', at.painter.id);
    await db('occupants').where({ person_id: at.painter.id }).update({ left_at: 90_001 });
    await db('occupants').update({ meeting_id: meeting?.id ?? '' });
    const before = await figures(db);
    assert.ok((await mentionsOf(db, at.traces)).length > 40);
    await at.erasures.eraseNow(at.root.id, at.student.id);
    assert.deepEqual(await mentionsOf(db, at.traces), []);
    assert.equal(await figures(db), before);
    assert.equal(at.closed.length > 0, true);
    const [deed] = await at.audit.list({ isSystem: true, departmentIds: new Set() }, { limit: 1 });
    assert.equal(deed?.action, 'person.erase');
    assert.equal(deed.actor?.id, at.root.id);
  });

  it('does not touch anybody else', async () => {
    const db = await open();
    const at = await filledFixture(db);
    await db('people').where({ id: at.painter.id }).update({ email: 'painter@uni.test' });
    await at.erasures.eraseNow(at.root.id, at.student.id);
    const left = await mentionsOf(db, [at.painter.id, 'painter@uni.test']);
    assert.ok(left.includes('people.id') && left.includes('people.email'));
    assert.ok(left.includes('department_memberships.person_id'));
  });

  it('foretells what goes and what stays, and that is what happens', async () => {
    const db = await open();
    const at = await filledFixture(db);
    const { fates, blockers } = await at.erasures.preview(at.root.id, at.student.id);
    const before = await rowsPerTable(db);
    const told = fates.reduce((sum, { gone }) => sum + gone, 0);
    await at.erasures.eraseNow(at.root.id, at.student.id);
    const after = await rowsPerTable(db);
    const gone = Object.keys(before)
      .filter((table) => table !== 'audit_entries')
      .reduce((sum, table) => sum + (before[table] ?? 0) - (after[table] ?? 0), 0);
    assert.equal(gone, told);
    assert.deepEqual(blockers, []);
    assert.ok(fates.some(({ kind, kept }) => kind === 'attendance' && kept > 0));
  });

  it('is one transaction: what breaks off in the middle has done nothing', async () => {
    const db = await open();
    const at = await filledFixture(db);
    const before = [await rowsPerTable(db), await mentionsOf(db, at.traces)];
    const { erasures: breaking } = createPrivacy({
      ...at.deps,
      audit: { ...at.deps.audit, record: () => Promise.reject(new Error('killed')) },
    });
    await assert.rejects(breaking.eraseNow(at.root.id, at.student.id), /killed/u);
    assert.deepEqual([await rowsPerTable(db), await mentionsOf(db, at.traces)], before);
  });

  it('is refused while a source lists them, in a meeting, and for the last system admin', async () => {
    const db = await open();
    const at = await filledFixture(db);
    const erase = (id: string) => at.erasures.eraseNow(at.root.id, id);
    await db('person_records').update({ gone_at: null, source: 'ldap:campus' });
    await assert.rejects(erase(at.student.id), (error: unknown) => {
      const { code, flaws } = error as { code: string; flaws: { message: string }[] };
      return code === 'erasure/listed' && flaws[0]?.message === 'ldap:campus';
    });
    await db('person_records').update({ source: 'sheet:campus' });
    await db('meetings').update({ ended_at: null });
    await db('occupants').update({ left_at: null });
    await assert.rejects(erase(at.student.id), { code: 'erasure/in-meeting' });
    await assert.rejects(erase(at.root.id), { code: 'admin/last-system-admin' });
    await assert.rejects(erase(newId()), { code: 'person/not-found' });
    await assert.rejects(at.erasures.eraseNow(at.chief.id, at.student.id), {
      code: 'admin/not-allowed',
    });
  });

  it('makes a new person of whoever registers again', async () => {
    const db = await open();
    const at = await filledFixture(db);
    await at.erasures.eraseNow(at.root.id, at.student.id);
    const facts = {
      externalId: known.campusNumber,
      campusNumber: known.campusNumber,
      email: known.email,
      displayName: '欧阳玉秀',
      givenName: '',
      familyName: '',
      phone: known.phone,
      locale: null,
      timezone: null,
      suspended: false,
    };
    const { people } = at.registry;
    await db.transaction(async (trx) => {
      const from = { source: 'sheet', realm: 'campus' };
      const diff = await people.diff(trx, { from, people: [facts], complete: false });
      assert.equal(diff.created.length, 1);
      await people.apply(trx, diff);
    });
    const [again, ...more] = await people.named(known.campusNumber);
    assert.deepEqual(more, []);
    assert.notEqual(again?.id, at.student.id);
    const meetings = db('meetings').where({ host_person_id: again?.id ?? '' });
    assert.deepEqual(await meetings.select('id'), []);
  });
});

forEachDatabase('Asking to be erased', (open) => {
  it('can be taken back for seven days, waits for an admin, and is done then', async () => {
    const db = await open();
    const at = await filledFixture(db);
    const self = { personId: at.student.id, sessionId: at.student.sessionId };
    const asked = await at.erasures.ask(self);
    assert.equal((await at.erasures.ask(self)).id, asked.id, 'asked twice is asked once');
    assert.deepEqual(
      at.sent.map(({ about }) => about),
      ['erasure-asked'],
    );
    await at.erasures.withdraw(self);
    await assert.rejects(at.erasures.withdraw(self), { code: 'erasure/not-found' });
    const { id } = await at.erasures.ask(self);
    assert.equal((await at.erasures.list(at.root.id)).open[0]?.person?.name, at.student.name);
    at.clock.move(7 * dayMs);
    await at.erasures.work();
    assert.equal((await at.erasures.list(at.root.id)).open.length, 1, 'nobody agreed yet');
    await at.erasures.approve(at.root.id, id);
    await assert.rejects(at.erasures.approve(at.root.id, id), { code: 'erasure/decided' });
    await Promise.all([at.erasures.work(), at.erasures.work()]);
    await at.erasures.work();
    assert.deepEqual(await mentionsOf(db, at.traces), []);
    const { open: left, closed } = await at.erasures.list(at.root.id);
    assert.deepEqual(left, []);
    const receipt = closed.find((request) => request.id === id);
    assert.equal(receipt?.state, 'done');
    assert.equal(receipt.person, null);
    assert.ok(receipt.fates.length > 3);
  });

  it('is not done a moment before the seven days are over', async () => {
    const db = await open();
    const at = await filledFixture(db, false);
    await at.erasures.ask({ personId: at.student.id, sessionId: at.student.sessionId });
    at.clock.move(7 * dayMs - 1);
    await at.erasures.work();
    assert.ok((await mentionsOf(db, [at.student.id])).length > 0);
    at.clock.move(1);
    await at.erasures.work();
    assert.deepEqual(await mentionsOf(db, at.traces), [], 'by policy nobody has to agree');
  });

  it('is refused with a reason that the person is told', async () => {
    const at = await filledFixture(await open());
    const self = { personId: at.student.id, sessionId: at.student.sessionId };
    const { id } = await at.erasures.ask(self);
    await at.erasures.refuse(at.root.id, id, 'The examination is still under way.');
    const mail = at.sent.at(-1)?.message;
    assert.ok(mail && 'text' in mail && mail.text.includes('examination'));
    assert.equal((await at.erasures.list(at.root.id)).open.length, 0);
    at.clock.move(8 * dayMs);
    await at.erasures.work();
    assert.notEqual(await at.registry.people.find(at.student.id), null);
  });
});

it('every declaration that keeps rows says what becomes of addresses', () => {
  const byText = personalData.filter(({ holds }) => holds !== 'person' && holds !== 'participant');
  for (const { table, column, erase, via } of byText) {
    const isSaid = erase === 'delete' || column in erase.keep || via !== undefined;
    assert.ok(isSaid, `${table}.${column} would keep the address`);
  }
});
