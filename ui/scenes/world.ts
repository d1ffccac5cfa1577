import type { OwnName } from '../../bridge/src/features/directory/courses/own-name/contract.ts';
import type { CourseView } from '../../bridge/src/features/directory/courses/contract.ts';
import type { MeetingSummary } from '../../bridge/src/features/meetings/contract.ts';
import { detailsIn, noDetails } from '../../bridge/src/features/meetings/details-contract.ts';
import type { Maintenance } from '../../bridge/src/features/operations/maintenance/contract.ts';
import type { Rules } from '../../bridge/src/features/meetings/moderation/contract.ts';
import type { LiveEvents } from '../../bridge/src/features/live/contract.ts';
import type { OpenSession } from '../../bridge/src/features/access/sessions/contract.ts';
import type { Bridge } from '../src/adapters/bridge/index.ts';
import type { Endpoint } from '../../bridge/src/kernel/contract.ts';
import { PanelFailure, type PanelCode } from '../src/kernel/failure.ts';
import type { Call, Memory, Watcher } from '../src/kernel/ports.ts';
import { adminAnswers, type AdminWorld } from './admin-answers.ts';
import { attendanceAnswers } from './attendance-answers.ts';
import type { AttendanceWorld } from './attendance.ts';
import { applicationAnswers, type ApplicationWorld } from './application-answers.ts';
import { directoryAnswers, type DirectoryWorld } from './directory-answers.ts';
import { capacityAnswers } from './capacity-answers.ts';
import { fleetAnswers, type FleetWorld } from './fleet-answers.ts';
import { campusAnswers, type Asked } from './campus-answers.ts';
import { connectingAnswers, type ConnectingWorld } from './connecting-answers.ts';
import { aCampus, type Campus } from './campus.ts';
import { admissionAnswers } from './admission-answers.ts';
import { theAdmission, type AdmissionWorld } from './admission.ts';
import { mergeAnswers, type MergeWorld } from './merge-answers.ts';
import { templateAnswers, type TemplateWorld } from './template-answers.ts';
import { platformAnswers, type PlatformWorld } from './platform-answers.ts';
import { loginAnswers, theLogin, type LoginWorld } from './login-answers.ts';
import { meetingId, type SceneLocale } from './people.ts';
import { privacyAnswers, type PrivacyWorld } from './privacy-answers.ts';
import { ruleAnswers } from './rules.ts';

/** What the scripted bridge knows and how it answers. */
export interface World {
  /** The reader’s LMS withholds their name. */
  ownName?: OwnName;
  session: OpenSession | null;
  course: CourseView;
  meetings: MeetingSummary[];
  /** Operations (by id) that fail, with their code. */
  failing: Partial<Record<string, PanelCode>>;
  /** With what one may come in; left out: with everything. */
  starts?: { microphone: boolean; camera: boolean };
  /** A place in the queue before the room; left out: one goes in at once. */
  queued?: { outcome: 'queued'; place: number; seconds: number };
  /** Who was removed from a meeting: ids of persons. */
  removed: string[];
  /** What holds in the meeting; left out: nothing is forbidden. */
  rules?: Rules;
  /** People and calls; left out: a campus where nobody calls. */
  campus?: Campus;
  /** Meeting IDs, links, lobby; left out: somebody who has planned a few things. */
  admission?: AdmissionWorld;
  /** Logging in; left out: somebody who has a password. */
  login?: LoginWorld;
  /** Administration; left out: somebody who is no admin. */
  admin?: AdminWorld;
  /** The campus's message templates; left out: one with own words. */
  letters?: TemplateWorld;
  /** Learning platforms; left out: one of every status. */
  platforms?: PlatformWorld;
  /** Applications for an account; left out: one can apply, and nobody has. */
  applications?: Partial<ApplicationWorld>;
  /** What is kept about people; left out: as usual, and nobody wants to be erased. */
  privacy?: Partial<PrivacyWorld>;
  /** Who was in; left out: a course with a term behind it. */
  attendance?: Partial<AttendanceWorld>;
  /** Jicofo and the videobridges; left out: four that are well. */
  fleet?: FleetWorld;
  /** Who is who; left out: two conflicts wait. */
  merge?: Partial<MergeWorld>;
  /** Who somebody may be; left out: nothing is offered and nothing waits. */
  connecting?: Partial<ConnectingWorld>;
  /** The directory tool; left out: with runs of every sort. */
  directory?: Partial<DirectoryWorld>;
  /** Changes are refused; left out: they are taken. */
  maintenance?: Maintenance;
}

