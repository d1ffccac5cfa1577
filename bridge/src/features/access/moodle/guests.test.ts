import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { doJob } from '../../../../test/doing-jobs.ts';
import {
  aMoodle,
  audience,
  lakeside,
  medicine,
  moodleFixture,
} from '../../../../test/moodle-fixture.ts';
import type { Database } from '../../../kernel/database.ts';
import { lmsLinkMs, mostUnused } from '../../meetings/admission/lms-guests.ts';

interface Said {
  url: string | null;
  guest: { session: { accessToken: string }; person: { id: string; displayName: string } };
  meetingId: string;
  outcome: string;
  role: string;
  id: string;
  links: unknown[];
  participants: { name: string }[];
}
const read = ({ text }: { text: string }) => JSON.parse(text) as Said;
const said = ({ code, status }: { code: string | undefined; status: number }) => code ?? status;

/** A room of a Moodle that lets guests in, in which its teacher runs a meeting. */
async function aRoomWithGuests(db: Database) {
  const fixture = await moodleFixture(db);
  const { connected, send, post, roster, launched } = fixture;
  const moodle = await connected(lakeside);
  let sequence = 0;
  const push = async (claims: object) => {
    sequence += 1;
    const body = await moodle.token(roster({ sequence, guests: true, ...claims }));
    const answer = await send({ method: 'POST', path: '/api/moodle/rosters', body });
    assert.equal(answer.status, 200, answer.text);
  };
  await push({});
  const teacher = await launched(moodle, { sub: '2', role: 'editing-teacher' });
  const ask = (path: string, body?: object, method = 'POST') =>
    send({ method, path, token: teacher.token, ...(body ? { body } : {}) });
  const start = async (body: object = {}) =>
    read(await ask(`/api/courses/${teacher.courseId}/meetings`, body)).id;
  /** What the plugin is answered for one guest. */
  const asks = async (claims: object = {}, from = moodle) =>
    post('guests', { token: await from.token({ sub: 'guest', room: 'cm:33', ...claims }) });
  const urlOf = async () => read(await asks()).url ?? '';
  const join = (url: string, body: object = { name: '李雷' }) =>
    send({
      method: 'POST',
      path: '/api/doors/link',
      body: { token: url.split('/').at(-1), ...body },
    });
  const enter = (meetingId: string, token: string) =>
    send({ method: 'POST', path: `/api/meetings/${meetingId}/enter`, body: {}, token });
  /** A guest of Moodle's who has given a name. */
  const aGuest = async () => {
    const { guest, meetingId } = read(await join(await urlOf()));
    const token = guest.session.accessToken;
    return { token, id: guest.person.id, meetingId, enter: () => enter(meetingId, token) };
  };
  return { ...fixture, moodle, push, teacher, ask, start, asks, urlOf, join, enter, aGuest };
}

