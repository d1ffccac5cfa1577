import type { ScriptName } from '../src/adapters/fake/index.ts';
import type { FailureReason } from '../src/conference/events.ts';
import type { SceneDevices } from './devices.ts';
import type { SceneEffects } from './effects.ts';
import { fakePersonId } from '../src/adapters/fake/people.ts';
import { forbidding, toHosts, unrestricted } from './rules.ts';
import { aWaiting, noAdmission, theAdmission, type AdmissionWorld } from './admission.ts';
import { aCall, aCampus, anIncoming, nameOf } from './campus.ts';
import { adminScenes } from './admin-scenes.ts';
import { courseScenes } from './course-scenes.ts';
import { templateScenes } from './template-scenes.ts';
import { applicationScenes } from './application-scenes.ts';
import { directoryScenes } from './directory-scenes.ts';
import { hallScenes } from './hall-scenes.ts';
import { invitingScenes } from './inviting-scenes.ts';
import { lectureScenes } from './lecture-scenes.ts';
import { overScenes } from './over-scenes.ts';
import { queueScenes } from './queue-scenes.ts';
import { privacyScenes } from './privacy-scenes.ts';
import { loginScenes } from './login-scenes.ts';
import {
  aCourse,
  aMeeting,
  aSession,
  courseId,
  meetingId,
  someEnded,
  uuid,
  type SceneLocale,
} from './people.ts';
import type { World } from './world.ts';

/** One state of one screen. */
export interface Scene {
  path: string;
  world: (locale: SceneLocale) => World;
  devices?: SceneDevices;
  /** The scripted meeting, once entered. */
  script?: ScriptName;
  joinFails?: FailureReason;
  /** The browser wants a press before it rings aloud. */
  silent?: boolean;
  effects?: SceneEffects;
  /** What opens the session. */
  ticket?: string;
  /** In a frame of the learning platform's page. */
  framed?: boolean;
  /** Goes in at once, as after a reload. */
  inside?: boolean;
  /** What this browser remembers. */
  remembers?: Record<string, string>;
}

const host = (locale: SceneLocale, change: Partial<World> = {}): World => ({
  session: aSession(locale, true),
  course: aCourse(locale),
  meetings: [aMeeting(locale, { mayHost: true }), ...someEnded(locale)],
  failing: {},
  removed: [],
  ...change,
});
const student = (locale: SceneLocale, change: Partial<World> = {}): World => ({
  ...host(locale, {
    session: aSession(locale, false),
    course: aCourse(locale, { role: 'student', mayHost: false, groups: [] }),
    meetings: [aMeeting(locale), ...someEnded(locale)],
  }),
  ...change,
});

const course = (scene: Partial<Scene> & Pick<Scene, 'world'>): Scene => ({
  path: `/course/${courseId}`,
  ...scene,
});
const meeting = (scene: Partial<Scene> = {}): Scene => ({
  path: `/meeting/${meetingId}`,
  world: host,
  ...scene,
});
const inside = (script: ScriptName, scene: Partial<Scene> = {}): Scene =>
  meeting({ script, inside: true, ...scene });
const ringing = (locale: SceneLocale, calls: number): Partial<World> => ({
  campus: aCampus(locale, {
    incoming: Array.from({ length: calls }, (_, n) => anIncoming(locale, n)),
  }),
});
const nobody = (locale: SceneLocale, admission: Partial<AdmissionWorld> = {}): World =>
  host(locale, { session: null, admission: theAdmission(locale, admission) });
const home = (scene: Partial<Scene> = {}): Scene => ({ path: '/', world: host, ...scene });
const lobby = (locale: SceneLocale, waiting: number): Partial<World> => ({
  admission: theAdmission(locale, {
    lobby: Array.from({ length: waiting }, (_, n) => aWaiting(locale, n)),
  }),
});
/** Whoever chose a background before. */
const chose = (background: string): Partial<Scene> => ({
  remembers: { 'campus-meet.devices': JSON.stringify({ background }) },
});
const tonight = { since: Date.now(), until: Date.now() + 5_400_000 };
const framed: SceneDevices = { permissions: { screen: false } };

/** The scripted bridge starts meeting 2, so it is there, scheduled, before. */
const notStarted = (locale: SceneLocale) => [
  aMeeting(locale, { state: 'scheduled', startedAt: null, mayHost: true }),
  ...someEnded(locale),
];

