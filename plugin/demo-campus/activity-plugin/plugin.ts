import { createHash } from 'node:crypto';
import { enrolmentIn, isActive, type Campus, type Person } from '../campus.ts';
import { meetingActivities, type MeetingActivity } from '../data/meeting-activities.ts';
import { mayEnter } from '../lti-platform/access.ts';
import { createAttendance, type AttendanceContent } from './attendance.ts';
import { createCalendar, type CalendarContent, type CalendarEvent } from './calendar.ts';
import { capabilitiesOf } from './capabilities.ts';
import { connectBy, connectionBy, type Connection, type ConnectionPlace } from './connection.ts';
import { createLive } from './live.ts';
import { launchOf, roomOf, rosterOf } from './roster.ts';

/** What the last list of members of a room was, and its number. */
interface Told {
  digest: string;
  sequence: number;
}

/** What it keeps from one start to the next. */
export interface PluginContent {
  /** PEM; null until it is connected. */
  key: string | null;
  told: ReadonlyMap<string, Told>;
  attendance: AttendanceContent;
  calendar: CalendarContent;
  /** Activities whose teachers have said whether guests may come in; missing in what was kept before they could. */
  guests?: ReadonlyMap<number, boolean>;
}

export interface PluginOptions {
  campus: Campus;
  place: ConnectionPlace;
  kept?: PluginContent | undefined;
  /** Told of what cron could not do; the next one tries again. */
  failed?: (error: unknown) => void;
  now?: () => number;
}

export type ActivityPlugin = ReturnType<typeof createActivityPlugin>;

/** The activities as their teachers set them. */
function activitiesWith(kept: PluginContent['guests']) {
  const guests = new Map(kept);
  const activities = (): MeetingActivity[] =>
    meetingActivities.map((one) => ({ ...one, guests: guests.get(one.cmid) ?? one.guests }));
  return { activities, guests };
}

const digestOf = (value: object): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex');

/**
 * A stand-in for the PHP of Moodle's activity plugin (plugin/moodle/campusmeet/classes): it speaks the same messages
 * with the bridge. What browsers run is the plugin's own script, and its words are the plugin's own.
 */
