import { randomInt, randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/**
 * Series (what stays the same from one meeting to the next), the ways into them, and guests. Every meeting
 * that is there already gets a series: one for each course or group, one for each person.
 */
export const migration: Migration = {
  name: '0007-doors',
  up: async (db: Knex) => {
    await createSeries(db);
    await createPeopleOfSeries(db);
    await createLinks(db);
    await createArrivals(db);
    await db.schema.alterTable('meetings', (table) => {
      table.string('series_id', 36).index();
    });
    for (const name of ['sessions', 'session_tickets']) {
      await db.schema.alterTable(name, (table) => {
        table.string('kind', 8).notNullable().defaultTo('person');
      });
    }
    await giveSeries(db);
  },
};

async function createSeries(db: Knex): Promise<void> {
  await db.schema.createTable('meeting_series', (table) => {
    exact(db, table);
    table.string('id', 36).primary();
    table.string('kind', 16).notNullable();
    table.string('course_id', 36).index();
    table.string('group_id', 36);
    table.string('owner_person_id', 36).index();
    table.string('title', 1000).notNullable();
    table.string('number', 10).notNullable().unique();
    // One personal series per person and one per course and group: whoever makes it first, it is theirs too.
    table.string('unique_key', 120).unique();
    table.string('scope', 16).notNullable();
    table.string('guest_password', 100);
    // Goes up with each new password: who came in by a former one is asked again.
    table.integer('password_changes').notNullable().defaultTo(0);
    table.boolean('lobby').notNullable();
    table.boolean('locked').notNullable();
    scheduleColumns(table);
    table.bigInteger('cancelled_at');
    table.bigInteger('created_at').notNullable();
  });
}

function scheduleColumns(table: Knex.CreateTableBuilder): void {
  // A wall time in its zone, not a moment: clocks change between one week and the next.
  table.string('starts_at', 16);
  table.string('timezone', 64);
  table.integer('duration_minutes');
  table.boolean('is_weekly').notNullable();
  table.string('weekly_until', 10).index();
}

async function createPeopleOfSeries(db: Knex): Promise<void> {
  await db.schema.createTable('series_co_hosts', (table) => {
    exact(db, table);
    table.string('series_id', 36).notNullable().references('meeting_series.id');
    table.string('participant_id', 36).notNullable().index();
    table.bigInteger('made_at').notNullable();
    table.primary(['series_id', 'participant_id']);
  });
  await db.schema.createTable('series_invited', (table) => {
    exact(db, table);
    table.string('series_id', 36).notNullable().references('meeting_series.id');
    table.string('person_id', 36).notNullable().index();
    table.bigInteger('invited_at').notNullable();
    table.primary(['series_id', 'person_id']);
  });
  await db.schema.createTable('series_bans', (table) => {
    exact(db, table);
    table.string('series_id', 36).notNullable().references('meeting_series.id');
    table.string('participant_id', 36).notNullable();
    table.string('name', 400).notNullable();
    table.bigInteger('banned_at').notNullable();
    table.primary(['series_id', 'participant_id']);
  });
  await db.schema.createTable('guests', (table) => {
    exact(db, table);
    table.string('id', 36).primary();
    table.string('series_id', 36).notNullable().index().references('meeting_series.id');
    table.string('name', 400).notNullable();
    table.bigInteger('created_at').notNullable();
  });
}

async function createLinks(db: Knex): Promise<void> {
  await db.schema.createTable('meeting_links', (table) => {
    exact(db, table);
    table.string('id', 36).primary();
    table.string('series_id', 36).notNullable().index().references('meeting_series.id');
    table.string('guest_name', 400);
    table.string('role', 8).notNullable();
    table.bigInteger('expires_at');
    table.integer('uses');
    table.integer('used').notNullable().defaultTo(0);
    table.integer('rotations').notNullable().defaultTo(0);
    table.bigInteger('created_at').notNullable();
    table.bigInteger('revoked_at');
  });
  // Former addresses are kept, so that a dead link can say why.
  await db.schema.createTable('meeting_link_tokens', (table) => {
    exact(db, table);
    table.string('digest', 64).primary();
    table.string('link_id', 36).notNullable().index().references('meeting_links.id');
    table.bigInteger('retired_at');
  });
}

async function createArrivals(db: Knex): Promise<void> {
  await db.schema.createTable('admissions', (table) => {
    exact(db, table);
    table.string('series_id', 36).notNullable().references('meeting_series.id');
    table.string('participant_id', 36).notNullable().index();
    table.string('door', 8).notNullable();
    table.bigInteger('passed_at').notNullable();
    // By number: the password that was right then.
    table.integer('password_changes');
    // By link: which, and by which of its addresses.
    table.string('link_id', 36);
    table.integer('rotations');
    // By call: whether a host called.
    table.boolean('by_host').notNullable();
    table.primary(['series_id', 'participant_id', 'door']);
  });
  await db.schema.createTable('arrivals', (table) => {
    table.string('meeting_id', 36).notNullable().references('meetings.id');
    table.string('participant_id', 36).notNullable();
    table.string('kind', 8).notNullable();
    table.string('name', 400).notNullable();
    table.string('door', 8).notNullable();
    table.string('state', 16).notNullable();
    table.bigInteger('since').notNullable();
    table.bigInteger('changed_at').notNullable();
    table.bigInteger('lease_expires_at');
    // Marks the rows that one decision changed.
    table.string('decision_id', 36).index();
    table.primary(['meeting_id', 'participant_id']);
    table.index(['state', 'lease_expires_at']);
  });
}

interface OldMeeting {
  id: string;
  kind: string;
  course_id: string | null;
  group_id: string | null;
  title: string;
  host_person_id: string;
  started_at: number | null;
  running_key: string | null;
}

async function giveSeries(db: Knex): Promise<void> {
  const meetings = await db<OldMeeting>('meetings').orderBy('started_at', 'desc').select();
  const byKey = new Map<string, string>();
  const numbers = new Set<string>();
  for (const meeting of meetings) {
    const key = keyOf(meeting);
    const known = byKey.get(key) ?? (await insertSeries(db, { meeting, key, numbers }));
    byKey.set(key, known);
    const running_key = meeting.running_key === null ? null : `series:${known}`;
    await db('meetings').where({ id: meeting.id }).update({ series_id: known, running_key });
  }
}

const keyOf = ({ course_id, group_id, host_person_id }: OldMeeting) =>
  course_id === null ? `personal:${host_person_id}` : `course:${course_id}:${group_id ?? '-'}`;

interface NewSeries {
  meeting: OldMeeting;
  key: string;
  numbers: Set<string>;
}

async function insertSeries(db: Knex, { meeting, key, numbers }: NewSeries): Promise<string> {
  const id = randomUUID();
  const isCourse = meeting.course_id !== null;
  await db('meeting_series').insert({
    id,
    kind: isCourse ? 'course' : 'personal',
    course_id: meeting.course_id,
    group_id: meeting.group_id,
    owner_person_id: isCourse ? null : meeting.host_person_id,
    title: meeting.title,
    number: freeNumber(isCourse ? 9 : 10, numbers),
    unique_key: key,
    // As it was until now: a course's meeting for its members, a personal one for the campus.
    scope: isCourse ? 'invited' : 'campus',
    guest_password: null,
    lobby: false,
    locked: false,
    is_weekly: false,
    created_at: meeting.started_at ?? 0,
  });
  return id;
}

function freeNumber(digits: 9 | 10, numbers: Set<string>): string {
  const number = String(randomInt(10 ** (digits - 1), 10 ** digits));
  if (numbers.has(number)) return freeNumber(digits, numbers);
  numbers.add(number);
  return number;
}
