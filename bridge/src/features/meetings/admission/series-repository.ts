import { createLookup } from '../../../kernel/batches.ts';
import type { Database } from '../../../kernel/database.ts';
import { detailsOf, type MeetingDetails } from '../details-contract.ts';
import { weekdayOf, type Weekly } from '../../../kernel/recurrence.ts';
import type { SealedColumn, Sealing } from '../../../kernel/sealing.ts';
import type { MeetingKind, Renaming } from '../meeting.ts';
import { meetingsThatGoOn } from '../repository.ts';
import type { AdmissionScope } from './contract.ts';
import type { Series } from './series.ts';
import { inChunks, lostRace } from '../../../kernel/sql.ts';

interface SeriesRow extends MeetingDetails {
  id: string;
  kind: MeetingKind;
  course_id: string | null;
  group_id: string | null;
  owner_person_id: string | null;
  title: string;
  number: string;
  unique_key: string | null;
  scope: AdmissionScope;
  guest_password: string | null;
  password_changes: number;
  // SQLite and MariaDB answer booleans as 0 and 1.
  lobby: boolean | number;
  locked: boolean | number;
  lecture: boolean | number;
  starts_at: string | null;
  timezone: string | null;
  duration_minutes: number | null;
  is_weekly: boolean | number;
  weekly_until: string | null;
  weekly_interval: number;
  /** `1,3`: Monday and Wednesday; null: the day of the first date. */
  weekly_days: string | null;
  skipped_days: string | null;
  cancelled_at: number | null;
  created_at: number;
}

export type SeriesRepository = ReturnType<typeof createSeriesRepository>;

/** Where guest passwords are kept: hosts are shown them, so they are sealed and no digest. */
export const guestPasswordColumn: SealedColumn = {
  table: 'meeting_series',
  column: 'guest_password',
  row: 'id',
};

/** Makes what keeps the titles of a course's series; it is made before series are, because courses are. */
export const createSeriesTitles = () => ({ follow: retitle });

/** Of a course's series those called as it was are called as it is. */
async function retitle(trx: Database, renaming: Renaming): Promise<void> {
  const { courseId, groupId, before, after } = renaming;
  const rows = await trx<SeriesRow>('meeting_series')
    .where({ course_id: courseId, group_id: groupId })
    .select('id', 'title');
  // Compared here: to a database 'Algebra' and 'algebra' may be the same.
  const ids = rows.filter(({ title }) => title === before).map(({ id }) => id);
  await trx<SeriesRow>('meeting_series').whereIn('id', ids).update({ title: after });
}

/** Series in the database. */
export function createSeriesRepository(db: Database, sealing: Sealing) {
  const table = () => db<SeriesRow>('meeting_series');
  const { sealed, opened } = guestPasswords(sealing);
  const fromRow = (row: SeriesRow) => toSeries(opened(row));
  const one = async (where: Partial<SeriesRow>): Promise<Series | null> => {
    const row = await table().where(where).first();
    return row ? fromRow(row) : null;
  };
  /** False when the number or the key is taken. */
  const whereFree = async (write: () => Promise<unknown>): Promise<boolean> => {
    try {
      await write();
      return true;
    } catch (error) {
      if (lostRace(error)) return false;
      throw error;
    }
  };

  return {
    find: createLookup(async (ids) => {
      const rows = await table().whereIn('id', ids);
      return new Map(rows.map((row) => [row.id, fromRow(row)]));
    }),
    findByKey: (uniqueKey: string) => one({ unique_key: uniqueKey }),
    /** The series that has this number now and was not cancelled. */
    findByNumber: (number: string) => one({ number, cancelled_at: null }),
    findMany: async (ids: readonly string[]): Promise<Series[]> =>
      (await table().whereIn('id', [...ids])).map(fromRow),
    /** False when its number or its key is taken already. */
    add: (series: Series) => whereFree(() => table().insert(sealed(toRow(series)))),
    /** Writes what differs, so that two hosts who change different things do both. False when the new number is taken. */
    change: (before: Series, after: Series) => {
      const from = new Map<string, unknown>(Object.entries(toRow(before)));
      const changes = Object.entries(toRow(after)).filter(
        ([key, value]) => value !== from.get(key),
      );
      if (changes.length === 0) return Promise.resolve(true);
      return whereFree(() =>
        table()
          .where({ id: before.id })
          .update(
            sealed({ ...(Object.fromEntries(changes) as Partial<SeriesRow>), id: before.id }),
          ),
      );
    },
    unlock: async (id: string): Promise<void> => {
      await table().where({ id, locked: true }).update({ locked: false });
    },
    cancel: async (id: string, now: number): Promise<void> => {
      await table().where({ id, cancelled_at: null }).update({ cancelled_at: now });
    },
    ownedBy: async (personId: string): Promise<string[]> =>
      (await table().where({ owner_person_id: personId, cancelled_at: null }).select('id')).map(
        ({ id }) => id,
      ),
    ofCourses: (courseIds: readonly string[]): Promise<Series[]> =>
      inChunks(courseIds, async (chunk) =>
        (await table().whereIn('course_id', chunk)).map(fromRow),
      ),
    /** Weekly ones whose last day is not before `day` (ISO date) and that have nothing running or coming. */
    weeklyWithoutNext: async (day: string): Promise<Series[]> =>
      (
        await table()
          .where({ is_weekly: true, cancelled_at: null })
          .andWhere('weekly_until', '>=', day)
          .whereNotIn('id', meetingsThatGoOn(db).whereNotNull('scheduled_at').select('series_id'))
      ).map(fromRow),
  };
}