export function createActivityPlugin(options: PluginOptions) {
  const { campus, place, kept, failed = () => undefined, now = Date.now } = options;
  let key = kept?.key ?? null;
  let connection = key === null ? null : connectionBy(place, key);
  let cronRun: Promise<void> | null = null;
  const told = new Map(kept?.told);
  const { activities, guests } = activitiesWith(kept?.guests);
  const connected = (): Connection => {
    if (!connection) throw new Error('the plugin is not connected');
    return connection;
  };
  const live = createLive(() => connected().ask('live', { sub: 'live' }), now);
  const attendance = createAttendance((after) => {
    const claims = { sub: 'attendance', after };
    return connected().ask('attendance', claims);
  }, kept?.attendance);
  const calendar = createCalendar((known) => {
    const claims = { sub: 'plans', known };
    return connected().ask('plans', claims);
  }, kept?.calendar);

  const of = (activity: MeetingActivity) => {
    const course = campus.courses.get(activity.courseId);
    return course ? { campus, activity, course, now: now() } : null;
  };

  /** Tells of those rooms where somebody came or left, or a name changed. */
  async function push(): Promise<void> {
    for (const activity of activities()) {
      const about = of(activity);
      if (!about) continue;
      const roster = rosterOf(about);
      const digest = digestOf(roster);
      const before = told.get(roster.room);
      if (before?.digest === digest) continue;
      const sequence = Math.max((before?.sequence ?? 0) + 1, Math.floor(now() / 1000));
      const claims = { ...roster, sequence };
      await connected().tell('rosters', claims);
      told.set(roster.room, { digest, sequence });
    }
  }

  /** What fails keeps nothing else from being done. */
  async function work(): Promise<void> {
    for (const task of [push, attendance.pull, calendar.pull]) await task().catch(failed);
  }

  return {
    /** As Moodle's administrator sets it: people are rung on whichever page they are. */
    settings: { ringer: true },
    /** The script of the panel's element. */
    script: `${place.bridge}/embed/campus-meet.js`,
    isConnected: (): boolean => connection !== null,
    /** Connects by the one-time code, and tells who is in each room. @throws Error in the bridge's words */
    connect: async (code: string): Promise<void> => {
      key = await connectBy(place, code);
      connection = connectionBy(place, key);
      told.clear();
      await push();
    },
    /** What Moodle's cron does each minute; here it runs before a page shows what it brings. Never throws. */
    cron: (): Promise<void> => {
      if (!connection) return Promise.resolve();
      cronRun ??= work().finally(() => (cronRun = null));
      return cronRun;
    },
    /** The activities of a course that somebody may see there. */
    activitiesOf: (courseId: number): MeetingActivity[] =>
      connection ? activities().filter((one) => one.courseId === courseId) : [],
    activity: (cmid: number): MeetingActivity | undefined =>
      activities().find((one) => one.cmid === cmid),
    /** As the activity's form in Moodle sets it; told by the next cron. */
    letGuestsIn: ({ cmid }: MeetingActivity, isOn: boolean): void => void guests.set(cmid, isOn),
    courseOf: ({ courseId }: MeetingActivity) => campus.courses.get(courseId),
    /** A token for the panel of an activity, or for the ringer. */
    launch: (person: Person, activity: MeetingActivity | null, locale: string): string => {
      const claims = launchOf(person, activity && of(activity), locale);
      return connected().launch(claims);
    },
    /** Asks what is live, and answers what of it is in somebody's courses, with how many are in. */
    liveFor: async (person: Person): Promise<{ activity: MeetingActivity; present: number }[]> => {
      if (!connection) return [];
      await live.look();
      return activities().flatMap((activity) => {
        const present = live.known(activity);
        return present === null || !isOf(person, activity) ? [] : [{ activity, present }];
      });
    },
    known: live.known,
    /** Planned classes of somebody's courses, and of the own groups there, the earliest first. */
    eventsFor: (person: Person): (CalendarEvent & { activity: MeetingActivity })[] =>
      activities()
        .filter((activity) => isOf(person, activity))
        .flatMap((activity) => calendar.eventsOf(activity).map((event) => ({ ...event, activity })))
        .filter(({ activity, group }) => group === null || isInGroup(person, activity, group))
        .toSorted((a, b) => a.at - b.at),
    /** Where one guest of an activity comes in; null where no meeting is for everybody. @throws Error in the bridge's words */
    guestAddress: async (activity: MeetingActivity): Promise<string | null> => {
      const claims = { sub: 'guest', room: roomOf(activity) };
      const { url } = (await connected().ask('guests', claims)) as { url: string | null };
      // Nobody is sent elsewhere, whatever is answered.
      return url?.startsWith(`${place.bridge}/`) ? url : null;
    },
    grade: attendance.grade,
    isComplete: attendance.isComplete,
    room: roomOf,
    content: (): PluginContent => ({
      key,
      told,
      guests,
      attendance: attendance.content(),
      calendar: calendar.content(),
    }),
  };

  /** Whoever may access all groups sees all, and everybody where groups are not separate. */
  function isInGroup(person: Person, { courseId }: MeetingActivity, group: string): boolean {
    const course = campus.courses.get(courseId);
    const held = course ? capabilitiesOf(campus, course, person.id) : [];
    const found = campus.groups.find(({ id }) => String(id) === group);
    return held.includes('all-groups') || found?.memberIds.includes(person.id) === true;
  }

  /** Enrolled now, in a course that is shown to this person. */
  function isOf(person: Person, { courseId }: MeetingActivity): boolean {
    const course = campus.courses.get(courseId);
    const enrolment = enrolmentIn(campus, courseId, person.id);
    const isIn = enrolment !== undefined && isActive(enrolment, now());
    return course !== undefined && isIn && mayEnter(campus, person, { course, now: now() });
  }
}
