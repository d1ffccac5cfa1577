import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { campus, type Actor } from '../../test/campus.ts';
import { forEachDatabase } from '../../test/databases.ts';
import { guestOf, operations, runRawBridge } from '../../test/raw-bridge.ts';
import { settableClock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';

/** A course with a running meeting, and everybody who might try something there. */
async function fixture(db: Database) {
  const clock = settableClock();
  const people = campus(db, clock);
  const bridge = await runRawBridge(db, clock);
  const teacher = await people.person('Teacher');
  const student = await people.person('Student');
  const mate = await people.person('Mate');
  const elsewhere = await people.person('Teacher of another course');
  const pupil = await people.person('Student of another course');
  const stranger = await people.person('Stranger');
  const course = await people.course(teacher, [student, mate]);
  await people.course(elsewhere, [pupil], 'Another course');
  const started = await bridge.send({
    method: 'POST',
    path: `/api/courses/${course.id}/meetings`,
    token: teacher.token,
  });
  const meeting = JSON.parse(started.text) as { id: string };
  const guest = await guestOf(db, meeting.id, clock);
  return {
    db,
    clock,
    people,
    bridge,
    course,
    meetingId: meeting.id,
    guest,
    teacher,
    student,
    mate,
    elsewhere,
    pupil,
    stranger,
  };
}
type Fixture = Awaited<ReturnType<typeof fixture>>;

/** What can be asked of a course and its meeting. */
const asked = {
  course: ({ course }: Fixture) => ['GET', `/api/courses/${course.id}`],
  members: ({ course }: Fixture) => ['GET', `/api/courses/${course.id}/members`],
  meetings: ({ course }: Fixture) => ['GET', `/api/courses/${course.id}/meetings`],
  start: ({ course }: Fixture) => ['POST', `/api/courses/${course.id}/meetings`],
  meeting: ({ meetingId }: Fixture) => ['GET', `/api/meetings/${meetingId}`],
  enter: ({ meetingId }: Fixture) => ['POST', `/api/meetings/${meetingId}/enter`],
  leave: ({ meetingId }: Fixture) => ['POST', `/api/meetings/${meetingId}/leave`],
  handover: () => ['POST', '/api/sessions/handover'],
  remove: ({ meetingId, mate }: Fixture) => [
    'POST',
    `/api/meetings/${meetingId}/participants/${mate.id}/remove`,
  ],
  end: ({ meetingId }: Fixture) => ['POST', `/api/meetings/${meetingId}/end`],
} as const satisfies Record<string, (fixture: Fixture) => string[]>;
type Asked = keyof typeof asked;

/** What somebody gets: `ok`, or the code of the refusal. */
async function tryAll(at: Fixture, token: string | undefined): Promise<Record<Asked, string>> {
  const got: [string, string][] = [];
  for (const [name, of] of Object.entries(asked)) {
    const [method = '', path = ''] = of(at);
    const body = name === 'handover' ? { meetingId: at.meetingId } : undefined;
    const answer = await at.bridge.send({
      method,
      path,
      ...(token === undefined ? {} : { token }),
      ...(body ? { body } : {}),
    });
    assert.ok(answer.status < 500, `${name}: ${answer.text}`);
    got.push([name, answer.code ?? 'ok']);
  }
  return Object.fromEntries(got) as Record<Asked, string>;
}

const everything = <T>(what: T): Record<Asked, T> =>
  Object.fromEntries(Object.keys(asked).map((name) => [name, what])) as Record<Asked, T>;

const outsiders = {
  course: 'course/not-a-member',
  members: 'course/not-a-member',
  meetings: 'course/not-a-member',
  start: 'course/not-a-member',
  meeting: 'meeting/not-allowed',
  enter: 'meeting/not-allowed',
  // There is nothing of theirs to be freed.
  leave: 'ok',
  handover: 'meeting/not-allowed',
  remove: 'meeting/not-allowed',
  end: 'meeting/not-allowed',
};

forEachDatabase('Who may do what with a course and its meeting', (open) => {
  it('its teacher: everything', async () => {
    const at = await fixture(await open());
    assert.deepEqual(await tryAll(at, at.teacher.token), {
      ...everything('ok'),
      remove: 'meeting/participant-not-found',
    });
  });

  it('its student: all but starting, removing and ending', async () => {
    const at = await fixture(await open());
    assert.deepEqual(await tryAll(at, at.student.token), {
      ...everything('ok'),
      start: 'meeting/not-host',
      remove: 'meeting/not-host',
      end: 'meeting/not-host',
    });
  });

  it('teachers and students of other courses, and strangers: nothing', async () => {
    const at = await fixture(await open());
    for (const who of [at.elsewhere, at.pupil, at.stranger]) {
      assert.deepEqual(await tryAll(at, who.token), outsiders, who.name);
    }
  });

  it('who is signed out, has an expired or a made-up session: nothing', async () => {
    const at = await fixture(await open());
    assert.deepEqual(await tryAll(at, undefined), everything('session/missing'));
    assert.deepEqual(await tryAll(at, 'made-up'), everything('session/expired'));
    const gone = await at.people.elsewhere(at.teacher);
    await at.bridge.send({
      method: 'DELETE',
      path: `/api/sessions/${gone.sessionId}`,
      token: gone.token,
    });
    assert.deepEqual(await tryAll(at, gone.token), everything('session/ended'));
    await at.db('sessions').update({ access_expires_at: at.clock.now() });
    assert.deepEqual(await tryAll(at, at.teacher.token), everything('session/expired'));
  });

  it('a guest: what belongs to people of the campus is not for guests', async () => {
    const at = await fixture(await open());
    const got = await tryAll(at, at.guest);
    for (const name of ['course', 'members', 'meetings', 'start'] as const) {
      assert.equal(got[name], 'session/guest', name);
    }
    for (const name of ['remove', 'end'] as const) assert.notEqual(got[name], 'ok', name);
  });

  it("nobody ends another's session", async () => {
    const at = await fixture(await open());
    const end = (who: Actor, token: string) =>
      at.bridge.send({ method: 'DELETE', path: `/api/sessions/${who.sessionId}`, token });
    assert.equal((await end(at.teacher, at.student.token)).code, 'session/forbidden');
    assert.equal((await end(at.teacher, at.teacher.token)).status, 200);
  });

  it('members do not see addresses of others; who may host does', async () => {
    const at = await fixture(await open());
    await at.db('people').where({ id: at.mate.id }).update({ email: 'mate@uni.test' });
    const members = async (token: string) =>
      (await at.bridge.send({ path: `/api/courses/${at.course.id}/members`, token })).text;
    assert.doesNotMatch(await members(at.student.token), /mate@uni\.test/u);
    assert.match(await members(at.teacher.token), /mate@uni\.test/u);
  });

  it('every operation that there is refuses who is not meant', async () => {
    const at = await fixture(await open());
    const all = await operations(at.bridge.base);
    assert.ok(all.length > 20);
    for (const { id, who, method, path } of all) {
      const anonymous = await at.bridge.send({ method, path });
      if (who !== 'anyone') assert.equal(anonymous.code, 'session/missing', id);
      assert.ok(anonymous.status < 500, id);
      const stale = await at.bridge.send({ method, path, token: `x${randomUUID()}` });
      assert.equal(stale.code, 'session/expired', id);
      if (who !== 'person') continue;
      const guest = await at.bridge.send({ method, path, token: at.guest });
      assert.equal(guest.code, 'session/guest', id);
    }
  });

  it('every operation that writes refuses pages of other sites', async () => {
    const at = await fixture(await open());
    const all = await operations(at.bridge.base);
    for (const { id, method, path } of all.filter((one) => one.method !== 'GET')) {
      const foreign = { Origin: 'https://evil.test' };
      const answer = await at.bridge.send({ method, path, headers: foreign });
      assert.equal(answer.code, 'request/wrong-origin', id);
    }
  });
});
