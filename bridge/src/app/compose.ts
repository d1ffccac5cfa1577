import type { Server } from 'node:http';
import { join } from 'node:path';
import { courseRoutes } from '../features/courses/index.ts';
import { createLive, type Live } from '../features/live/index.ts';
import {
  conferenceEventRoute,
  createEntering,
  createMeetingRepository,
  createMeetings,
  createOccupantRepository,
  createPresence,
  createSeatRepository,
  createSourceRepository,
  keepMeetingsTrue,
  meetingRoutes,
  type MeetingNews,
} from '../features/meetings/index.ts';
import { startSchedules } from '../features/rosters/index.ts';
import {
  createSessionRepository,
  createSessions,
  sessionRoutes,
} from '../features/sessions/index.ts';
import { composeAddressBook } from './address-book.ts';
import { callMeetings } from './call-meetings.ts';
import { composeCalls, type ComposedCalls } from './calls.ts';
import { connectConference } from './conference.ts';
import { composeDoors } from './doors.ts';
import { joinBridges } from './joining.ts';
import { createLimits } from './limits.ts';
import { composeNotices } from './notices.ts';
import { composeOutbox } from './outbox.ts';
import { servePanel } from './panel.ts';
import { composePortals } from './portal.ts';
import { composePowers } from './powers.ts';
import { composeRegistry, type Registry, type RegistryParts } from './registry.ts';
import { createBridgeServer } from './server.ts';
import { keepDoing } from './upkeep.ts';

/** A composed bridge: not listening until told. */
export interface Bridge {
  server: Server;
  registry: Registry;
  /** Stops taking requests, finishes what runs, closes sockets; the database is the caller's. */
  close: () => Promise<void>;
}

