import assert from 'node:assert/strict';
import { identityFixture } from '../../../../test/identity-fixture.ts';
import { runBridge } from '../../../../test/call-fixture.ts';
import { campus, type Actor } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { aDirectory, anAccount } from '../../../../test/roster-fixtures.ts';
import { settableClock } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { ring } from '../../calls/contract.ts';
import type { Identity } from './contract.ts';

const reason = 'Kept from the campus until the hearing';
const anna = anAccount('a', { displayName: 'Anna', phone: '13800000001' });
const ben = anAccount('b', { displayName: 'Ben' });

type Fixture = Awaited<ReturnType<typeof identityFixture>>;

/** The directory lists Anna and Ben in its college, which the chief of sciences administers too. */
async function listed(at: Fixture): Promise<string> {
  await at.tells(aDirectory([anna, ben]));
  const unit = await at
    .db<{ id: string; source: string }>('departments')
    .where({ source: 'ldap:campus' })
    .first();
  await at.give(at.chief, unit?.id ?? '');
  return at.personOf('ldap:campus', 'a');
}

const statusChanger = (at: Fixture) => (who: Actor, id: string, body: object) =>
  at.ask(who, `PUT people/${id}/standing`, body);

forEachDatabase('deactivating and restoring by hand', (open) => {
  it('stands before what sources say, until it is taken back', async () => {
    const at = await identityFixture(await open());
    const standing = statusChanger(at);
    const id = await listed(at);
    const done = await standing(at.chief, id, { standing: 'deactivated', reason });
    assert.equal(done.status, 200, done.text);
    await at.tells(aDirectory([{ ...anna, phone: '13800000002' }, ben]));
    const shown = (await at.ask(at.chief, `GET people/${id}`)).reply as unknown as Identity;
    assert.deepEqual(
      [shown.standing.active, shown.standing.why, shown.standing.decision?.reason],
      [false, 'by-hand', reason],
    );
    // The directory still lists them, and is heard about everything else.
    assert.deepEqual(
      shown.records.map(({ source, goneAt, said }) => [source.kind, goneAt, said.phone]),
      [['ldap', null, '13800000002']],
    );
    const back = await standing(at.chief, id, { standing: 'by-sources' });
    const restored = back.reply as unknown as Identity;
    assert.deepEqual([restored.standing.active, restored.standing.why], [true, 'listed']);
    const entries = await at.audit.list(await at.roles.require(at.chief.id), {
      subjectId: id,
      limit: 9,
    });
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['identity.by-sources', 'identity.deactivate'],
    );
  });

  it('keeps somebody whom no source lists any more, and lets go of them', async () => {
    const at = await identityFixture(await open());
    const standing = statusChanger(at);
    const id = await listed(at);
    await at.tells(aDirectory([ben]));
    const left = (await at.ask(at.chief, `GET people/${id}`)).reply as unknown as Identity;
    assert.deepEqual([left.standing.active, left.standing.why], [false, 'left']);
    await standing(at.chief, id, { standing: 'active', reason: 'Emerita' });
    await at.tells(aDirectory([ben]));
    assert.equal((await at.registry.people.find(id))?.status, 'active');
    await standing(at.chief, id, { standing: 'by-sources' });
    assert.equal((await at.registry.people.find(id))?.status, 'deactivated');
  });

  it('who comes back to the directory is active again by themselves, and all of theirs is there', async () => {
    const at = await identityFixture(await open());
    const id = await listed(at);
    const wishes = { timezone: 'Asia/Shanghai', presence_for: 'nobody', ringable_by: 'nobody' };
    await at.db('ring_settings').insert({ person_id: id, ...wishes });
    await at.tells(aDirectory([ben]));
    assert.equal((await at.registry.people.find(id))?.status, 'deactivated');
    await at.tells(aDirectory([anna, ben]));
    assert.equal(await at.personOf('ldap:campus', 'a'), id);
    assert.equal((await at.registry.people.find(id))?.status, 'active');
    assert.equal((await at.registry.departments.departmentsOf(id)).length, 1);
    assert.equal((await at.db('ring_settings').where({ person_id: id })).length, 1);
  });

  it('is for admins whose scope holds the person, and never for oneself or another admin', async () => {
    const at = await identityFixture(await open());
    const standing = statusChanger(at);
    const body = { standing: 'deactivated', reason };
    const codes = async (who: Actor, id: string) => [
      (await at.ask(who, `GET people/${id}`)).code,
      (await standing(who, id, body)).code,
    ];
    assert.deepEqual(await codes(at.plain, at.physicist.id), Array(2).fill('admin/not-allowed'));
    assert.deepEqual(await codes(at.chief, at.painter.id), Array(2).fill('person/not-found'));
    assert.deepEqual(await codes(at.chief, newId()), Array(2).fill('person/not-found'));
    assert.deepEqual(await codes(at.chief, at.chief.id), [undefined, 'identity/yourself']);
    await at.give(at.physicist, at.arts.id);
    assert.deepEqual(await codes(at.chief, at.physicist.id), [undefined, 'identity/administrator']);
    const shown = await at.ask(at.chief, `GET people/${at.physicist.id}`);
    assert.ok(!shown.text.includes(at.arts.id) && !shown.text.includes(at.arts.externalId));
    assert.deepEqual(await codes(at.root, at.root.id), [undefined, 'identity/yourself']);
    const twice = [1, 2].map(() => standing(at.root, at.painter.id, body));
    const got = (await Promise.all(twice)).map(({ code }) => code);
    assert.deepEqual(got.sort(), ['identity/unchanged', undefined]);
    const long = await standing(at.root, at.plain.id, { ...body, reason: 'x'.repeat(501) });
    assert.equal(long.code, 'request/invalid');
  });

  it('by a system admin is not taken back by a department’s', async () => {
    const at = await identityFixture(await open());
    const standing = statusChanger(at);
    await standing(at.root, at.physicist.id, { standing: 'deactivated', reason });
    for (const body of [{ standing: 'by-sources' }, { standing: 'active', reason }]) {
      const { code } = await standing(at.chief, at.physicist.id, body);
      assert.equal(code, 'identity/by-system-admin');
    }
    const back = await standing(at.root, at.physicist.id, { standing: 'by-sources' });
    assert.equal(back.status, 200);
  });

  it('never leaves the campus without a system admin: of two who deactivate each other one stays', async () => {
    const at = await identityFixture(await open());
    const standing = statusChanger(at);
    await at.give(at.plain, null);
    const body = { standing: 'deactivated', reason };
    const got = await Promise.all([
      standing(at.root, at.plain.id, body),
      standing(at.plain, at.root.id, body),
    ]);
    const codes = got.map(({ code }) => code);
    assert.equal(codes.filter((code) => code === undefined).length, 1, String(codes));
    const left = await at.db('people').whereIn('id', [at.root.id, at.plain.id]);
    assert.equal(left.filter((row: { status: string }) => row.status === 'active').length, 1);
  });
});

