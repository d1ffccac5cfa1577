import type { AddressInfo } from 'node:net';
import { signMessage, signatureHeader } from '../src/adapters/jitsi/signature.ts';
import { endMeeting, startCourseMeeting } from '../src/features/meetings/contract.ts';
import {
  getCourseAttendance,
  getMeetingAttendance,
  getMyAttendance,
} from '../src/features/meetings/attendance/contract.ts';
import { settableClock } from '../src/kernel/clock.ts';
import type { Database } from '../src/kernel/database.ts';
import { bridgeSettings } from './bridge-settings.ts';
import { runBridge } from './call-fixture.ts';
import { campus, type Actor } from './campus.ts';

export const minute = 60_000;

/** A course with a teacher and three students, somebody of another course, and a conference server that tells. */
export async function attendanceFixture(db: Database, settings: Record<string, string> = {}) {
  const clock = settableClock();
  const people = campus(db, clock);
  const bridge = await runBridge(db, clock, settings);
  const teacher = await people.person('林老师', { campusNumber: 'T1' });
  const [lan, bo, cai] = [
    await people.person('=Lan', { campusNumber: 'S1' }),
    await people.person('Bo', { campusNumber: 'S2' }),
    await people.person('Cai', { campusNumber: 'S3' }),
  ];
  const outsider = await people.person('Outsider');
  const course = await people.course(teacher, [lan, bo, cai]);
  const another = await people.course(outsider, []);
  let sequence = 0;
  let source = 'run-1';

  const tells = async (events: object[]) => {
    const received = JSON.stringify({ source, events });
    const signature = signMessage(bridgeSettings.JITSI_MESSAGE_SECRET, received, clock.now());
    const { port } = bridge.bridge.server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/jitsi/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', [signatureHeader]: signature },
      body: received,
    });
    if (!answer.ok) throw new Error(await answer.text());
  };

  /** A running meeting of the course, or of its group, with what happens in its room. */
  const meeting = async (groupId?: string) => {
    const asked = {
      params: { courseId: course.id },
      body: groupId === undefined ? {} : { groupId },
    };
    const { reply } = await bridge.ask(teacher, startCourseMeeting, asked);
    const { id } = reply;
    const row = (await db('meetings').where({ id }).first()) as {
      room: string;
      started_at: number;
    };
    const start = row.started_at;
    const happens = async (
      { id: userId, name }: Pick<Actor, 'id' | 'name'>,
      type: 'joined' | 'left',
      device = '1',
    ) => {
      sequence += 1;
      const jid = `${userId}@meet/${device}`;
      const occupant = { id: device, jid, userId, name, affiliation: 'none' };
      const { room } = row;
      const event = { sequence, at: clock.now(), type: `occupant-${type}`, room, occupant };
      await tells([event]);
      return event;
    };
    return {
      id,
      start,
      joins: (who: Pick<Actor, 'id' | 'name'>, device?: string) => happens(who, 'joined', device),
      leaves: (who: Pick<Actor, 'id' | 'name'>, device?: string) => happens(who, 'left', device),
      /** The time is now so many minutes after the meeting began. */
      at: (minutes: number, seconds = 0) => {
        clock.move(start + minutes * minute + seconds * 1000 - clock.now());
      },
      ends: () => bridge.ask(teacher, endMeeting, { params: { meetingId: id } }),
    };
  };
  return {
    db,
    clock,
    people,
    bridge,
    teacher,
    lan,
    bo,
    cai,
    outsider,
    course,
    another,
    meeting,
    tells,
    /** The conference server is started anew. */
    restarts: async () => {
      source = `run-${sequence + 2}`;
      sequence = 0;
      await tells([]);
    },
  };
}

export type AttendanceFixture = Awaited<ReturnType<typeof attendanceFixture>>;
type Meeting = Awaited<ReturnType<AttendanceFixture['meeting']>>;

/** A class of an hour: Lan all the time with one break, Bo late, Cai never. */
export async function aClass(fixture: AttendanceFixture): Promise<Meeting> {
  const { teacher, lan, bo } = fixture;
  const held = await fixture.meeting();
  await held.joins(teacher);
  held.at(1, 7);
  await held.joins(lan);
  held.at(20);
  await held.leaves(lan);
  held.at(21, 30);
  await held.joins(lan, '2');
  await held.joins(bo);
  held.at(60);
  await held.leaves(lan, '2');
  await held.ends();
  return held;
}

/** What somebody is told of a meeting. */
export const seen = async ({ bridge }: AttendanceFixture, who: Actor, meetingId: string) =>
  bridge.ask(who, getMeetingAttendance, { params: { meetingId } });
/** What somebody is told of the term. */
export const term = ({ bridge, course }: AttendanceFixture, who: Actor) =>
  bridge.ask(who, getCourseAttendance, { params: { courseId: course.id } });
/** What somebody is told of themselves. */
export const own = ({ bridge, course }: AttendanceFixture, who: Actor) =>
  bridge.ask(who, getMyAttendance, { params: { courseId: course.id } });
