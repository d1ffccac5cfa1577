import assert from 'node:assert/strict';
import {
  enrolled,
  json,
  recorded,
  replay,
  startMoodleReplay,
} from '../../../test/moodle-replay.ts';
import type { MoodleReplay } from '../../../test/moodle-replay.ts';
import { quietLog } from '../../../test/roster-fixtures.ts';
import type { CourseSnapshot } from '../../features/directory/sync/ports.ts';
import { createMoodleClient } from './client.ts';
import { createMoodleSource, type MoodleSourceSettings } from './source.ts';

type Row = { id: number; firstname: string; lastname: string } & Record<string, unknown>;
const rowsOf = (name: string) => recorded(name).response as Row[];

const crowd = (count: number): Row[] =>
  Array.from({ length: count }, (_, n) => ({
    id: n + 10,
    firstname: '芳',
    lastname: '林',
    email: `s${n}@uni.test`,
    roles: [{ shortname: 'student' }],
  }));

describe('Moodle as a source of rosters', () => {
  let moodle: MoodleReplay;
  let people: Row[];
  beforeEach(async () => {
    people = crowd(3);
    moodle = await startMoodleReplay({
      core_course_get_courses_by_field: replay(recorded('courses_by_field_id')),
      core_course_get_categories: replay(recorded('categories_manage')),
      core_enrol_get_enrolled_users: enrolled(() => people),
      core_user_get_users_by_field: json([]),
    });
  });
  afterEach(() => moodle.stop());

  const source = (more: Partial<MoodleSourceSettings> = {}) => {
    const { wwwroot } = moodle;
    const call = createMoodleClient({ wwwroot, token: 't', retryDelayMs: 1 }, quietLog);
    return createMoodleSource(call, { name: 'moodle', wwwroot, ...more });
  };
  const read = async (more: Partial<MoodleSourceSettings> = {}) =>
    (await source(more).snapshot('11')) as CourseSnapshot;

  it('decodes the names of courses and categories, and leaves the names of people alone', async () => {
    people = rowsOf('enrolled_users_odd_onlyactive');
    const { course, people: found } = await read();
    assert.equal(course.title, 'Bad alert(1) & "quotes" 🎓 课程');
    const names = found.map(({ givenName, familyName }) => `${givenName}|${familyName}`);
    assert.ok(names.includes('Tom & Jerry|"Quote" Bold'));
    assert.ok(names.includes('𠮷野|𡈽'));
    assert.equal(found.length, people.length);
  });

  it('decodes the names of groups', async () => {
    people = [
      {
        id: 3,
        firstname: '芳',
        lastname: '林',
        groups: [{ id: 7, name: '第3组 &amp; friends &lt;b&gt;' }],
      },
    ];
    assert.deepEqual((await read()).groups, [{ externalId: '7', name: '第3组 & friends <b>' }]);
  });

  it('takes groups, roles, telephone and campus number', async () => {
    people = rowsOf('enrolled_users_userfields');
    const snapshot = await read();
    assert.deepEqual(snapshot.groups, [{ externalId: '1', name: '第1组' }]);
    assert.deepEqual(snapshot.memberships[0], {
      personExternalId: '3',
      role: 'student',
      groupExternalIds: ['1'],
    });
    assert.equal(snapshot.people[0]?.campusNumber, '202300001');
    assert.equal(snapshot.people[0].phone, '13800007919');
  });

  it('asks for the fields it needs and for active enrolments only', async () => {
    await read();
    const call = moodle.calls.find(
      (form) => form.get('wsfunction') === 'core_enrol_get_enrolled_users',
    )!;
    const options = [...call]
      .filter(([key]) => key.startsWith('options'))
      .map(([, value]) => value);
    assert.ok(options.includes('userfields') && options.includes('onlyactive'));
  });

  it('pages until a short page, also when the last page is full', async () => {
    for (const count of [0, 1, 9, 10, 11, 19, 20, 28, 101]) {
      people = crowd(count);
      const { people: found } = await read({ pageSize: 10 });
      assert.deepEqual(
        found.map(({ externalId }) => Number(externalId)),
        people.map(({ id }) => id),
      );
    }
  });

  it('notices that somebody left between two pages, and reads again', async () => {
    people = crowd(30);
    let calls = 0;
    moodle.answers['core_enrol_get_enrolled_users'] = (form, response) => {
      calls += 1;
      if (calls === 2) people = people.slice(1);
      enrolled(() => people)(form, response);
    };
    const { people: found } = await read({ pageSize: 10 });
    assert.equal(found.length, 29);
    assert.equal(new Set(found.map(({ externalId }) => externalId)).size, 29);
  });

  it('keeps suspended accounts out of the course, and says that they are suspended', async () => {
    people = rowsOf('enrolled_users_odd_onlyactive');
    moodle.answers['core_user_get_users_by_field'] = replay(recorded('users_by_field_deleted'));
    const snapshot = await read();
    assert.equal(snapshot.people.find(({ externalId }) => externalId === '550')?.suspended, true);
    assert.ok(!snapshot.memberships.some(({ personExternalId }) => personExternalId === '550'));
    assert.equal(snapshot.memberships.length, snapshot.people.length - 1);
  });

  it('maps roles, the strongest first, and drops nobody', async () => {
    const roles = (...names: string[]) => names.map((shortname) => ({ shortname }));
    people = crowd(6).map((row, n) => ({
      ...row,
      roles: [
        roles('editingteacher'),
        roles('student', 'teacher'),
        roles('manager'),
        roles(),
        roles('tutor'),
        roles('dean'),
      ][n],
    }));
    const { memberships, problems } = await read({ roles: { tutor: 'teacher' } });
    assert.deepEqual(
      memberships.map(({ role }) => role),
      ['editing-teacher', 'teacher', 'manager', 'other', 'teacher', 'other'],
    );
    assert.deepEqual(
      problems.map(({ where }) => where).filter((where) => where.startsWith('role')),
      ['role dean'],
    );
  });

  it('says so when only teachers, or nobody, are listed', async () => {
    people = [{ ...crowd(1)[0]!, id: 532 }];
    assert.match((await read()).problems[0]!.reason, /viewdetails/u);
    people = [];
    assert.match((await read()).problems[0]!.reason, /accessallgroups/u);
  });

  it('goes on, and says so, where suspended accounts cannot be seen', async () => {
    moodle.answers['core_user_get_users_by_field'] = replay(recorded('errors/ip_restricted'));
    const { people: found, problems } = await read();
    assert.equal(found.length, 3);
    assert.match(problems[0]!.reason, /accessexception/u);
  });

  it('refuses a course that Moodle does not show, without a guess', async () => {
    await assert.rejects(source().snapshot('99'), { code: 'lms/refused' });
    await assert.rejects(source().snapshot("1' or 1=1"), { code: 'lms/refused' });
    await assert.rejects(
      source().snapshot('1'),
      { code: 'lms/refused' },
      'the front page is no course',
    );
  });

  it('fails whole when a page fails', async () => {
    people = crowd(30);
    let calls = 0;
    moodle.answers['core_enrol_get_enrolled_users'] = (form, response) => {
      calls += 1;
      if (calls >= 2) replay(recorded('errors/invalid_token'))(form, response);
      else enrolled(() => people)(form, response);
    };
    await assert.rejects(read({ pageSize: 10 }), { code: 'lms/refused' });
  });

  it('lists the courses of the configured categories and those below', async () => {
    const { response } = recorded('courses_by_field_id');
    const [course] = (response as { courses: Record<string, unknown>[] }).courses;
    const courses = [
      { ...course, id: 1, categoryid: 0 },
      { ...course, id: 20, categoryid: 10 },
      { ...course, id: 21, categoryid: 11 },
      { ...course, id: 22, categoryid: 1 },
    ];
    moodle.answers['core_course_get_courses_by_field'] = json({ courses, warnings: [] });
    assert.deepEqual(await source().scopes(), ['20', '21', '22']);
    assert.deepEqual(await source({ categoryIds: [10] }).scopes(), ['20', '21']);
  });
});