/** The stand-in with what others do to it. */
export interface ScriptedBridge extends Bridge {
  push: (changed: MeetingSummary) => void;
  /** A meeting ended, and that is all that is said. */
  end: (meetingId: string) => void;
  /** Events of any other kind. */
  tell: <E extends keyof LiveEvents>(event: E, data: LiveEvents[E]) => void;
  /** What was last asked of an operation (by id), and how often it was. */
  asked: (operation: string) => Asked | undefined;
  count: (operation: string) => number;
  /** The push was away and is back. */
  resume: () => void;
}

/** A stand-in for the bridge: answers from `world`, checked against the contract, and pushes what changes. */
export function scriptedBridge(world: World): ScriptedBridge {
  const watchers = new Set<Watcher>();
  const handlers = new Map<string, Set<(data: never) => void>>();
  const resumers = new Set<() => void>();
  const push = (changed: MeetingSummary): void => {
    world.meetings = [changed, ...world.meetings.filter(({ id }) => id !== changed.id)];
    for (const watcher of watchers) watcher.meeting?.(changed);
  };
  const tell: ScriptedBridge['tell'] = (event, data) => {
    for (const handler of handlers.get(event) ?? []) (handler as (told: unknown) => void)(data);
  };
  const locale: SceneLocale = world.session?.person.locale === 'zh-CN' ? 'zh-CN' : 'en';
  world.campus ??= aCampus(locale);
  world.admission ??= theAdmission(locale);
  const known = {
    ...answers(world, push),
    ...ruleAnswers(world),
    ...campusAnswers(world.campus, locale, tell),
    ...admissionAnswers(world.admission, locale, tell),
    ...adminAnswers(world.admin),
    ...templateAnswers(world.letters),
    ...platformAnswers(world.platforms),
    ...applicationAnswers(world.applications),
    ...mergeAnswers(world.merge),
    ...directoryAnswers(world.directory),
    ...capacityAnswers(),
    ...fleetAnswers(world.fleet),
    ...privacyAnswers(world.privacy),
    ...attendanceAnswers(world.attendance, locale),
    ...connectingAnswers(world.connecting, locale),
    ...loginAnswers((world.login ??= theLogin()), { locale, session: world.session }),
  };
  const log: { operation: string; asked: Asked }[] = [];
  const call: Call = async (endpoint, input = {}) => {
    log.push({ operation: endpoint.id, asked: parts(input) });
    await Promise.resolve();
    const code = world.failing[endpoint.id];
    if (code) throw new PanelFailure(code, { requestId: '7d1f-42' });
    const answer = known[endpoint.id]?.(parts(input));
    return endpoint.reply.parse(answer) as Awaited<ReturnType<typeof call<typeof endpoint>>>;
  };
  return {
    call,
    push,
    asked: (operation) => log.findLast((one) => one.operation === operation)?.asked,
    count: (operation) => log.filter((one) => one.operation === operation).length,
    end: (ended) => {
      for (const watcher of watchers) watcher.meetingEnded?.({ meetingId: ended, reason: 'host' });
    },
    tell,
    resume: () => {
      for (const watcher of watchers) watcher.resumed?.();
      for (const handler of resumers) handler();
    },
    live: {
      watch(_topic, watcher) {
        watchers.add(watcher);
        return () => watchers.delete(watcher);
      },
      hear(event, handler) {
        const heard = handlers.get(event) ?? new Set();
        handlers.set(event, heard.add(handler));
        return () => heard.delete(handler);
      },
      resumed(handler) {
        resumers.add(handler);
        return () => resumers.delete(handler);
      },
      sayAway: () => undefined,
    },
    sessions: {
      adopt: (session) => (world.session = session),
      replace: async (opening) => (world.session = await opening),
      open: () => opened(world),
      resume: () => opened(world),
      close: () => Promise.resolve(),
      onLost: () => () => undefined,
    },
  };
}

