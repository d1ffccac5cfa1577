import assert from 'node:assert/strict';
import { startFakePlatform, type FakePlatform } from '../../../adapters/lti/fake-platform.ts';
import { createLti } from '../../../adapters/lti/index.ts';
import { memoryKeys, platformFor } from '../../../adapters/lti/testing.test.ts';
import { aClass, attendanceFixture } from '../../../../test/attendance-fixture.ts';
import type { Actor } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { createEvents } from '../../../kernel/events.ts';
import { isFailure } from '../../../kernel/failure.ts';
import { createLog } from '../../../kernel/log.ts';
import type { Database } from '../../../kernel/database.ts';
import { attendanceSweeper } from '../attendance-retention.ts';
import { correctAttendance } from '../attendance/contract.ts';
import { readConfig } from '../../../app/config.ts';
import { composeRegistry } from '../../../app/compose.ts';
import { bridgeSettings } from '../../../../test/bridge-settings.ts';
import { createAttendance } from '../attendance/index.ts';
import { createGrades } from './index.ts';
import { createGradesService } from './service.ts';

/** What the gradebook of the fake platform holds. */
interface Gradebook {
  items: { id: string; label: string; scoreMaximum: number; resourceId: string }[];
  scores: { userId: string; scoreGiven: number; timestamp: string }[];
  /** Answers this instead of taking scores. */
  refuses: number | null;
}

/** Lets the fake platform keep line items and scores as Moodle does. */
function gradebookOf(fake: FakePlatform): Gradebook {
  const book: Gradebook = { items: [], scores: [], refuses: null };
  const type = { 'content-type': 'application/json' };
  const say = (body: unknown, status = 200) => ({
    status,
    headers: type,
    body: JSON.stringify(body),
  });
  fake.misbehave('/lineitems', ({ method, body, query }) => {
    if (method === 'POST') {
      const sent = JSON.parse(body) as Gradebook['items'][number];
      const item = { ...sent, id: `${fake.issuer}/lineitems/${book.items.length + 1}?type_id=1` };
      book.items.push(item);
      fake.misbehave(`/lineitems/${book.items.length}/scores`, (asked) => {
        if (book.refuses !== null) return say([], book.refuses);
        book.scores.push(JSON.parse(asked.body) as Gradebook['scores'][number]);
        return { status: 200, body: '' };
      });
      return say(item, 201);
    }
    const wanted = query.get('resource_id');
    return say(book.items.filter(({ resourceId }) => wanted === null || resourceId === wanted));
  });
  return book;
}

/** A class whose LMS is the fake platform: it knows Lan as 7 and Bo as 8, and of Cai nothing. */
async function graded(db: Database) {
  const fixture = await attendanceFixture(db);
  const { clock, lan, bo, course } = fixture;
  const fake = await startFakePlatform(() => clock.now());
  const book = gradebookOf(fake);
  await db('person_accounts').insert([
    { realm: fake.issuer, external_id: '7', person_id: lan.id },
    { realm: fake.issuer, external_id: '8', person_id: bo.id },
  ]);
  const log = createLog('silent');
  const events = createEvents(log);
  const lti = createLti({ keyStore: memoryKeys(), clock, allowLoopbackHttp: true });
  const platform = platformFor(fake);
  const { grades } = lti;
  const config = readConfig(bridgeSettings);
  const { people, courses, audit } = composeRegistry({ config, db, clock, log });
  const meetings = { plannedEnd: () => Promise.resolve(null) };
  const shared = { db, clock, log, events, people, courses, audit, meetings, writer: noWriter };
  const attendance = createAttendance(shared);
  const deps = {
    ...shared,
    attendance,
    gradebook: {
      list: (_id: string, url: string) => grades.list(platform, url),
      create: (_id: string, url: string, draft: Parameters<typeof grades.create>[2]) =>
        grades.create(platform, url, draft),
      update: (_id: string, url: string, draft: Parameters<typeof grades.update>[2]) =>
        grades.update(platform, url, draft),
      remove: (_id: string, url: string) => grades.remove(platform, url),
      score: (_id: string, url: string, score: Parameters<typeof grades.score>[2]) =>
        grades.score(platform, url, score),
    },
  };
  const { jobs } = createGrades(deps);
  return {
    ...fixture,
    book,
    fake,
    events,
    service: createGradesService(deps),
    /** A launch says where the gradebook is. */
    offer: async () => {
      const { issuer } = fake;
      const lineItemsUrl = `${issuer}/lineitems?type_id=1`;
      const offered = { courseId: course.id, platformId: 'p', issuer, lineItemsUrl };
      events.emit('lti.gradebook-offered', offered);
      while (!(await db('grade_addresses').first())) await new Promise(setImmediate);
    },
    work: async () => {
      for (const { work } of jobs) await work();
    },
  };
}

const noWriter = { xlsx: () => Promise.reject(new Error()), csv: () => Buffer.alloc(0) };

type Graded = Awaited<ReturnType<typeof graded>>;

const on = { isOn: true, measure: 'attended' } as const;
const refusedWith = (code: string) => (error: unknown) => isFailure(error) && error.code === code;

/** Lets what was changed over HTTP be heard here. */
const changed = async ({ events, course, db, clock }: Graded): Promise<void> => {
  clock.move(1_000);
  events.emit('attendance.changed', { courseId: course.id });
  const due = () => db('grade_columns').where({ due_at: clock.now() }).first();
  while (!(await due())) await new Promise(setImmediate);
};

const excuse = ({ bridge, teacher }: Graded, who: Actor, meetingId: string) =>
  bridge.ask(teacher, correctAttendance, {
    params: { meetingId },
    body: { personIds: [who.id], status: 'attended', reason: 'r' },
  });

