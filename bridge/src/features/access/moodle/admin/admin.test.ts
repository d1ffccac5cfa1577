import assert from 'node:assert/strict';
import { campus, type Actor } from '../../../../../test/campus.ts';
import { forEachDatabase } from '../../../../../test/databases.ts';
import { aMoodle, lakeside, medicine, moodleFixture } from '../../../../../test/moodle-fixture.ts';
import type { Database } from '../../../../kernel/database.ts';
import type { MoodleShown } from './contract.ts';

async function fixture(db: Database) {
  const at = await moodleFixture(db);
  const people = campus(db, at.clock);
  const { roles } = at.running.bridge.registry;
  const root = await people.person('Root');
  const head = await people.person('Head');
  const student = await people.person('Student');
  const { id: departmentId } = await people.department([head]);
  await roles.give({ role: 'system', personId: root.id, departmentId: null, actorId: null });
  await roles.give({ role: 'department', personId: head.id, departmentId, actorId: null });
  const ask = (who: Actor | null, request: string, body?: unknown) => {
    const [method = '', path = ''] = request.split(' ');
    const token = who ? { token: who.token } : {};
    return at.send({ method, path: `/api/admin/moodles${path}`, body, ...token });
  };
  const list = async () =>
    (JSON.parse((await ask(root, 'GET')).text) as { moodles: MoodleShown[] }).moodles;
  return { ...at, root, head, student, ask, list };
}

const wanted = { wwwroot: lakeside, name: 'Lakeside Moodle', vouches: ['campusNumber'] };

forEachDatabase('Connected Moodles in the administration', (open) => {
  it('begin with a code that a system admin makes, and show what they said last', async () => {
    const at = await fixture(await open());
    assert.deepEqual(await at.list(), []);
    const made = JSON.parse((await at.ask(at.root, 'POST /codes', wanted)).text) as {
      code: string;
      expiresAt: number;
    };
    assert.equal(made.expiresAt, at.now() + 3_600_000);
    const moodle = await aMoodle(lakeside, at.now);
    assert.equal((await at.connect(await aMoodle(medicine, at.now), made.code)).status, 403);
    assert.equal((await at.connect(moodle, made.code)).status, 200);
    const [connected] = await at.list();
    const { name, wwwroot, plugin, vouches, testedAt, failure, rooms } = connected!;
    assert.deepEqual(
      [name, wwwroot, plugin, vouches, testedAt, failure, rooms],
      ['Lakeside Moodle', lakeside, '1.0', ['campusNumber'], null, null, 0],
    );
    at.clock.move(120_000);
    await at.post('tests', { token: await moodle.token({ sub: 'test' }) });
    const [tested] = await at.list();
    assert.deepEqual([tested?.testedAt, tested?.heardAt], [at.now(), at.now()]);
  });

  it('show why what they sent was not taken, until it is; what another signed is not theirs', async () => {
    const at = await fixture(await open());
    const moodle = await at.connected(lakeside);
    const push = async (claims: object, by = moodle) => {
      const body = await by.token({ ...at.roster(claims), iss: lakeside });
      return at.send({ method: 'POST', path: '/api/moodle/rosters', body });
    };
    const failureNow = async () => (await at.list())[0]?.failure;
    assert.equal((await push({ room: 'cm:x' })).code, 'moodle/message');
    assert.equal(await failureNow(), 'moodle/message');
    assert.equal((await push({})).status, 200);
    assert.equal(await failureNow(), null);
    const forger = await aMoodle(lakeside, at.now);
    assert.equal((await push({ room: 'cm:x' }, forger)).code, 'portal/token-signature');
    assert.equal((await push({ sequence: 1 })).code, 'moodle/superseded');
    assert.equal(await failureNow(), null, 'neither is its fault');
  });

  it('are disconnected: what they sign is refused, what was opened from them ends, other Moodles stay', async () => {
    const at = await fixture(await open());
    const [moodle, other] = [await at.connected(lakeside), await at.connected(medicine)];
    for (const one of [moodle, other]) {
      const body = await one.token(at.roster({}));
      await at.send({ method: 'POST', path: '/api/moodle/rosters', body });
    }
    const opened = await at.launched(moodle, { sub: '3', role: 'student' });
    const elsewhere = await at.launched(other, { sub: '3', role: 'student' });
    const course = ({ token, courseId }: typeof opened) =>
      at.send({ path: `/api/courses/${courseId}`, token });
    assert.equal((await course(opened)).status, 200);
    const id = (await at.list()).find(({ wwwroot }) => wwwroot === lakeside)?.id ?? '';
    assert.equal((await at.ask(at.root, `DELETE /${id}`)).status, 200);
    assert.equal((await course(opened)).status, 401);
    assert.equal((await course(elsewhere)).status, 200);
    const test = await at.post('tests', { token: await moodle.token({ sub: 'test' }) });
    assert.equal(test.code, 'moodle/not-connected');
    assert.deepEqual(
      (await at.list()).map(({ wwwroot }) => wwwroot),
      [medicine],
    );
    assert.equal((await at.ask(at.root, `DELETE /${id}`)).code, 'platform/not-found');
  });

  it('are system admins’ alone, and what they do is in the audit log, without the code', async () => {
    const at = await fixture(await open());
    await at.connected(lakeside);
    const [{ id } = { id: '' }] = await at.list();
    for (const [who, status] of [
      [null, 401],
      [at.student, 403],
      [at.head, 403],
    ] as const) {
      assert.equal((await at.ask(who, 'GET')).status, status);
      assert.equal((await at.ask(who, 'POST /codes', wanted)).status, status);
      assert.equal((await at.ask(who, `DELETE /${id}`)).status, status);
    }
    assert.equal((await at.list()).length, 1);
    const bad = await at.ask(at.root, 'POST /codes', { ...wanted, wwwroot: 'moodle' });
    assert.equal(bad.code, 'request/invalid');
    const made = await at.ask(at.root, 'POST /codes', wanted);
    await at.ask(at.root, `DELETE /${id}`);
    const deeds = await at.db('audit_entries').where('action', 'like', 'moodle.%').orderBy('seq');
    assert.deepEqual(
      deeds.map((one: { action: string; actor_id: string }) => [one.action, one.actor_id]),
      [
        ['moodle.connect', null],
        ['moodle.code', at.root.id],
        ['moodle.disconnect', at.root.id],
      ],
    );
    const { code } = JSON.parse(made.text) as { code: string };
    assert.doesNotMatch(JSON.stringify(deeds), new RegExp(code, 'u'));
  });
});
