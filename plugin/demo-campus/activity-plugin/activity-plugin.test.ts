import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { decodeJwt } from 'jose';
import { startTrial, type Trial } from '../lti-platform/trial.ts';
import { meetingActivities } from '../data/meeting-activities.ts';
import { createActivityPlugin } from './plugin.ts';
import { rosterOf } from './roster.ts';

const [inDataStructures, inOperatingSystems] = meetingActivities;
/** Somebody connected it before; no bridge is there to ask. */
const connected = () => ({
  key: generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString(),
  told: new Map(),
  attendance: { after: 0, rooms: new Map() },
  calendar: { mark: '', events: [] },
});

describe('the activity plugin of the demo portal', () => {
  let trial: Trial;
  let plugin: ReturnType<typeof createActivityPlugin>;
  before(async () => {
    const place = { bridge: 'http://bridge.test', bridgeInside: 'http://127.0.0.1:9' };
    trial = await startTrial((campus, wwwroot) => {
      plugin = createActivityPlugin({ campus, place: { ...place, wwwroot }, kept: connected() });
      return plugin;
    });
  });
  after(() => trial.stop());

  const page = async (path: string, cookie = '') => (await trial.visit(path, { cookie })).text();
  const rosterIn = (activity = inDataStructures, now = Date.now()) => {
    assert.ok(activity);
    const course = trial.campus.courses.get(activity.courseId);
    assert.ok(course);
    return rosterOf({ campus: trial.campus, activity, course, now });
  };
  const keyOn = (text: string) => /sesskey=([\da-f]{10})\b/u.exec(text)?.[1] ?? '';

  it('adds its own script to every page of who is signed in, which rings where no panel does', async () => {
    const cookie = await trial.signIn('s202300001');
    const ringer = /data-ringer="http:\/\/bridge\.test\/embed\/campus-meet\.js"/u;
    for (const path of ['/my/', '/user/index.php?id=2', '/calendar/view.php'])
      assert.match(await page(path, cookie), ringer);
    for (const path of ['/course/view.php?id=2', '/mod/campusmeet/view.php?id=201'])
      assert.match(await page(path, cookie), /id="campusmeet-page"[^>]*data-ringer=""/u);
    assert.doesNotMatch(await page('/login/index.php'), /campusmeet/u);
    const own = new URL('../../moodle/campusmeet/js/page.js', import.meta.url);
    assert.equal(await page('/mod/campusmeet/js/page.js'), readFileSync(own, 'utf8'));
  });

  it('signs for who is signed in, for the own activities, and with the session’s key only', async () => {
    const cookie = await trial.signIn('s202300001');
    const key = keyOn(await page('/my/', cookie));
    const ask = (query: string) => trial.visit(`/mod/campusmeet/token.php?${query}`, { cookie });
    const { token } = (await (await ask(`cmid=201&sesskey=${key}`)).json()) as { token: string };
    const { iss, aud, sub, courses } = decodeJwt<{ courses: { id: string; role: string }[] }>(
      token,
    );
    assert.deepEqual([iss, aud, sub], [trial.origin, 'http://bridge.test', '3']);
    assert.deepEqual(
      courses.map(({ id, role }) => [id, role]),
      [['cm:201', 'student']],
    );
    assert.equal((await ask('cmid=201&sesskey=other')).status, 403);
    assert.equal((await ask(`cmid=202&sesskey=${key}`)).status, 403, 'of a course of others');
    assert.equal((await ask(`cmid=999&sesskey=${key}`)).status, 403);
    const stranger = await trial.visit(`/mod/campusmeet/token.php?sesskey=${key}`);
    assert.equal(stranger.status, 403);
  });

  it('lists who may come in: nobody whose enrolment is closed, and groups as the course has them', () => {
    const { members, groups } = rosterIn();
    const ids = new Set(members.map(({ id }) => id));
    assert.deepEqual(
      ['3', '523', '63', '64', '65'].map((id) => ids.has(id)),
      [true, true, false, false, false],
    );
    const first = members.find(({ id }) => id === '3');
    assert.equal(first?.groups.length, groups.length, 'visible groups are open to all');
    const separate = rosterIn(inOperatingSystems).members.filter(({ role }) => role === 'student');
    assert.ok(separate.every((member) => member.groups.length <= 1));
  });

  it('says what each may beside hosting, as Moodle grants it at first', () => {
    const held = (activity = inDataStructures) =>
      Object.fromEntries(
        rosterIn(activity).members.map(({ id, capabilities }) => [id, capabilities]),
      );
    const all = ['invite-guests', 'view-attendance', 'all-groups'];
    const visible = held();
    assert.deepEqual(
      [visible['523'], visible['524'], visible['3']],
      [all, ['view-attendance', 'all-groups'], ['all-groups']],
      'a teacher, a non-editing one and a student, where groups are visible',
    );
    const separate = held(inOperatingSystems);
    assert.deepEqual(
      [separate['524'], separate['525'], separate['33']],
      [all, ['view-attendance'], []],
      'and where they are separate',
    );
    const assistant = rosterIn(inOperatingSystems).members.find(({ id }) => id === '525');
    assert.deepEqual(assistant?.groups, ['5'], 'who hosts the own group');
  });

  it('says the same with the launch, and of a manager whom no list names', async () => {
    const launched = async (username: string, cmid: number) => {
      const cookie = await trial.signIn(username);
      const key = keyOn(await page('/my/', cookie));
      const answer = await trial.visit(`/mod/campusmeet/token.php?cmid=${cmid}&sesskey=${key}`, {
        cookie,
      });
      const { token } = (await answer.json()) as { token: string };
      return decodeJwt<{ courses: { capabilities: string[] }[] }>(token).courses[0]?.capabilities;
    };
    assert.deepEqual(await launched('t0003', 202), ['view-attendance']);
    const all = ['invite-guests', 'view-attendance', 'all-groups'];
    assert.deepEqual(await launched('t0020', 202), all);
  });

  it('lets guests look at the course that lets them in, and come in from nowhere else', async () => {
    const guest = async () => {
      const form = { username: 'guest', password: 'guest' };
      const answer = await trial.visit('/login/index.php', { form });
      return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    };
    const cookie = await guest();
    const home = await page('/my/', cookie);
    assert.match(home, /Introduction to AI/u);
    assert.doesNotMatch(home, /Data Structures|campusmeet-page|\/intranet/u);
    const at = '/mod/campusmeet/view.php?id=203';
    const activity = await page(at, cookie);
    assert.match(activity, /action="\/mod\/campusmeet\/guest\.php\?id=203"/u);
    assert.doesNotMatch(activity, /<campus-meet|\/user\/index\.php/u);
    const seen = await page('/course/view.php?id=5', cookie);
    assert.match(seen, /Open lecture/u);
    assert.doesNotMatch(seen, /contentframe|\/grade\/report|<aside/u);
    const status = async (path: string, asked = {}) =>
      (await trial.visit(path, { cookie, ...asked })).headers.get('location') ?? 'shown';
    for (const closed of [
      '/user/index.php?id=5',
      '/grade/report/index.php?id=5',
      '/mod/lti/view.php?id=18',
      '/course/view.php?id=2',
      '/mod/campusmeet/view.php?id=201',
    ]) {
      assert.match(await status(closed), /\/enrol\/index\.php/u, closed);
    }
    const key = /name="sesskey" value="([\da-f]{10})"/u.exec(activity)?.[1] ?? '';
    for (const query of [`sesskey=${key}`, `cmid=203&sesskey=${key}`]) {
      const { status: answered } = await trial.visit(`/mod/campusmeet/token.php?${query}`, {
        cookie,
      });
      assert.equal(answered, 403, 'no token is signed for a guest');
    }
    const press = (sesskey: string) =>
      status('/mod/campusmeet/guest.php?id=203', { form: { sesskey } });
    assert.equal(await press(key), at, 'Campus Meet does not answer');
    assert.match(await page(at, cookie), /Campus Meet (?:does not answer|暂时没有应答)/u);
    assert.equal(await press('another'), at);
    const student = await trial.signIn('s202300001');
    assert.match(await page(at, student), /guest\.php/u, 'who is not enrolled is a guest, too');
  });

  it('says with each list whether guests come in, by activity and course', () => {
    const open = meetingActivities.find(({ guests }) => guests);
    assert.ok(open && inDataStructures);
    const course = trial.campus.courses.get(open.courseId);
    assert.ok(course);
    const said = () => [rosterIn(open).guests, rosterIn(inDataStructures).guests];
    assert.deepEqual(said(), [true, false]);
    course.visible = false;
    assert.deepEqual(said(), [false, false]);
    course.visible = true;
    course.guestAccess = false;
    assert.deepEqual(said(), [false, false]);
    course.guestAccess = true;
  });

  it('lets those who may invite people from outside choose whether guests come in, as its form does', async () => {
    const at = '/mod/campusmeet/view.php?id=203';
    const field = 'name="guests"';
    const isOpen = () => plugin.activity(203)?.guests;
    const save = async (cookie: string, form: Record<string, string>, id = 203) => {
      const path = `/mod/campusmeet/settings.php?id=${id}`;
      const answer = await trial.visit(path, { cookie, form });
      return answer.headers.get('location');
    };
    const cookie = await trial.signIn('t0006');
    const shown = await page(at, cookie);
    assert.match(shown, /name="guests"\s+value="1"\s+checked/u);
    const sesskey = keyOn(shown);
    assert.equal(await save(cookie, { sesskey }), '/course/view.php?id=5');
    assert.equal(isOpen(), false);
    assert.doesNotMatch(await page(at, await trial.signIn('s202300001')), /guest\.php/u);
    assert.equal(plugin.content().guests?.get(203), false, 'and it is kept');
    assert.equal(await save(cookie, { sesskey: 'another', guests: '1' }), '/course/view.php?id=5');
    assert.equal(isOpen(), false, 'a forged form changes nothing');
    for (const username of ['s202300001', 's202300143', 't0004']) {
      const other = await trial.signIn(username);
      const text = await page(at, other);
      assert.ok(!text.includes(field), username);
      await save(other, { sesskey: keyOn(text), guests: '1' });
      assert.equal(isOpen(), false, username);
    }
    const elsewhere = await trial.signIn('t0001');
    assert.ok(!(await page('/mod/campusmeet/view.php?id=201', elsewhere)).includes(field));
    await save(cookie, { sesskey, guests: '1' });
    assert.equal(isOpen(), true);
  });

  it('goes on while Campus Meet does not answer', async () => {
    const cookie = await trial.signIn('t0001');
    const text = await page('/course/view.php?id=2', cookie);
    assert.match(text, /每周课堂 Weekly class/u);
    const answer = await trial.visit(`/mod/campusmeet/live.php?sesskey=${keyOn(text)}`, { cookie });
    assert.deepEqual(await answer.json(), { live: [] });
  });
});
