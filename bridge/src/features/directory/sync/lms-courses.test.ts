import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import {
  aCampus,
  aCourse,
  anAccount,
  fakeSource,
  moodle,
} from '../../../../test/roster-fixtures.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import { createNrpsSource } from './nrps-source.ts';
import type { CourseSnapshot, NrpsMember, RosterSource } from './ports.ts';

const accounts = (count: number) => Array.from({ length: count }, (_, n) => anAccount(`a${n}`));

const gone = (externalId: string): CourseSnapshot => ({
  ...aCourse([]),
  course: { externalId, label: null, title: null, category: null },
  retired: true,
});

/** An LMS with several courses, of which each says what it is told. */
function anLms(courses: Map<string, CourseSnapshot | Error>): RosterSource {
  return {
    name: 'moodle',
    kind: 'course',
    realm: moodle,
    scopes: () =>
      Promise.resolve(
        [...courses]
          .filter(([, said]) => !(said instanceof Error) && !said.retired)
          .map(([id]) => id),
      ),
    snapshot: (scope) => {
      const said = courses.get(scope) ?? new Failure('lms/refused');
      return said instanceof Error ? Promise.reject(said) : Promise.resolve(structuredClone(said));
    },
  };
}

const courseOf = (id: string, size: number): CourseSnapshot => ({
  ...aCourse(accounts(size)),
  course: { externalId: id, label: null, title: `Course ${id}`, category: null },
});

const someCourses = (count: number) =>
  new Map<string, CourseSnapshot | Error>(
    Array.from({ length: count }, (_, n) => [`${n + 2}`, courseOf(`${n + 2}`, 12)]),
  );

const launchOf = (subject: string, role: 'teacher' | 'student' | 'manager') => ({
  sourceKey: 'lti:p',
  issuer: moodle,
  subject,
  displayName: '',
  email: null,
  givenName: '芳',
  familyName: subject,
  campusNumber: null,
  locale: null,
  timezone: null,
  course: { externalId: '7', label: null, title: 'Course' },
  role,
  groupExternalIds: null,
});

forEachDatabase('courses that their LMS deleted', (open) => {
  it('are retired: members end, history stays, and the course says so', async () => {
    const said = someCourses(3);
    const { syncService, courses, db } = await aCampus(await open(), [anLms(said)]);
    await syncService.run('moodle');
    said.set('3', gone('3'));
    const run = (await syncService.run('moodle')).find(({ scope }) => scope === '3');
    assert.equal(run?.state, 'applied');
    assert.equal(run.counts.courses?.removed, 1);
    assert.equal(run.counts.memberships?.removed, 12);
    const course = (await courses.coursesOfRealm(moodle)).find((one) => one.externalId === '3');
    assert.ok(course && course.retiredAt !== null);
    assert.equal(course.title, 'Course 3');
    assert.equal(await courses.countMembers(course.id), 0);
    const kept = await db('course_membership_records').where({ course_id: course.id });
    assert.equal(kept.length, 12);
    assert.equal((await syncService.run('moodle')).length, 2, 'it is not asked for again');
  });

  it('come back with their members when the LMS has them again', async () => {
    const said = someCourses(2);
    const { syncService, courses } = await aCampus(await open(), [anLms(said)]);
    await syncService.run('moodle');
    said.set('3', gone('3'));
    await syncService.run('moodle');
    said.set('3', courseOf('3', 12));
    await syncService.run('moodle');
    const course = (await courses.coursesOfRealm(moodle)).find((one) => one.externalId === '3');
    assert.equal(course?.retiredAt, null);
    assert.equal(await courses.countMembers(course.id), 12);
  });

  it('are not taken for deleted when the LMS refuses, is away, or does not show them', async () => {
    const said = someCourses(4);
    const { syncService, courses } = await aCampus(await open(), [anLms(said)]);
    await syncService.run('moodle');
    said.set('3', new Failure('lms/refused'));
    said.set('4', new Failure('lms/unavailable'));
    said.delete('5');
    const states = (await syncService.run('moodle')).map(({ scope, state }) => [scope, state]);
    assert.deepEqual(Object.fromEntries(states), {
      2: 'unchanged',
      3: 'failed',
      4: 'failed',
      5: 'failed',
    });
    for (const { id, retiredAt } of await courses.coursesOfRealm(moodle)) {
      assert.equal(retiredAt, null);
      assert.equal(await courses.countMembers(id), 12);
    }
  });

  it('are asked about when very many are missing at once', async () => {
    const said = someCourses(10);
    const { syncService, courses } = await aCampus(await open(), [anLms(said)]);
    await syncService.run('moodle');
    for (const id of ['2', '3', '4', '5', '6', '7']) said.set(id, gone(id));
    const runs = await syncService.run('moodle');
    const held = runs.filter(({ state }) => state === 'needs-confirmation');
    assert.equal(held.length, 6);
    const retired = async () =>
      (await courses.coursesOfRealm(moodle)).filter((course) => course.retiredAt !== null).length;
    assert.equal(await retired(), 0);
    assert.equal((await syncService.confirm(held[0]!.id)).state, 'applied');
    assert.equal(await retired(), 1);
  });

  it('what holds for the whole LMS is told once in a round, and again in the next', async () => {
    const said = someCourses(3);
    const problem = {
      where: 'x',
      field: 'phone',
      reason: 'nobody has one',
      isOfSource: true as const,
    };
    for (const one of said.values()) {
      if (!(one instanceof Error)) one.problems.push(problem, { ...problem, reason: 'here' });
    }
    for (const one of said.values()) {
      if (!(one instanceof Error)) delete (one.problems[1] as { isOfSource?: true }).isOfSource;
    }
    const { syncService } = await aCampus(await open(), [anLms(said)]);
    for (const round of [await syncService.run('moodle'), await syncService.run('moodle')]) {
      const counts = round.map(({ report }) => report.problems.length);
      assert.deepEqual(counts, [2, 1, 1]);
    }
  });

  it('that were never known make no course', async () => {
    const said = new Map([['9', gone('9')]]);
    const { syncService, courses } = await aCampus(await open(), [anLms(said)]);
    const [run] = await syncService.run('moodle', { scope: '9' });
    assert.equal(run?.failure?.code, 'course/not-found');
    assert.deepEqual(await courses.coursesOfRealm(moodle), []);
  });
});

