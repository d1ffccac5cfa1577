import type { MeetingActivity } from '../data/meeting-activities.ts';
import { roomOf } from './roster.ts';

/** What somebody's meetings come to, as the bridge tells it. */
export interface Attended {
  counted: number;
  attended: number;
  minutes: number;
}

/** What is kept: after which moment is asked next (milliseconds), and of each room what each account's meetings come to. */
export interface AttendanceContent {
  after: number;
  rooms: ReadonlyMap<string, ReadonlyMap<number, Attended>>;
}

interface Said {
  rooms: { room: string; at: number; people: (Attended & { user: string })[] }[];
  more: boolean;
}

/** Attendance as the bridge reckons it: asked for where it changed, kept for completion and grades. */
export function createAttendance(
  ask: (after: number) => Promise<unknown>,
  kept?: AttendanceContent,
) {
  let after = kept?.after ?? 0;
  const rooms = new Map(kept?.rooms);

  async function pull(): Promise<void> {
    const said = (await ask(after)) as Said;
    for (const { room, at, people } of said.rooms) {
      const told = people.map(({ user, ...sums }) => [Number(user), sums] as const);
      rooms.set(room, new Map([...(rooms.get(room) ?? []), ...told]));
      after = at;
    }
    if (said.more) await pull();
  }

  const of = (activity: MeetingActivity, personId: number): Attended | undefined =>
    rooms.get(roomOf(activity))?.get(personId);
  return {
    pull,
    /** Points by the share of the meetings that count; null while none does. */
    grade: (activity: MeetingActivity, personId: number): number | null => {
      const { counted = 0, attended = 0 } = of(activity, personId) ?? {};
      return counted === 0 ? null : (attended / counted) * activity.gradeMaximum;
    },
    isComplete: (activity: MeetingActivity, personId: number): boolean =>
      (of(activity, personId)?.attended ?? 0) >= activity.meetingsToComplete,
    content: (): AttendanceContent => ({ after, rooms }),
  };
}