forEachDatabase('A guest of Moodle’s', (open) => {
  it('comes into the meeting of the room as a guest, by a name that they give', async () => {
    const { start, asks, join, enter } = await aRoomWithGuests(await open());
    const meetingId = await start();
    const { url } = read(await asks());
    assert.match(url ?? '', /\/join\/[\w-]{43}$/u);
    assert.deepEqual((await join(url ?? '', {})).fields, ['body.name'], 'a name is needed');
    const passed = read(await join(url ?? ''));
    assert.equal(passed.meetingId, meetingId);
    assert.equal(passed.guest.person.displayName, '李雷');
    const inside = read(await enter(meetingId, passed.guest.session.accessToken));
    assert.deepEqual([inside.outcome, inside.role], ['entered', 'member']);
  });

  it('waits in the lobby where there is one, and stays out where the meeting is locked', async () => {
    const { start, ask, teacher, aGuest } = await aRoomWithGuests(await open());
    await start();
    const series = read(await ask(`/api/courses/${teacher.courseId}/series`, undefined, 'GET'));
    const admission = (rules: object) =>
      ask(`/api/series/${series.id}`, { admission: rules }, 'PATCH');
    await admission({ lobby: true });
    assert.equal(read(await (await aGuest()).enter()).outcome, 'waiting');
    await admission({ lobby: false, locked: true });
    assert.equal(said(await (await aGuest()).enter()), 'meeting/locked');
  });

  it('is no member: in no roster, no attendance, and may ask nothing of the course', async () => {
    const { db, send, start, aGuest, ask, teacher, activeIn } = await aRoomWithGuests(await open());
    await start();
    const guest = await aGuest();
    await guest.enter();
    assert.deepEqual(await activeIn(lakeside), ['2', '3', '4']);
    assert.equal((await db('people').where({ id: guest.id })).length, 0);
    const at = `/api/courses/${teacher.courseId}`;
    const attendance = await ask(`${at}/attendance`, undefined, 'GET');
    assert.ok(!attendance.text.includes('李雷') && !attendance.text.includes(guest.id));
    for (const path of [
      '',
      '/members',
      '/meetings',
      '/series',
      '/attendance',
      '/attendance/mine',
    ]) {
      const answer = await send({ path: at + path, token: guest.token });
      assert.equal(answer.status, 403, `${path} ${answer.text}`);
    }
    const starts = await send({
      method: 'POST',
      path: `${at}/meetings`,
      body: {},
      token: guest.token,
    });
    assert.equal(starts.status, 403, starts.text);
  });

  it('comes by an address of their own, that is good once and for half a day', async () => {
    const { start, urlOf, join, clock } = await aRoomWithGuests(await open());
    await start();
    const [used, late] = [await urlOf(), await urlOf()];
    assert.notEqual(used, late);
    assert.equal((await join(used)).status, 200);
    assert.equal(said(await join(used, { name: 'somebody else' })), 'link/used-up');
    clock.move(lmsLinkMs);
    assert.equal(said(await join(late)), 'link/expired');
  });

  it('is let in by the signature of the room’s own Moodle only, once', async () => {
    const fixture = await aRoomWithGuests(await open());
    const { start, asks, post, connected, moodle, clock, now } = fixture;
    await start();
    const once = await moodle.token({ sub: 'guest', room: 'cm:33' });
    assert.equal((await post('guests', { token: once })).status, 200);
    assert.equal(said(await post('guests', { token: once })), 'portal/token-used');
    const old = await moodle.token({ sub: 'guest', room: 'cm:33' });
    clock.move(10 * 60_000);
    assert.equal(said(await post('guests', { token: old })), 'portal/token-expired');
    assert.equal(said(await asks({}, await connected(medicine))), 'course/not-found');
    assert.equal(said(await asks({ room: 'cm:34' })), 'course/not-found');
    assert.equal(said(await asks({ sub: 'live' })), 'moodle/message');
    const forged = await aMoodle(lakeside, now);
    assert.equal(said(await asks({}, forged)), 'portal/token-signature');
    const launch = await moodle.token({ sub: 'guest', room: 'cm:33' }, audience);
    assert.equal(said(await post('guests', { token: launch })), 'portal/token-audience');
  });

  it('finds no meeting where none runs for everybody, and the one that is planned', async () => {
    const { start, asks, ask, teacher, db } = await aRoomWithGuests(await open());
    assert.equal(read(await asks()).url, null);
    const [group] = await db('course_groups').pluck<string[]>('id');
    await start({ groupId: group });
    assert.equal(read(await asks()).url, null, 'a group’s is for nobody else');
    const series = read(await ask(`/api/courses/${teacher.courseId}/series`, undefined, 'GET'));
    const schedule = {
      startsAt: '2099-01-05T08:00',
      timezone: 'Asia/Shanghai',
      durationMinutes: 90,
      weekly: null,
    };
    await ask(`/api/series/${series.id}`, { schedule }, 'PATCH');
    assert.notEqual(read(await asks()).url, null);
  });

  it('goes when Moodle lets guests in no more, and when the activity is no more', async () => {
    const { start, push, aGuest, asks, urlOf, join } = await aRoomWithGuests(await open());
    await start();
    const inside = await aGuest();
    await inside.enter();
    const unused = await urlOf();
    await push({});
    assert.equal((await inside.enter()).status, 200);
    await push({ guests: false });
    assert.equal(said(await inside.enter()), 'link/guests-ended');
    assert.equal(said(await join(unused)), 'link/guests-ended');
    await push({});
    const later = await aGuest();
    await later.enter();
    await push({ retired: true });
    assert.equal(said(await later.enter()), 'link/guests-ended');
    assert.equal(said(await asks()), 'course/not-found');
  });

  it('leaves hosts their own list of links, and nothing behind where nobody came', async () => {
    const { db, start, ask, teacher, urlOf, asks, clock } = await aRoomWithGuests(await open());
    await start();
    await urlOf();
    const series = read(await ask(`/api/courses/${teacher.courseId}/series`, undefined, 'GET'));
    const listed = read(await ask(`/api/series/${series.id}/links`, undefined, 'GET'));
    assert.deepEqual(listed.links, []);
    const [link] = await db('meeting_links').select<object[]>();
    const more = Array.from({ length: mostUnused - 1 }, (_, n) => ({ ...link, id: `more-${n}` }));
    await db.batchInsert('meeting_links', more, 100);
    assert.equal(said(await asks()), 'request/too-many');
    clock.move(lmsLinkMs);
    await doJob('lms-guests-sweep', { db, clock });
    assert.deepEqual(await db('meeting_link_tokens').select(), []);
    assert.deepEqual(await db('meeting_links').select(), []);
  });
});
