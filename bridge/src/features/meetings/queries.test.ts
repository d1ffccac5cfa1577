import assert from 'node:assert/strict';
import { settableClock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { campus } from '../../../test/campus.ts';
import { forEachDatabase } from '../../../test/databases.ts';
import { meetingFixture } from '../../../test/meeting-fixture.ts';
import { createCourses } from '../directory/courses/index.ts';
import { createPeople } from '../directory/people/index.ts';
import type { ConferenceEvent } from './conference-event.ts';
import { owners } from '../../../migrations/owners.ts';

const tables = Object.values(owners).flat();

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((a, b) => a + b);

/** How often `work` asks each table, by the statements that it really runs. */
async function asked(db: Database, work: () => Promise<unknown>): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const count = ({ sql }: { sql: string }) => {
    for (const table of tables.filter((name) => new RegExp(`\\b${name}\\b`, 'u').test(sql))) {
      counts.set(table, (counts.get(table) ?? 0) + 1);
    }
  };
  db.on('query', count);
  await work();
  db.off('query', count);
  return counts;
}

forEachDatabase('starting a course meeting', (open) => {
  it('reads the series once, the person once, and what the course says once', async () => {
    const db = await open();
    const clock = settableClock();
    const people = createPeople({ db, clock, countryCode: 'CN' });
    const courses = createCourses({ db, clock, people });
    const fixture = meetingFixture(db, { people, courses });
    const teacher = await campus(db, clock).person('Teacher');
    const course = await campus(db, clock).course(teacher, []);
    const start = { courseId: course.id, groupId: null, another: false };

    const first = await asked(db, () => fixture.meetings.startInCourse(start, teacher.id));
    assert.deepEqual(Object.fromEntries(first), {
      courses: 1,
      course_memberships: 1,
      // Looked for, and made: no statement reads it again.
      meeting_series: 2,
      people: 1,
      // Does one run, is one noted for soon, the new row, and whether it is the one that runs.
      meetings: 4,
    });

    const again = await asked(db, () => fixture.meetings.startInCourse(start, teacher.id));
    assert.deepEqual(Object.fromEntries(again), {
      courses: 1,
      course_memberships: 1,
      meeting_series: 1,
      meetings: 1,
      occupants: 1,
    });
  });
});

forEachDatabase('a class of fifty that comes at once', (open) => {
  it('asks as often as one who comes alone, or a little more', async () => {
    const db = await open();
    const clock = settableClock();
    const people = createPeople({ db, clock, countryCode: 'CN' });
    const courses = createCourses({ db, clock, people });
    const { entering, meetings } = meetingFixture(db, { people, courses });
    const here = campus(db, clock);
    const teacher = await here.person('Teacher');
    const students = [];
    for (let at = 0; at < 51; at += 1) students.push(await here.person(`Student ${at}`));
    const course = await here.course(teacher, students);
    const start = { courseId: course.id, groupId: null, another: false };
    const { id } = await meetings.startInCourse(start, teacher.id);
    const [first, ...others] = students;

    const alone = await asked(db, () => entering.enter(id, first?.id ?? ''));
    assert.deepEqual(Object.fromEntries(alone), {
      admissions: 1,
      // Looked for, and noted.
      arrivals: 2,
      course_memberships: 1,
      // How many wait and are on their way, and one more.
      entry_queue: 2,
      entry_window: 1,
      meeting_series: 1,
      // Itself, and whether somebody is a co-host of a meeting that goes on.
      meetings: 2,
      people: 1,
      // Looked for, which are free, taken.
      seats: 3,
      series_bans: 1,
      series_co_hosts: 1,
    });
    const together = await asked(db, () =>
      Promise.all(others.map((student) => entering.enter(id, student.id))),
    );
    assert.ok(sum(together) <= sum(alone) * 2, `${sum(together)} statements of ${others.length}`);
  });
});

forEachDatabase('a class of fifty that the conference server tells of at once', (open) => {
  it('asks as often as one who comes alone, or a little more', async () => {
    const db = await open();
    const clock = settableClock();
    const people = createPeople({ db, clock, countryCode: 'CN' });
    const courses = createCourses({ db, clock, people });
    const fixture = meetingFixture(db, { people, courses });
    const here = campus(db, clock);
    const teacher = await here.person('Teacher');
    const known = [];
    for (let at = 0; at < 51; at += 1) known.push(await here.person(`Student ${at}`));
    const students = known.map((one) => one.id);
    const course = await here.course(teacher, known);
    const start = { courseId: course.id, groupId: null, another: false };
    const { id } = await fixture.meetings.startInCourse(start, teacher.id);
    const room = (await fixture.deps.meetings.find(id))?.room ?? '';
    await Promise.all(students.map((who) => fixture.entering.enter(id, who)));
    let sequence = 0;
    const tell = async (type: ConferenceEvent['type'], who: readonly string[]) => {
      const events = who.map((userId) => {
        sequence += 1;
        const occupant = { id: 'o', jid: `${userId}@x`, userId };
        return { sequence, at: clock.now() + sequence, type, room, occupant };
      });
      const batch = { source: 'run', events };
      await fixture.queue.joined(batch);
      await fixture.presence.take(batch);
      await fixture.enforcement.joined(batch);
    };
    await tell('occupant-joined', [teacher.id]);
    const alone = await asked(db, () => tell('occupant-joined', students.slice(0, 1)));
    const together = await asked(db, () => tell('occupant-joined', students.slice(1)));
    const leaving = await asked(db, () => tell('occupant-left', students.slice(0, 1)));
    const allLeaving = await asked(db, () => tell('occupant-left', students.slice(1)));
    // Besides, who waits before the room is let in, and an empty one is noted.
    assert.ok(sum(together) <= sum(alone) + 8, `${sum(together)} instead of ${sum(alone)}`);
    assert.ok(sum(allLeaving) <= sum(leaving) + 8, `${sum(allLeaving)}, ${sum(leaving)}`);
  });
});