const aMember = (n: number): NrpsMember => ({
  subject: `a${n}`,
  status: 'Active',
  roles: ['learner'],
  givenName: '芳',
  familyName: `${n}`,
  name: '',
  email: null,
  campusNumber: null,
});

const aCoveredCourse = async (db: Database, isCovered: () => boolean) => {
  const sources: RosterSource[] = [];
  const campus = await aCampus(db, sources);
  const { courseId } = await campus.courses.registerLaunch(launchOf('a0', 'student'));
  await db('roster_addresses').insert({
    course_id: courseId,
    platform_id: 'p',
    nrps_url: 'https://x',
  });
  const members = [0, 1, 2].map(aMember);
  const nrpsMembers = () => Promise.resolve({ courseExternalId: '7', members });
  const nrps = createNrpsSource({ db, courses: campus.courses, nrpsMembers, isCovered });
  sources.push(nrps);
  return { ...campus, courseId: courseId ?? '', sources };
};

forEachDatabase('one owner for each course', (open) => {
  it('NRPS neither reads nor lists a course that web services cover', async () => {
    const { syncService, courseId } = await aCoveredCourse(await open(), () => true);
    assert.deepEqual(await syncService.run('nrps'), []);
    const [run] = await syncService.run('nrps', { scope: courseId });
    assert.equal(run?.failure?.code, 'roster/covered');
  });

  it('a suspended account stays out, whatever NRPS said before and says later', async () => {
    let covered = false;
    const fixture = await aCoveredCourse(await open(), () => covered);
    const { syncService, courses, people, courseId, clock } = fixture;
    await syncService.run('nrps');
    assert.equal(await courses.countMembers(courseId), 3);
    covered = true;
    const listed = accounts(3).map((one) => ({ ...one, suspended: one.externalId === 'a2' }));
    const list = aCourse(listed.slice(0, 2), { people: listed });
    fixture.sources.push(fakeSource('moodle', list));
    clock.move(1000);
    await syncService.run('moodle');
    clock.move(1000);
    await syncService.run('nrps');
    assert.equal(await courses.countMembers(courseId), 2);
    const suspended = await people.withAccount(moodle, 'a2');
    assert.equal(await courses.membership(courseId, suspended ?? ''), null);
  });
});

forEachDatabase('people who look into a course', (open) => {
  it('are let in by a launch, and are no members where a list names others only', async () => {
    const source = fakeSource('moodle', aCourse(accounts(3)));
    const { syncService, courses, clock } = await aCampus(await open(), [source]);
    await syncService.run('moodle');
    const admin = await courses.registerLaunch(launchOf('boss', 'manager'));
    const manager = await courses.registerLaunch(launchOf('dean', 'teacher'));
    const courseId = admin.courseId ?? '';
    assert.equal((await courses.membership(courseId, admin.personId))?.role, 'manager');
    assert.equal((await courses.membership(courseId, manager.personId))?.mayHost, true);
    assert.equal(await courses.countMembers(courseId), 3);
    assert.equal((await courses.allMembers(courseId)).length, 3);
    clock.move(1000);
    await syncService.run('moodle');
    assert.equal(await courses.countMembers(courseId), 3);
  });

  it('a teacher whom the list names from now on is a member, and so is a student who came before the list', async () => {
    const source = fakeSource('moodle', aCourse(accounts(3)));
    const { syncService, courses, clock } = await aCampus(await open(), [source]);
    await syncService.run('moodle');
    const { courseId } = await courses.registerLaunch(launchOf('new', 'teacher'));
    await courses.registerLaunch(launchOf('fresh', 'student'));
    assert.equal(await courses.countMembers(courseId ?? ''), 4);
    clock.move(1000);
    source.says(aCourse([...accounts(3), anAccount('new')]));
    await syncService.run('moodle');
    assert.equal(await courses.countMembers(courseId ?? ''), 5);
  });

  it('are members where no list says who is', async () => {
    const { courses } = await aCampus(await open());
    const { courseId } = await courses.registerLaunch(launchOf('t', 'teacher'));
    assert.equal(await courses.countMembers(courseId ?? ''), 1);
  });

  it('who came before the first list are seen to be visitors by it', async () => {
    const source = fakeSource('moodle', aCourse(accounts(3)));
    const { syncService, courses } = await aCampus(await open(), [source]);
    const { courseId } = await courses.registerLaunch(launchOf('boss', 'manager'));
    assert.equal(await courses.countMembers(courseId ?? ''), 1);
    await syncService.run('moodle');
    assert.equal(await courses.countMembers(courseId ?? ''), 3);
  });
});