/** Every state that is looked at and tested, by name. */
export const scenes = {
  home: home(),
  'home-new': home({ world: (l) => host(l, { admission: noAdmission(l) }) }),
  'home-failed': home({
    world: (l) => host(l, { failing: { listMyMeetings: 'network/unreachable' } }),
  }),
  'home-signed-out': home({ world: nobody }),
  'home-maintenance': home({ world: (l) => host(l, { maintenance: { since: 1, until: null } }) }),
  'course-maintenance': course({ world: (l) => host(l, { maintenance: tonight }) }),
  'home-people': home({ path: '/people' }),
  'home-missed': home({ path: '/missed' }),
  settings: home({ path: '/settings' }),
  'settings-framed': home({
    path: '/settings',
    world: (l) => host(l, { admission: theAdmission(l, { push: 'framed' }) }),
  }),
  'settings-refused': home({
    path: '/settings',
    world: (l) => host(l, { admission: theAdmission(l, { push: 'refused' }) }),
  }),
  'join-number': { path: '/join?number=482915037', world: nobody },
  'join-link': { path: '/join/9TqZ3rX0kVbU4sYpW1mC7dE8fA2hJ5nL', world: nobody },
  'join-link-personal': {
    path: '/join/9TqZ3rX0kVbU4sYpW1mC7dE8fA2hJ5nL',
    world: (l) =>
      nobody(l, {
        look: {
          state: 'scheduled',
          guestName: 'Prof. Dr. Maximiliane Freifrau von Hohenstein-Wolkenburg',
          lobby: false,
        },
      }),
  },
  'join-link-early': {
    path: '/join/9TqZ3rX0kVbU4sYpW1mC7dE8fA2hJ5nL',
    world: (l) => nobody(l, { look: { state: 'none', guestName: null, lobby: false } }),
  },
  'join-link-dead': {
    path: '/join/9TqZ3rX0kVbU4sYpW1mC7dE8fA2hJ5nL',
    world: (l) => ({ ...nobody(l), failing: { lookAtLink: 'link/expired' } }),
  },
  ...adminScenes(host),
  ...templateScenes(host),
  ...loginScenes({ nobody, host }),
  ...applicationScenes({ nobody, host }),
  ...directoryScenes(host),
  ...privacyScenes({ host, student }),
  'not-found': { path: '/nowhere', world: host },
  'course-idle-host': course({
    world: (l) => host(l, { meetings: notStarted(l) }),
    devices: framed,
  }),
  'course-new-host': course({
    world: (l) => host(l, { meetings: [], course: aCourse(l, { groups: [] }) }),
  }),
  'course-idle-student': course({
    world: (l) => student(l, { meetings: someEnded(l) }),
    devices: framed,
  }),
  ...courseScenes({ host, student }),
  'course-live-student': course({ world: student, devices: framed }),
  'course-live-in-place': course({ world: student }),
  'course-live-host': course({
    world: (l) =>
      host(l, {
        meetings: [
          aMeeting(l, { mayHost: true, iAmIn: true }),
          aMeeting(l, { id: uuid(3), groupId: uuid(21), present: 12, mayHost: true }),
          ...someEnded(l),
        ],
      }),
    devices: framed,
  }),
  'course-no-camera': course({
    world: student,
    devices: { permissions: { camera: false, screen: false } },
  }),
  'course-failed': course({
    world: (l) => student(l, { failing: { getCourse: 'course/not-a-member' } }),
  }),
  'session-lost': course({ world: (l) => student(l, { session: null }), framed: true }),
  'session-missing': meeting({ world: (l) => student(l, { session: null }) }),
  'session-over': meeting({ world: (l) => student(l, { session: null }), ticket: 'too old' }),
  check: meeting(),
  'check-refused': meeting({ devices: { problems: { camera: 'refused', microphone: 'busy' } } }),
  'check-refused-both': meeting({
    devices: { problems: { camera: 'refused', microphone: 'refused' }, canChooseSpeaker: false },
  }),
  'check-background': meeting({ ...chose('library') }),
  'check-background-slow': meeting({ ...chose('blur'), effects: 'slow' }),
  'check-background-failed': meeting({ ...chose('hills'), effects: 'failing' }),
  'check-no-devices': meeting({ devices: { none: true } }),
  'check-silent': meeting({ devices: { silent: true } }),
  'meeting-alone': inside('alone'),
  'meeting-pair': inside('pair'),
  'meeting-seminar': inside('seminar'),
  'meeting-weak': inside('weak'),
  'meeting-spotlight': inside('seminar', {
    world: (l) => student(l, { rules: { ...unrestricted, spotlight: [fakePersonId(1)] } }),
  }),
  'meeting-spotlight-many': inside('lecture-voices', {
    world: (l) =>
      host(l, { rules: { ...unrestricted, spotlight: [1, 2, 3, 4, 11].map(fakePersonId) } }),
  }),
  'meeting-icons-only': inside('pair', {
    remembers: { 'campus-meet.control-words': 'hidden' },
  }),
  'meeting-lecture': inside('lecture', { world: student }),
  ...hallScenes(inside, student),
  ...invitingScenes(inside, host),
  ...lectureScenes((script, as, change) =>
    inside(script, { world: (l) => (as === 'host' ? host : student)(l, change) }),
  ),
  'meeting-two-shares': inside('shares'),
  'meeting-sharing': inside('sharing'),
  'meeting-bridgeless': inside('bridgeless'),
  'meeting-nothing-arrives': inside('deaf'),
  'meeting-speaking-muted': inside('muted', { devices: { speaking: true } }),
  'meeting-background': inside('pair', { ...chose('board') }),
  'meeting-background-slow': inside('pair', { ...chose('evening'), effects: 'slow' }),
  'meeting-background-failed': inside('seminar', { ...chose('evening'), effects: 'failing' }),
  'meeting-device-replaced': inside('replaced'),
  'meeting-interrupted': inside('interrupted'),
  'meeting-forbidden': inside('seminar', { world: (l) => student(l, { rules: forbidding }) }),
  'meeting-private': inside('private'),
  'meeting-to-hosts': inside('private', { world: (l) => student(l, { rules: toHosts }) }),
  'lobby-waiting': inside('pair', {
    world: (l) => student(l, { admission: theAdmission(l, { admitted: false }) }),
  }),
  ...queueScenes((change) => inside('pair', { world: (l) => student(l, change) })),
  'lobby-early': meeting({
    world: (l) =>
      student(l, {
        meetings: [
          aMeeting(l, {
            state: 'scheduled',
            startedAt: null,
            startsAt: Date.parse('2026-11-25T00:00:00Z'),
          }),
        ],
      }),
  }),
  'lobby-host-one': inside('pair', { world: (l) => host(l, lobby(l, 1)) }),
  'lobby-host-alike': inside('seminar', {
    world: (l) =>
      host(l, {
        admission: theAdmission(l, {
          lobby: [
            aWaiting(l, 2, { resembles: nameOf(l, 2) }),
            aWaiting(l, 4, { fromBanned: true }),
          ],
          lookalikes: [{ participantId: uuid(9400), name: '王 芳', resembles: '王芳' }],
        }),
      }),
  }),
  'lobby-host-many': inside('pair', { world: (l) => host(l, lobby(l, 6)) }),
  'calls-incoming': course({ world: (l) => student(l, ringing(l, 1)), devices: framed }),
  'calls-incoming-in-place': course({ world: (l) => student(l, ringing(l, 1)) }),
  'calls-incoming-many': course({
    world: (l) => student(l, ringing(l, 3)),
    devices: framed,
    silent: true,
  }),
  'calls-incoming-in-meeting': inside('pair', { world: (l) => student(l, ringing(l, 1)) }),
  'calls-made': inside('pair', {
    world: (l) => host(l, { campus: aCampus(l, { calls: [aCall(l)] }) }),
  }),
  'calls-missed': { path: '/story/missed', world: host },
  'calls-none-missed': {
    path: '/story/missed',
    world: (l) => host(l, { campus: aCampus(l, { missed: [] }) }),
  },
  'calls-settings': { path: '/story/ring-settings', world: host },
  'address-book': { path: '/story/address-book', world: host },
  'address-book-empty': {
    path: '/story/address-book',
    world: (l) => host(l, { campus: aCampus(l, { recent: [] }) }),
  },
  'address-book-failed': {
    path: '/story/address-book',
    world: (l) => host(l, { failing: { searchAddressBook: 'network/unreachable' } }),
  },
  ...overScenes(inside, student),
} as const satisfies Record<string, Scene>;

export type SceneName = keyof typeof scenes;