forEachDatabase('who is deactivated while it rings', (open) => {
  it('is unreachable to the caller at once; what they let ring stops', async () => {
    const db = await open();
    const clock = settableClock();
    const people = campus(db, clock);
    const bridge = await runBridge(db, clock);
    const teacher = await people.person('Teacher');
    const leaver = await people.person('Leaver');
    const other = await people.person('Other');
    await people.course(teacher, [leaver, other]);
    const calls = async (caller: Actor, called: Actor) => {
      const meetingId = await bridge.meetingOf(caller);
      const body = { personIds: [called.id] };
      await bridge.ask(caller, ring, { params: { meetingId }, body });
    };
    const callers = await bridge.tab(teacher);
    const departed = await bridge.tab(leaver);
    const others = await bridge.tab(other);
    await calls(teacher, leaver);
    await departed.next('ring');
    await calls(leaver, other).catch(() => undefined);
    await others.next('ring');
    await db('people').where({ id: leaver.id }).update({ status: 'deactivated' });
    const told = await callers.next('call', ({ invitees }) => invitees[0]?.state === 'unreachable');
    assert.equal(told.invitees[0]?.personId, leaver.id);
    const stopped = await others.next('ring-stopped');
    assert.equal(stopped.state, 'cancelled');
    assert.deepEqual(await db('call_invitees').whereIn('state', ['queued', 'ringing']), []);
  });
});
