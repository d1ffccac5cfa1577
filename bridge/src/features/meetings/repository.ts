import { createBatches, createLookup } from '../../kernel/batches.ts';
import type { Database, Subquery } from '../../kernel/database.ts';
import { detailsOf, type MeetingDetails } from './details-contract.ts';
import type { EndReason, Meeting, MeetingKind, MeetingState, Renaming } from './meeting.ts';
import { inChunks, lostRace } from '../../kernel/sql.ts';

interface MeetingRow extends MeetingDetails {
  id: string;
  series_id: string;
  kind: MeetingKind;
  course_id: string | null;
  group_id: string | null;
  title: string;
  host_person_id: string;
  host_name: string;
  state: MeetingState;
  room: string;
  running_key: string | null;
  capacity: number;
  scheduled_at: number | null;
  started_at: number | null;
  empty_since: number | null;
  ended_at: number | null;
  end_reason: EndReason | null;
}

/** What a meeting is called, and what hosts write about it; left out: as it is. */
export type Called = Partial<MeetingDetails & Pick<MeetingRow, 'title'>>;

interface Opening {
  runningKey: string;
  now: number;
  emptySince: number;
}

export type MeetingRepository = ReturnType<typeof createMeetingRepository>;

/** Meetings that are planned or run: for questions of what belongs to meetings. */
export const meetingsThatGoOn = (db: Database): Subquery =>
  db<MeetingRow>('meetings').whereNull('ended_at');

/** Of a course's meetings that are planned or run, those called as it was are called as it is. */
export async function retitleMeetings(trx: Database, renaming: Renaming): Promise<void> {
  const { courseId, groupId, before, after } = renaming;
  const rows = await trx<MeetingRow>('meetings')
    .where({ course_id: courseId, group_id: groupId })
    .whereNull('ended_at')
    .select('id', 'title');
  // Compared here: to a database 'Algebra' and 'algebra' may be the same.
  const ids = rows.filter(({ title }) => title === before).map(({ id }) => id);
  await trx<MeetingRow>('meetings').whereIn('id', ids).update({ title: after });
}

/** How many ended meetings a course's pages show. */
const endedShown = 5;

