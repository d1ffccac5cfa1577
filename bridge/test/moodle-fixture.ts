import assert from 'node:assert/strict';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { bridgeSettings } from './bridge-settings.ts';
import { runRawBridge } from './raw-bridge.ts';
import { settableClock } from '../src/kernel/clock.ts';
import type { Database } from '../src/kernel/database.ts';

export const audience = new URL(bridgeSettings.CAMPUS_MEET_URL).origin;
const messages = `${audience}/api/moodle`;
export const lakeside = 'https://moodle.lakeside.test';
export const medicine = 'https://med.lakeside.test/moodle';

/** A Moodle with its plugin, as far as the bridge sees one: a stand-in that signs. */
export async function aMoodle(wwwroot: string, now: () => number) {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  let count = 0;
  const token = (claims: object, aud = messages, key = privateKey) =>
    new SignJWT({
      iss: wwwroot,
      aud,
      jti: `message-${wwwroot}-${(count += 1)}`,
      exp: Math.floor(now() / 1000) + 60,
      ...claims,
    })
      .setProtectedHeader({ alg: 'RS256' })
      .sign(key);
  return { wwwroot, token, publicKey: await exportSPKI(publicKey), privateKey };
}

export const person = (id: string, more: object = {}) => ({
  id,
  given: `G${id}`,
  family: 'Test',
  ...more,
});
const course = {
  label: 'CS101',
  title: 'Data Structures',
  category: 'Computing',
};

/** A bridge that listens, and what connects Moodles to it and sends their rosters. */
export async function moodleFixture(db: Database, more: Record<string, string> = {}) {
  const clock = settableClock();
  const running = await runRawBridge(db, clock, more);
  const { moodles } = running.bridge.registry;
  const now = () => clock.now();
  const codeFor = (wwwroot: string, vouches: ('campusNumber' | 'mail')[] = []) =>
    moodles.openConnection({ wwwroot, name: 'A Moodle', vouches });
  const post = (path: string, body: unknown) =>
    running.send({ method: 'POST', path: `/api/moodle/${path}`, body });
  const connect = async (moodle: Awaited<ReturnType<typeof aMoodle>>, code: string, more = {}) =>
    post('connections', {
      code,
      wwwroot: moodle.wwwroot,
      publicKey: moodle.publicKey,
      proof: await moodle.token({ sub: 'connect' }),
      plugin: '1.0',
      moodle: '4.5.6',
      ...more,
    });
  const connected = async (wwwroot: string, vouches: ('campusNumber' | 'mail')[] = []) => {
    const moodle = await aMoodle(wwwroot, now);
    const answer = await connect(moodle, await codeFor(wwwroot, vouches));
    assert.equal(answer.status, 200, answer.text);
    return moodle;
  };
  const roster = (claims: object) => ({
    sub: 'roster',
    room: 'cm:33',
    sequence: 1,
    course,
    groups: [{ id: '5', name: '一班' }],
    people: [person('2', { number: 't0001' }), person('3'), person('4')],
    members: [
      { id: '2', role: 'editing-teacher', groups: [] },
      { id: '3', role: 'student', groups: ['5'] },
      { id: '4', role: 'student', groups: [] },
    ],
    ...claims,
  });
  /** Opens the panel of a room as one of its people; answers the session's token, and what the course is called here. */
  const launched = async (
    moodle: Awaited<ReturnType<typeof aMoodle>>,
    { sub, role }: { sub: string; role: string },
  ) => {
    const courses = [{ id: 'cm:33', title: 'Data Structures', role }];
    const token = await moodle.token({ sub, name: `G${sub}`, courses }, audience);
    const body = { token, panel: 'course', origin: new URL(moodle.wwwroot).origin };
    const answer = await running.send({ method: 'POST', path: '/api/portal/launches', body });
    const { ticket, path } = JSON.parse(answer.text) as { ticket: string; path: string };
    const opened = await running.send({ method: 'POST', path: '/api/sessions', body: { ticket } });
    const { session } = JSON.parse(opened.text) as { session: { accessToken: string } };
    return { token: session.accessToken, courseId: path.split('/').at(-1) ?? '' };
  };
  const activeIn = async (realm: string, room = 'cm:33') => {
    const rows = await db('course_memberships as m')
      .join('courses as c', 'c.id', 'm.course_id')
      .join('person_accounts as a', 'a.person_id', 'm.person_id')
      .where({
        'c.realm': realm,
        'a.realm': realm,
        'c.external_id': room,
        'm.status': 'active',
      })
      .orderBy('a.external_id')
      .select<{ id: string }[]>('a.external_id as id');
    return rows.map(({ id }) => id);
  };
  return {
    ...running,
    db,
    clock,
    now,
    codeFor,
    post,
    connect,
    connected,
    roster,
    launched,
    activeIn,
    running,
  };
}
