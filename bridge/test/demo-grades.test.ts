import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { formIn, startTrial, type Trial } from '../../plugin/demo-campus/lti-platform/trial.ts';
import { registerBridge } from '../../plugin/demo-campus/set-up.ts';
import { signMessage, signatureHeader } from '../src/adapters/jitsi/signature.ts';
import { Browser } from './lti-browser.ts';
import { openSession } from '../src/features/access/sessions/contract.ts';
import { getCourse, listCourseMembers } from '../src/features/directory/courses/contract.ts';
import { getGrades, setGrades } from '../src/features/meetings/grades/contract.ts';
import { endMeeting, startCourseMeeting } from '../src/features/meetings/contract.ts';
import type { Database } from '../src/kernel/database.ts';
import { becomes } from './becomes.ts';
import { bridgeSettings } from './bridge-settings.ts';
import { runBridge } from './call-fixture.ts';
import type { Actor } from './campus.ts';
import { forEachDatabase } from './databases.ts';

/** Computer Networks, which the demo's activity plugin is not in: LTI gives its grades. */
const course = { id: 4, cmid: 16, teacher: 't0004', student: 's202300091', absent: 's202300092' };
const { CAMPUS_MEET_URL: publicUrl } = bridgeSettings;

/** The demo's portal and a bridge that know each other by LTI, as `npm start` makes it. */
async function portalAndBridge(db: Database) {
  // Real time, so that jobs come round; a meeting's minutes are leapt over.
  let leapt = 0;
  const clock = { now: () => Date.now() + leapt };
  const running = await runBridge(db, clock, { LTI_ALLOW_HTTP: 'true' });
  const { port } = running.bridge.server.address() as AddressInfo;
  const inside = `http://127.0.0.1:${port}`;
  const portal = await startTrial();
  registerBridge(portal.platform, { bridge: publicUrl, bridgeInside: inside });
  const { origin, tool } = portal;
  await running.bridge.registry.ltiLaunches.registerPlatform({
    issuer: origin,
    clientId: tool.clientId,
    deploymentIds: ['1'],
    authUrl: `${origin}/mod/lti/auth.php`,
    tokenUrl: `${origin}/mod/lti/token.php`,
    jwksUrl: `${origin}/mod/lti/certs.php`,
    productFamily: 'moodle',
    name: 'Lakeside University',
  });
  return { db, clock, running, inside, portal, leap: (ms: number) => (leapt += ms) };
}

type Place = Awaited<ReturnType<typeof portalAndBridge>>;