/** Meetings in the database. */
export function createMeetingRepository(db: Database) {
  const table = () => db<MeetingRow>('meetings');
  const one = async (where: Partial<MeetingRow>): Promise<Meeting | null> => {
    const row = await table().where(where).first();
    return row ? fromRow(row) : null;
  };

  const shownIn = async (courseId: string): Promise<Meeting[]> => {
    const [running, ended] = await Promise.all([
      table().where({ course_id: courseId }).whereNull('ended_at'),
      table()
        .where({ course_id: courseId, state: 'ended' })
        .whereNotNull('started_at')
        .orderBy('ended_at', 'desc')
        .limit(endedShown),
    ]);
    return [...running, ...ended].map(fromRow);
  };

  return {
    /** All meetings of a course, and which of them run. */
    idsOfCourse: async (courseId: string): Promise<{ id: string; isOpen: boolean }[]> => {
      const rows = await table().where({ course_id: courseId }).select('id', 'state');
      return rows.map(({ id, state }) => ({ id, isOpen: state === 'open' }));
    },
    find: createLookup(async (ids) => byId(await table().whereIn('id', ids))),
    findByRoom: createLookup(async (rooms) => {
      const rows = await table().whereIn('room', rooms);
      return new Map(rows.map((row) => [row.room, fromRow(row)]));
    }),
    findRunning: (runningKey: string) => one({ running_key: runningKey }),
    /** Stores a new meeting; false when another holds its running key already. */
    add: async (meeting: Meeting): Promise<boolean> => {
      await table().insert(toRow(meeting)).onConflict('running_key').ignore();
      return (await one({ id: meeting.id })) !== null;
    },
    /** Those of a course that are planned or run, and the latest that ended: what its pages ask for, all at once. */
    ofCourse: createBatches(async (courseIds: readonly string[]): Promise<Meeting[][]> => {
      const found = new Map<string, Meeting[]>();
      for (const courseId of new Set(courseIds)) found.set(courseId, await shownIn(courseId));
      return courseIds.map((courseId) => found.get(courseId) ?? []);
    }),
    /** Ends it once: true for the one caller whose call ended it. */
    end: async (id: string, reason: EndReason, now: number): Promise<boolean> => {
      const changed = await table()
        .where({ id })
        .whereNull('ended_at')
        .update({ state: 'ended', ended_at: now, end_reason: reason, running_key: null });
      return changed === 1;
    },
    /** Opens a scheduled one; false when it is open already, or another of the series runs. */
    openScheduled: async (id: string, opened: Opening): Promise<boolean> => {
      try {
        const changed = await table().where({ id, state: 'scheduled' }).update({
          state: 'open',
          running_key: opened.runningKey,
          started_at: opened.now,
          empty_since: opened.emptySince,
        });
        return changed === 1;
      } catch (error) {
        if (lostRace(error)) return false;
        throw error;
      }
    },
    /** All of a course that are over and took place, the oldest first. */
    heldIn: async (courseId: string): Promise<Meeting[]> =>
      (
        await table()
          .where({ course_id: courseId, state: 'ended' })
          .whereNotNull('started_at')
          .orderBy(['started_at', 'id'])
      ).map(fromRow),
    reschedule: async (id: string, scheduledAt: number): Promise<void> => {
      await table().where({ id, state: 'scheduled' }).update({ scheduled_at: scheduledAt });
    },
    /** The series is called otherwise, or something else is written about it: so are its meetings that are not over. */
    rename: async (seriesId: string, changes: Called): Promise<void> => {
      await table().where({ series_id: seriesId }).whereNull('ended_at').update(changes);
    },
    due: async (now: number): Promise<Meeting[]> =>
      (await table().where({ state: 'scheduled' }).andWhere('scheduled_at', '<=', now)).map(
        fromRow,
      ),
    /** Meetings of these series that are not over, or ended after `endedAfter`. */
    ofSeries: async (seriesIds: readonly string[], endedAfter: number): Promise<Meeting[]> =>
      inChunks(seriesIds, async (chunk) =>
        (
          await table()
            .whereIn('series_id', chunk)
            .andWhere((late) => late.whereNull('ended_at').orWhere('ended_at', '>', endedAfter))
        ).map(fromRow),
      ),
    setEmptySince: async (id: string, emptySince: number | null): Promise<void> => {
      await table().where({ id }).whereNull('ended_at').update({ empty_since: emptySince });
    },
    open: async (): Promise<Meeting[]> => (await table().where({ state: 'open' })).map(fromRow),
    /** Which of these meetings run. */
    runningAmong: async (ids: readonly string[]): Promise<Set<string>> => {
      const rows = await inChunks([...new Set(ids)], (chunk) =>
        table().whereIn('id', chunk).andWhere({ state: 'open' }).select('id'),
      );
      return new Set(rows.map(({ id }) => id));
    },
    emptyBefore: async (moment: number): Promise<Meeting[]> =>
      (await table().where({ state: 'open' }).andWhere('empty_since', '<', moment)).map(fromRow),
  };
}

const byId = (rows: readonly MeetingRow[]): Map<string, Meeting> =>
  new Map(rows.map((row) => [row.id, fromRow(row)]));

function fromRow(row: MeetingRow): Meeting {
  return {
    id: row.id,
    seriesId: row.series_id,
    kind: row.kind,
    courseId: row.course_id,
    groupId: row.group_id,
    title: row.title,
    ...detailsOf(row),
    hostPersonId: row.host_person_id,
    hostName: row.host_name,
    state: row.state,
    room: row.room,
    runningKey: row.running_key,
    capacity: row.capacity,
    scheduledAt: row.scheduled_at,
    startedAt: row.started_at,
    emptySince: row.empty_since,
    endedAt: row.ended_at,
    endReason: row.end_reason,
  };
}

function toRow(meeting: Meeting): MeetingRow {
  return {
    id: meeting.id,
    series_id: meeting.seriesId,
    kind: meeting.kind,
    course_id: meeting.courseId,
    group_id: meeting.groupId,
    title: meeting.title,
    ...detailsOf(meeting),
    host_person_id: meeting.hostPersonId,
    host_name: meeting.hostName,
    state: meeting.state,
    room: meeting.room,
    running_key: meeting.runningKey,
    capacity: meeting.capacity,
    scheduled_at: meeting.scheduledAt,
    started_at: meeting.startedAt,
    empty_since: meeting.emptySince,
    ended_at: meeting.endedAt,
    end_reason: meeting.endReason,
  };
}
