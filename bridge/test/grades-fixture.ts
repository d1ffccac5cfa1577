import { platformFor } from './fake-platform/known.ts';
import { startFakePlatform } from './fake-platform/platform.ts';
import { createLti } from '../src/adapters/lti/index.ts';
import { memoryKeys } from '../src/adapters/lti/testing.test.ts';
import { composeRegistry } from '../src/app/registry.ts';
import { readConfig } from '../src/app/config.ts';
import { correctAttendance } from '../src/features/meetings/attendance/contract.ts';
import { createAttendance } from '../src/features/meetings/attendance/index.ts';
import { createGrades } from '../src/features/meetings/grades/index.ts';
import { createEvents } from '../src/kernel/events.ts';
import { createLog } from '../src/kernel/log.ts';
import type { Database } from '../src/kernel/database.ts';
import { attendanceFixture } from './attendance-fixture.ts';
import { bridgeSettings } from './bridge-settings.ts';
import type { Actor } from './campus.ts';

const noWriter = { xlsx: () => Promise.reject(new Error()), csv: () => Buffer.alloc(0) };

/** Objections are told elsewhere. */
const noMail = {
  notifyByMail: () => Promise.resolve(),
  publicUrl: bridgeSettings.CAMPUS_MEET_URL,
  campusZone: 'UTC',
};

export type Graded = Awaited<ReturnType<typeof graded>>;

/** What a launch says of its activity, as far as grades want to know it. */
interface Offer {
  linkId?: string;
  title?: string;
  seriesId?: string | null;
  lineItemUrl?: string | null;
  readsResults?: boolean;
}

/** A class whose LMS is the fake platform: it knows Lan as 7 and Bo as 8, and of Cai nothing. */
export async function graded(db: Database) {
  const fixture = await attendanceFixture(db);
  const { clock, lan, bo, course } = fixture;
  const fake = await startFakePlatform(() => clock.now());
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
  const { people, courses, audit, moodles, portals } = composeRegistry({ config, db, clock, log });
  const meetings = {
    plannedEnd: () => Promise.resolve(null),
    guestNames: () => Promise.resolve(new Map<string, string>()),
  };
  const shared = {
    db,
    clock,
    log,
    events,
    people,
    courses,
    audit,
    meetings,
    writer: noWriter,
    ...noMail,
  };
  const attendance = createAttendance(shared);
  const deps = {
    ...shared,
    attendance,
    isGradedByPlugin: moodles.keepsGradesOf,
    gradebook: {
      list: (_id: string, url: string) => grades.list(platform, url),
      create: (_id: string, url: string, draft: Parameters<typeof grades.create>[2]) =>
        grades.create(platform, url, draft),
      update: (_id: string, url: string, draft: Parameters<typeof grades.update>[2]) =>
        grades.update(platform, url, draft),
      remove: (_id: string, url: string) => grades.remove(platform, url),
      score: (_id: string, url: string, score: Parameters<typeof grades.score>[2]) =>
        grades.score(platform, url, score),
      results: (_id: string, url: string) => grades.results(platform, url),
    },
  };
  const service = createGrades(deps);
  return {
    ...fixture,
    book: fake.gradebook,
    fake,
    portals,
    events,
    service,
    /** A launch says where the gradebook is, and which activity was opened. */
    offer: async (offer: Offer = {}) => {
      const { issuer } = fake;
      const { linkId, title = null, seriesId = null, lineItemUrl = null } = offer;
      const link = linkId === undefined ? null : { linkId, title, seriesId, lineItemUrl };
      const lineItemsUrl = `${issuer}/lineitems?type_id=1`;
      const { readsResults = false } = offer;
      const where = { courseId: course.id, platformId: 'p', issuer, lineItemsUrl, readsResults };
      events.emit('lti.gradebook-offered', { ...where, link });
      const known = () =>
        linkId === undefined
          ? db('grade_addresses').first()
          : db('grade_links').where({ link_id: linkId, series_id: seriesId }).first();
      while (!(await known())) await new Promise(setImmediate);
    },
    work: async () => {
      for (const { work } of service.jobs) await work();
    },
  };
}

/** Lets what was changed over HTTP be heard by the grades. */
export async function changed({ events, course, db, clock }: Graded): Promise<void> {
  clock.move(1_000);
  events.emit('attendance.changed', { courseId: course.id });
  const due = () => db('grade_columns').where({ due_at: clock.now() }).first();
  while (!(await due())) await new Promise(setImmediate);
}

/** Somebody counts as having attended a meeting. */
export const excuse = ({ bridge, teacher }: Graded, who: Actor, meetingId: string) =>
  bridge.ask(teacher, correctAttendance, {
    params: { meetingId },
    body: { personIds: [who.id], status: 'attended', reason: 'r' },
  });