const opened = (world: World): Promise<OpenSession> =>
  world.session
    ? Promise.resolve(world.session)
    : Promise.reject(new PanelFailure('session/missing'));

const parts = (input: { params?: unknown; query?: unknown; body?: unknown }): Asked => ({
  params: (input.params ?? {}) as Asked['params'],
  query: (input.query ?? {}) as Asked['query'],
  body: (input.body ?? {}) as Asked['body'],
});

type Answer = (asked: Asked) => unknown;

function answers(
  world: World,
  push: (changed: MeetingSummary) => void,
): Record<Endpoint['id'], Answer> {
  const known = (id: string | undefined): MeetingSummary => {
    const found = world.meetings.find((meeting) => meeting.id === id);
    if (!found) throw new PanelFailure('meeting/not-found');
    return found;
  };
  const changed = (meeting: MeetingSummary): MeetingSummary => {
    push(meeting);
    return meeting;
  };
  return {
    lookAtMaintenance: () => ({ maintenance: world.maintenance ?? null }),
    getCourse: () => world.course,
    getOwnName: () => world.ownName ?? { mayGive: false, name: null },
    giveOwnName: ({ body }) => (world.ownName = { mayGive: true, name: String(body['name']) }),
    listCourseMeetings: () => ({ meetings: world.meetings }),
    startCourseMeeting: ({ body }) =>
      changed({
        ...known(meetingId),
        state: 'open',
        startedAt: Date.now(),
        endedAt: null,
        present: 0,
        groupId: typeof body['groupId'] === 'string' ? body['groupId'] : null,
        ...noDetails,
        ...detailsIn(body),
      }),
    startMyMeeting: () => known(meetingId),
    getMeeting: ({ params }) => known(params['meetingId']),
    enterMeeting: () =>
      world.queued ??
      (world.admission?.admitted === false
        ? { outcome: 'waiting', since: Date.now() }
        : entry(world)),
    leaveMeeting: () => ({}),
    removeFromMeeting: ({ params }) => {
      world.removed.push(params['participantId'] ?? '');
      return {};
    },
    endMeeting: ({ params }) =>
      changed({
        ...known(params['meetingId']),
        state: 'ended',
        endedAt: Date.now(),
        present: 0,
        iAmIn: false,
      }),
    handOver: ({ body }) => ({
      ticket: 'scene',
      url: 'meetingId' in body ? '/?scene=meeting-pair' : '/?scene=home',
    }),
  };
}

const entry = (world: World): unknown => ({
  outcome: 'entered',
  seat: { id: meetingId, leaseExpiresAt: Date.now() + 60_000 },
  role: world.course.mayHost ? 'host' : 'member',
  starts: world.starts ?? { microphone: true, camera: true },
  conference: {
    room: 'scene',
    jwt: 'scene',
    jwtExpiresAt: Date.now() + 60_000,
    domain: 'meet.example.edu',
    muc: 'conference.meet.example.edu',
    focus: 'focus.meet.example.edu',
    serviceUrl: 'wss://meet.example.edu/xmpp-websocket',
    libraryUrl: 'https://meet.example.edu/libs/lib-jitsi-meet.min.js',
    displayName: world.session?.person.displayName ?? '',
  },
});

/** Memory of one scene. */
export function sceneMemory(entries: Record<string, string> = {}): Memory {
  const kept = new Map(Object.entries(entries));
  return {
    read: (key) => kept.get(key) ?? null,
    write: (key, value) => {
      if (value === null) kept.delete(key);
      else kept.set(key, value);
    },
  };
}