forEachDatabase('grades by attendance', (open) => {
  let at: Graded;
  beforeEach(async () => {
    at = await graded(await open());
  });
  afterEach(() => at.fake.close());
  const scoresOf = (userId: string) =>
    at.book.scores.filter((score) => score.userId === userId).map(({ scoreGiven }) => scoreGiven);

  it('are given into one column, each once, and again only where they are others', async () => {
    const held = await aClass(at);
    await at.offer();
    await at.service.set(at.course.id, at.teacher.id, on);
    await at.work();
    assert.deepEqual(
      at.book.items.map(({ scoreMaximum, resourceId }) => [scoreMaximum, resourceId]),
      [[100, 'campus-meet-attendance']],
    );
    assert.deepEqual([scoresOf('7'), scoresOf('8')], [[100], [0]]);
    await changed(at);
    await at.work();
    assert.equal(at.book.scores.length, 2, 'nothing is another');
    await excuse(at, at.bo, held.id);
    await changed(at);
    await at.work();
    assert.deepEqual([scoresOf('7'), scoresOf('8')], [[100], [0, 100]]);
    assert.equal(at.book.items.length, 1);
  });

  it('say whom the LMS does not know', async () => {
    await aClass(at);
    await at.offer();
    await at.service.set(at.course.id, at.teacher.id, on);
    await at.work();
    const view = await at.service.view(at.course.id, at.teacher.id);
    assert.deepEqual([view.given, view.waiting, view.failure], [2, 0, null]);
    assert.deepEqual(
      view.refused.map(({ displayName, failure }) => [displayName, failure]),
      [['Cai', 'grades/no-account']],
    );
  });

  it('are tried again while the gradebook is away, and the teacher sees why', async () => {
    await aClass(at);
    await at.offer();
    await at.service.set(at.course.id, at.teacher.id, on);
    at.fake.misbehave('/token', () => ({ status: 503, body: '' }));
    await at.work();
    const away = await at.service.view(at.course.id, at.teacher.id);
    assert.deepEqual([away.failure, away.waiting], ['lti/platform-unavailable', 3]);
    await at.work();
    const requests = at.fake.requests.length;
    await at.work();
    assert.equal(at.fake.requests.length, requests, 'not before its time');
    at.fake.misbehave('/token', null);
    at.clock.move(61_000);
    await at.work();
    const view = await at.service.view(at.course.id, at.teacher.id);
    assert.deepEqual([view.failure, view.given], [null, 2]);
  });

  it('that the LMS refuses are tried three times, then shown, then tried by hand', async () => {
    await aClass(at);
    await at.offer();
    await at.service.set(at.course.id, at.teacher.id, on);
    at.book.refuses = 400;
    for (let turn = 0; turn < 4; turn += 1) {
      await at.work();
      at.clock.move(10 * 60_000);
    }
    const view = await at.service.view(at.course.id, at.teacher.id);
    assert.deepEqual(view.refused.map(({ failure }) => failure).toSorted(), [
      'grades/no-account',
      'lti/platform-refused',
      'lti/platform-refused',
    ]);
    at.book.refuses = null;
    await at.service.retry(at.course.id, at.teacher.id);
    await at.work();
    assert.deepEqual([scoresOf('7'), scoresOf('8')], [[100], [0]]);
  });

  it('find the column again where the bridge forgot it, and make it again where it was removed', async () => {
    await aClass(at);
    await at.offer();
    await at.service.set(at.course.id, at.teacher.id, on);
    await at.work();
    await at.db('grade_columns').update({ line_item_url: null });
    await at.db('grade_scores').update({ state: 'waiting', next_at: 0 });
    await at.work();
    assert.equal(at.book.items.length, 1);
    at.book.items = [];
    at.book.refuses = 404;
    await at.db('grade_scores').update({ state: 'waiting', next_at: 0 });
    await at.work();
    const gone = await at.service.view(at.course.id, at.teacher.id);
    assert.equal(gone.failure, 'lti/line-item-gone');
    at.book.refuses = null;
    at.clock.move(2_000);
    await at.work();
    assert.equal(at.book.items.length, 1, 'made again');
    assert.equal((await at.service.view(at.course.id, at.teacher.id)).failure, null);
  });

  it('are switched by those who host the course, and only where the LMS offers a gradebook', async () => {
    const { service, course, teacher, lan, outsider } = at;
    await assert.rejects(service.set(course.id, teacher.id, on), refusedWith('grades/not-offered'));
    await at.offer();
    for (const [who, code] of [
      [lan, 'meeting/not-host'],
      [outsider, 'course/not-a-member'],
    ] as const) {
      await assert.rejects(service.set(course.id, who.id, on), refusedWith(code));
      await assert.rejects(service.view(course.id, who.id), refusedWith(code));
      await assert.rejects(service.retry(course.id, who.id), refusedWith(code));
    }
    await service.set(course.id, teacher.id, on);
    await service.set(course.id, teacher.id, { ...on, isOn: false });
    await aClass(at);
    await at.work();
    assert.deepEqual(at.book.scores, [], 'off is off');
    const done = await at.db('audit_entries').where({ action: 'grades.set' });
    assert.equal(done.length, 2);
  });

  it('stay as they were given once meetings that they are made of are forgotten', async () => {
    await aClass(at);
    await at.offer();
    await at.service.set(at.course.id, at.teacher.id, on);
    await at.work();
    await attendanceSweeper(at.db).sweep(at.clock.now() + 1);
    await changed(at);
    await at.work();
    assert.equal(at.book.scores.length, 2);
    assert.equal((await at.service.view(at.course.id, at.teacher.id)).isFrozen, true);
  });
});
