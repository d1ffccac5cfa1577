import assert from 'node:assert/strict';
import { dice } from '../../../../bench/campus.ts';
import { attendanceFixture, minute, own, term } from '../../../../test/attendance-fixture.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import type { Database } from '../../../kernel/database.ts';
import { newId, newRoomName } from '../../../kernel/ids.ts';
import { connectionsOf } from './stays-repository.ts';
import type { Connection } from './stays.ts';

interface Told {
  source: string;
  sequence: number;
  meeting_id: string;
  person_id: string;
  jid: string;
  type: string;
  at: number;
  reason: string | null;
}

interface Occupant {
  source: string;
  jid: string;
  meeting_id: string;
  person_id: string;
  joined_at: number | null;
  left_at: number | null;
  leave_reason: string | null;
}

/** Meetings of a course with whoever came and went as it falls. */
async function chance(db: Database, courseId: string, people: readonly string[]) {
  const roll = dice(people.length);
  const ids = Array.from({ length: 6 }, () => newId());
  const start = 1_790_000_000_000;
  await db('meeting_series').insert(ids.map((id, at) => seriesOf(id, courseId, at)));
  await db('meetings').insert(ids.map((id) => meetingOf(id, courseId, start)));
  let sequence = 0;
  const told: Told[] = [];
  const occupants: Occupant[] = [];
  for (const meeting_id of ids)
    for (const person_id of people)
      for (let device = roll(3); device > 0; device -= 1) {
        const who = {
          source: `run-${roll(2)}`,
          jid: `${person_id}@${device}`,
          meeting_id,
          person_id,
        };
        let at = start;
        for (let count = roll(6); count > 0; count -= 1) {
          sequence += 1;
          // Some moments are the same, and some comings are told twice.
          at += roll(3) * 7 * minute;
          const type = roll(2) === 0 ? 'joined' : 'left';
          told.push({ ...who, sequence, at, type, reason: roll(4) === 0 ? 'why' : null });
        }
        const joined_at = roll(8) === 0 ? null : at - roll(2) * minute;
        const left_at = roll(4) === 0 ? null : at + 9 * minute;
        const reasons = [null, 'gone', 'conference-restarted'];
        occupants.push({ ...who, joined_at, left_at, leave_reason: reasons[roll(3)] ?? null });
      }
  await db('attendance_events').insert(told);
  await db('occupants').insert(occupants.map((one) => ({ ...one, occupant_id: 'o' })));
  return { ids, told, occupants };
}

const seriesOf = (id: string, courseId: string, at: number) => ({
  id,
  kind: 'course',
  course_id: courseId,
  title: 'c',
  number: `${at}`,
  unique_key: id,
  scope: 'campus',
  lobby: false,
  locked: false,
  is_weekly: false,
  created_at: 1,
});

const meetingOf = (id: string, courseId: string, start: number) => ({
  id,
  series_id: id,
  kind: 'course',
  course_id: courseId,
  title: 'c',
  host_person_id: 'h',
  host_name: 'h',
  state: 'ended',
  room: newRoomName(),
  capacity: 10,
  started_at: start,
  ended_at: start + 60 * minute,
  end_reason: 'host',
});

/** The same by reading all there is: last stays, and of what was told before each what came and went in turn. */
function reckoned(
  { told, occupants }: Awaited<ReturnType<typeof chance>>,
  meetingId: string,
  personId?: string,
): Connection[] {
  const found: Connection[] = [];
  for (const last of occupants) {
    const { joined_at: joined, source, jid } = last;
    if (last.meeting_id !== meetingId || joined === null) continue;
    if (personId !== undefined && last.person_id !== personId) continue;
    found.push({
      personId: last.person_id,
      from: joined,
      to: last.left_at,
      reason: last.leave_reason,
    });
    let from: number | null = null;
    const before = told.filter(
      (one) =>
        one.source === source && one.jid === jid && one.meeting_id === meetingId && one.at < joined,
    );
    for (const { type, at, reason, person_id } of before.toSorted((a, b) => a.at - b.at)) {
      if (type === 'joined') from ??= at;
      else if (from !== null) {
        found.push({ personId: person_id, from, to: at, reason });
        from = null;
      }
    }
  }
  return found;
}

const sorted = (all: readonly Connection[]): string[] =>
  all.map((one) => JSON.stringify(one)).sort();

forEachDatabase('attendance, read in few statements', (open) => {
  it('is what all that was told comes to', async () => {
    const db = await open();
    const { course, teacher, lan, bo, cai, outsider } = await attendanceFixture(db);
    const people = [teacher, lan, bo, cai, outsider].map(({ id }) => id);
    const all = await chance(db, course.id, people);
    const everybody = await connectionsOf(db, all.ids);
    const stays = [...everybody.values()].flat().length;
    const last = all.occupants.filter((one) => one.joined_at !== null).length;
    assert.ok(stays > last, 'some came more than once');
    const lans = await connectionsOf(db, all.ids, lan.id);
    for (const id of all.ids) {
      assert.deepEqual(sorted(everybody.get(id) ?? []), sorted(reckoned(all, id)));
      assert.deepEqual(sorted(lans.get(id) ?? []), sorted(reckoned(all, id, lan.id)));
    }
  });

  it('says the same of somebody to themselves and to their teachers', async () => {
    const db = await open();
    const fixture = await attendanceFixture(db);
    const { course, teacher, lan, bo, cai, outsider } = fixture;
    await chance(
      db,
      course.id,
      [teacher, lan, bo, cai, outsider].map(({ id }) => id),
    );
    const { reply } = await term(fixture, teacher);
    assert.equal(reply.meetings.length, 6);
    for (const student of [lan, bo, cai]) {
      const mine = (await own(fixture, student)).reply;
      const theirs = reply.people.find(({ personId }) => personId === student.id);
      assert.deepEqual(mine.sums, theirs?.sums);
      const meetings = mine.meetings.toReversed().map(({ meeting }) => meeting);
      assert.deepEqual(meetings, reply.meetings);
      const cells = mine.meetings.toReversed().map(({ record }) => record.status);
      assert.deepEqual(
        cells,
        theirs?.cells.map((cell) => cell?.status),
      );
    }
  });
});