function toRow(series: Series): SeriesRow {
  return {
    id: series.id,
    kind: series.kind,
    course_id: series.courseId,
    group_id: series.groupId,
    owner_person_id: series.ownerPersonId,
    title: series.title,
    ...detailsOf(series),
    number: series.number,
    unique_key: series.uniqueKey,
    scope: series.scope,
    guest_password: series.guestPassword,
    password_changes: series.passwordChanges,
    lobby: series.lobby,
    locked: series.locked,
    lecture: series.lecture,
    ...scheduleColumns(series.schedule),
    cancelled_at: series.cancelledAt,
    created_at: series.createdAt,
  };
}

function scheduleColumns(schedule: Series['schedule']) {
  return {
    starts_at: schedule?.startsAt ?? null,
    timezone: schedule?.timezone ?? null,
    duration_minutes: schedule?.durationMinutes ?? null,
    ...weeklyColumns(schedule?.weekly ?? null),
  };
}

function weeklyColumns(weekly: Weekly | null) {
  const none = { is_weekly: false, weekly_until: null, weekly_interval: 1 };
  if (!weekly) return { ...none, weekly_days: null, skipped_days: null };
  return {
    is_weekly: true,
    weekly_until: weekly.until,
    weekly_interval: weekly.interval,
    weekly_days: weekly.weekdays.join(','),
    skipped_days: weekly.skipped.join(',') || null,
  };
}

/** Everything but the guest password is kept as it is. */
function guestPasswords({ seal, open }: Sealing) {
  const changed = <Row extends Partial<SeriesRow> & { id: string }>(
    row: Row,
    by: (column: SealedColumn, id: string, text: string) => string,
  ): Row =>
    typeof row.guest_password === 'string'
      ? { ...row, guest_password: by(guestPasswordColumn, row.id, row.guest_password) }
      : row;
  return {
    sealed: <Row extends Partial<SeriesRow> & { id: string }>(row: Row) => changed(row, seal),
    opened: (row: SeriesRow) => changed(row, open),
  };
}

function toSeries(row: SeriesRow): Series {
  const { starts_at: startsAt, timezone, duration_minutes: durationMinutes } = row;
  const isScheduled = startsAt !== null && timezone !== null && durationMinutes !== null;
  return {
    id: row.id,
    kind: row.kind,
    courseId: row.course_id,
    groupId: row.group_id,
    ownerPersonId: row.owner_person_id,
    title: row.title,
    ...detailsOf(row),
    number: row.number,
    uniqueKey: row.unique_key,
    scope: row.scope,
    guestPassword: row.guest_password,
    passwordChanges: row.password_changes,
    lobby: Boolean(row.lobby),
    locked: Boolean(row.locked),
    lecture: Boolean(row.lecture),
    schedule: isScheduled
      ? { startsAt, timezone, durationMinutes, weekly: weeklyOf(row, startsAt) }
      : null,
    cancelledAt: row.cancelled_at,
    createdAt: row.created_at,
  };
}

function weeklyOf(row: SeriesRow, startsAt: string): NonNullable<Series['schedule']>['weekly'] {
  const { weekly_until: until, weekly_days: days, skipped_days: skipped } = row;
  if (until === null) return null;
  return {
    until,
    interval: row.weekly_interval === 2 ? 2 : 1,
    weekdays: days ? days.split(',').map(Number) : [weekdayOf(startsAt.slice(0, 10))],
    skipped: skipped ? skipped.split(',') : [],
  };
}