/** Makes the whole bridge: the one place that constructs. */
export function composeBridge(parts: RegistryParts): Bridge {
  const { config, db, clock, log } = parts;
  const registry = composeRegistry(parts);
  const { people, courses } = registry;
  const conference = connectConference(config, clock);
  // News are made before the socket that carries them: the server must exist first.
  const news = relay();
  const kept = {
    meetings: createMeetingRepository(db),
    seats: createSeatRepository(db),
    occupants: createOccupantRepository(db),
    sources: createSourceRepository(db),
    courses: courseReader(registry),
  };
  const notices = composeNotices({ ...parts, ...kept, registry, outbox: composeOutbox(parts) });
  const capacity = config.MEETING_CAPACITY;
  const doors = composeDoors({ ...parts, ...kept, registry, news, capacity });
  const sessions = createSessions({
    repository: createSessionRepository(db),
    people: { find: people.findActive },
    guests: { find: doors.guest },
    clock,
  });
  registry.issueTicketsFrom(sessions);
  const portal = composePortals({ ...parts, courses, sessions });
  const shared = {
    ...kept,
    people: doors.participants,
    doors: doors.doorkeeper,
    conference: conference.server,
    tokens: conference.tokens,
    address: conference.address,
    news,
    clock,
    log,
    capacity,
  };
  const meetings = createMeetings(shared);
  const presence = createPresence(shared);
  const powers = composePowers({
    ...parts,
    ...kept,
    standing: doors.doorkeeper.standing,
    door: doors.hosting,
    server: conference.server,
  });
  const calls = composeCalls({
    ...parts,
    registry,
    meetings: callMeetings({
      ...kept,
      meetings,
      repository: kept.meetings,
      courses,
      doors: doors.hosting,
    }),
    door: doors.hosting,
    reach: notices.reach,
    acquaintance: { noteMet: (id, others) => addressBook.book.noteMet(id, others) },
  });
  const addressBook = composeAddressBook({
    ...parts,
    registry,
    presence: calls.presence,
    isAdmin: () => Promise.resolve(false),
  });
  const origin = new URL(config.CAMPUS_MEET_URL).origin;
  const mayEnter = (personId: string, meetingId: string) => meetings.get(meetingId, personId);
  const server = createBridgeServer({
    routes: [
      ...sessionRoutes(sessions, origin, mayEnter),
      ...courseRoutes(courses),
      ...portal.routes,
      ...addressBook.routes,
      ...calls.routes,
      ...notices.routes,
      ...doors.routes({ meetings, sessions, invitations: notices.invitations, ...powers }),
      ...powers.routes,
      ...meetingRoutes(meetings, createEntering(shared)),
    ],
    pages: [
      ...registry.launches.pageRoutes,
      ...notices.pages,
      conferenceEventRoute(conference.events, powers.after(presence)),
    ],
    panel: servePanel({
      folder: config.CAMPUS_MEET_PANEL || join(import.meta.dirname, '../../../ui/dist'),
      conferenceOrigins: conference.origins,
      frameAncestors: async () => [
        ...(await registry.launches.frameAncestors()),
        ...(await portal.portals.frameAncestors()),
      ],
    }),
    authenticate: sessions.authenticate,
    takeFromBudget: createLimits(),
    origin,
    trustedProxies: config.CAMPUS_MEET_TRUSTED_PROXIES,
    log,
  });
  const door = {
    authenticate: sessions.authenticate,
    courseStanding: shared.courses.standing,
    meetingStanding: (meetingId: string, personId: string) => meetings.get(meetingId, personId),
  };
  const joined = joinBridges(parts);
  const live = createLive({ http: server, origin, log, door, ...joined.parts });
  calls.to(live);
  doors.to(live);
  powers.to(live);
  notices.to(live);
  news.to([live, calls.news, notices.news]);
  const upkeep = {
    ...shared,
    meetings,
    repository: shared.meetings,
    presence,
    emptyGraceMs: config.MEETING_EMPTY_SECONDS * 1000,
  };
  const jobs = [
    keepDoing({ everyMs: 15_000, log, work: () => keepMeetingsTrue(upkeep) }),
    keepDoing({ everyMs: 3_600_000, log, work: () => sweep(registry, sessions) }),
    keepDoing({ everyMs: 3_600_000, log, work: portal.portals.sweep }),
    schedules(parts, registry),
    addressBook.job,
    ...calls.jobs,
    ...doors.jobs,
    ...notices.jobs,
  ];
  return {
    server,
    registry,
    close: () => close({ server, calls, notices, live, joined, jobs, registry }),
  };
}

function courseReader({ courses }: Registry) {
  return {
    course: courses.course,
    group: async (courseId: string, groupId: string) =>
      (await courses.groups(courseId)).find(({ id }) => id === groupId) ?? null,
    standing: courses.membership,
  };
}

function relay(): MeetingNews & { to: (readers: MeetingNews[]) => void } {
  let all: MeetingNews[] = [];
  return {
    changed: (view) => all.forEach((reader) => reader.changed(view)),
    ended: (view) => all.forEach((reader) => reader.ended(view)),
    to: (readers) => {
      all = readers;
    },
  };
}

function schedules({ config, log }: RegistryParts, { rosters }: Registry): { stop: () => void } {
  const cron = config.SYNC_SCHEDULE;
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const configured =
    cron === '' ? [] : rosters.sources.map(({ name }) => ({ source: name, cron, timezone }));
  return startSchedules(rosters, configured, log);
}

async function sweep(registry: Registry, sessions: { sweep: () => Promise<void> }): Promise<void> {
  await sessions.sweep();
  await registry.launches.sweep();
}

interface Running {
  server: Server;
  calls: ComposedCalls;
  notices: { close: () => Promise<void> };
  live: Live;
  joined: { close: () => void };
  jobs: { stop: () => void }[];
  registry: Registry;
}

async function close(running: Running): Promise<void> {
  const { server, calls, notices, live, joined, jobs, registry } = running;
  for (const job of jobs) job.stop();
  await calls.close();
  await notices.close();
  // Closing the sockets' server closes the HTTP server it sits on.
  const closed = live.close();
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 2_000).unref();
  await closed;
  joined.close();
  await registry.onLaunch.idle();
}