/** Opens the activity as a browser does, from the portal's page to the panel's session. */
async function launched({ portal, inside }: Place, username: string, cmid = course.cmid) {
  const cookie = await portal.signIn(username);
  const browser = new Browser();
  const atBridge = (url: string) => url.replace(publicUrl, inside);
  const page = await portal.visit(`/mod/lti/launch.php?id=${cmid}`, { cookie });
  const login = formIn(await page.text());
  const asked = await browser.ask(atBridge(login.action), login.fields);
  const answer = await portal.visit(asked.location ?? '', { cookie });
  const launch = formIn(await answer.text());
  const { location, text } = await browser.ask(atBridge(launch.action), launch.fields);
  const [, path = '', ticket = ''] =
    /\/course\/([^#?]+)[^#]*#ticket=(.+)$/u.exec(location ?? '') ?? [];
  assert.ok(ticket, text);
  const opened = await fetch(`${inside}/api/sessions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: publicUrl },
    body: JSON.stringify({ ticket: decodeURIComponent(ticket) }),
  });
  const { person, session } = openSession.parse(await opened.json());
  const { id, accessToken: token } = session;
  const actor: Actor = { id: person.id, name: person.displayName, token, sessionId: id };
  return { actor, courseId: path, cookie };
}

/** What the meeting server tells of somebody. */
async function tells(
  { clock, inside, db }: Place,
  meetingId: string,
  events: { type: 'joined' | 'left'; who: Actor }[],
): Promise<void> {
  const { room } = (await db('meetings').where({ id: meetingId }).first()) as { room: string };
  const body = JSON.stringify({
    source: 'run-1',
    events: events.map(({ type, who: { id: userId, name } }, at) => ({
      sequence: at + 1,
      at: clock.now(),
      type: `occupant-${type}`,
      room,
      occupant: { id: '1', jid: `${userId}@meet/1`, userId, name, affiliation: 'none' },
    })),
  });
  const signature = signMessage(bridgeSettings.JITSI_MESSAGE_SECRET, body, clock.now());
  const headers = { 'Content-Type': 'application/json', [signatureHeader]: signature };
  const answer = await fetch(`${inside}/jitsi/events`, { method: 'POST', headers, body });
  assert.equal(answer.status, 200, await answer.text());
}

/** The lines of the portal's page of grades, as text. */
async function gradesPage(portal: Trial, cookie: string): Promise<string[]> {
  const page = await portal.visit(`/grade/report/index.php?id=${course.id}`, { cookie });
  const rows = (await page.text()).match(/<tr[\s\S]*?<\/tr>/gu) ?? [];
  return rows.map((row) =>
    row
      .replace(/<[^>]*>/gu, ' ')
      .replace(/\s+/gu, ' ')
      .trim(),
  );
}

forEachDatabase('the demo portal by LTI alone: a class’s attendance in its gradebook', (open) => {
  it('arrives after a class: all of it for the teacher, the own for a student', async () => {
    const place = await portalAndBridge(await open());
    const { portal, running } = place;
    const [teacher, student, absent] = [
      await launched(place, course.teacher),
      await launched(place, course.student),
      await launched(place, course.absent),
    ];
    const params = { courseId: teacher.courseId };
    const grades = async () => (await running.ask(teacher.actor, getGrades, { params })).reply;
    await becomes(async () => (await grades()).isOffered, true);
    const body = { isOn: true, measure: 'attended', per: 'course' };
    const set = await running.ask(teacher.actor, setGrades, { params, body });
    assert.equal(set.code, undefined);
    const forbidden = await running.ask(student.actor, setGrades, { params, body });
    assert.equal(forbidden.code, 'meeting/not-host');

    const { reply } = await running.ask(teacher.actor, startCourseMeeting, { params });
    await tells(place, reply.id, [{ type: 'joined', who: student.actor }]);
    place.leap(60_000);
    await running.ask(teacher.actor, endMeeting, { params: { meetingId: reply.id } });

    // Everybody whom the portal's list of members names, whether or not they ever opened it.
    await becomes(async () => (await grades()).given, 60);
    const [head = '', ...rows] = await gradesPage(portal, teacher.cookie);
    assert.match(head, /Attendance · 出勤 \/ 100/u);
    const gradeIn = (lines: string[], username: string) =>
      lines
        .find((line) => line.includes(`${username}@`))
        ?.split(' ')
        .at(-1);
    assert.equal(gradeIn(rows, course.student), '100.00');
    assert.equal(gradeIn(rows, course.absent), '0.00');
    const [, ...own] = await gradesPage(portal, student.cookie);
    assert.deepEqual([own.length, gradeIn(own, course.student)], [1, '100.00']);
    const [, ...others] = await gradesPage(portal, absent.cookie);
    assert.deepEqual([others.length, gradeIn(others, course.absent)], [1, '0.00']);
    await running.close();
    await portal.stop();
  });

  it('has groups with their names and members where the LMS offers the service of course groups', async () => {
    const place = await portalAndBridge(await open());
    const { portal, running } = place;
    const { actor, courseId } = await launched(place, 't0024', 28);
    const params = { courseId };
    const names = async () =>
      (await running.ask(actor, getCourse, { params })).reply.groups.map(({ name }) => name);
    const all = ['<b>Running</b>', '太极 Tai chi', '游泳 Swimming', '篮球 Basketball'];
    await becomes(async () => (await names()).toSorted(), all);
    const { members } = (
      await running.ask(actor, listCourseMembers, { params, query: { limit: '200' } })
    ).reply;
    const students = members.filter(({ role }) => role === 'student');
    assert.deepEqual(
      [students.length, new Set(students.map(({ groupIds }) => groupIds.length))],
      [60, new Set([1])],
    );
    await running.close();
    await portal.stop();
  });
});
