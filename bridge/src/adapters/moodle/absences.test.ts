import assert from 'node:assert/strict';
import {
  enrolled,
  json,
  recorded,
  replay,
  startMoodleReplay,
  type Answer,
  type MoodleReplay,
} from '../../../test/moodle-replay.ts';
import { quietLog } from '../../../test/roster-fixtures.ts';
import type { CourseSnapshot } from '../../features/directory/sync/ports.ts';
import { capabilityIn } from './capabilities.ts';
import { createMoodleClient } from './client.ts';
import { createMoodleSource } from './source.ts';

const refusal = (errorcode: string, message = ''): Answer =>
  json({ exception: 'core\\exception\\moodle_exception', errorcode, message });

const needs = (words: string) =>
  `Sorry, but you do not currently have permissions to do that (${words}).`;

const person = (id: number, more: object = {}) => ({
  id,
  firstname: '芳',
  lastname: '林',
  ...more,
});

describe('what Moodle does not show', () => {
  let moodle: MoodleReplay;
  beforeEach(async () => {
    moodle = await startMoodleReplay({
      core_course_get_courses_by_field: json({ courses: [], warnings: [] }),
      core_course_get_categories: json([]),
      core_user_get_users_by_field: json([]),
    });
  });
  afterEach(() => moodle.stop());

  const source = () => {
    const { wwwroot } = moodle;
    const call = createMoodleClient({ wwwroot, token: 't', retries: 0 }, quietLog);
    return createMoodleSource(call, { name: 'moodle', wwwroot });
  };
  const read = async (id = '11') => (await source().snapshot(id)) as CourseSnapshot;
  const shows = (...courses: object[]) => {
    moodle.answers['core_course_get_courses_by_field'] = json({ courses, warnings: [] });
  };
  const course = (id: number, contacts: number[]) => ({
    id,
    fullname: 'C',
    shortname: 'C',
    categoryid: 1,
    contacts: contacts.map((contact) => ({ id: contact })),
  });

  it('a course that is no more is retired: there is no such record', async () => {
    moodle.answers['core_enrol_get_enrolled_users'] = replay(recorded('errors/unknown_course'));
    const snapshot = await read();
    assert.equal(snapshot.retired, true);
    assert.deepEqual([snapshot.people, snapshot.memberships], [[], []]);
    assert.match(snapshot.problems[0]?.reason ?? '', /deleted in Moodle/u);
  });

  it('Moodle 4.5 names the table; a function that is not there is no course', async () => {
    moodle.answers['core_enrol_get_enrolled_users'] = refusal(
      'invalidrecord',
      "Can't find data record in database table course.",
    );
    assert.equal((await read()).retired, true);
    moodle.answers['core_enrol_get_enrolled_users'] = refusal(
      'invalidrecord',
      "Can't find data record in database table external_functions.",
    );
    await assert.rejects(read(), { code: 'lms/refused' });
  });

  for (const code of ['errorcoursecontextnotvalid', 'accessexception', 'nopermissions']) {
    it(`a course that the token may not see is none: ${code}`, async () => {
      moodle.answers['core_enrol_get_enrolled_users'] = refusal(code);
      await assert.rejects(read(), { code: 'lms/refused', message: /viewhiddencourses/u });
    });
  }

  it('a Moodle that is away says nothing of its courses', async () => {
    moodle.answers['core_enrol_get_enrolled_users'] = refusal('dbconnectionfailed');
    await assert.rejects(read(), { code: 'lms/unavailable' });
  });

  it('the capability that Moodle names is handed on, with where to tick it', async () => {
    shows(course(11, []));
    moodle.answers['core_enrol_get_enrolled_users'] = refusal(
      'nopermissions',
      needs('Review course enrolments'),
    );
    await assert.rejects(read(), {
      code: 'lms/refused',
      message: /lacks moodle\/course:enrolreview \(“Review course enrolments”\).*Define roles/u,
    });
  });

  it('Moodle’s words are taken in any language, and nothing else of its message', () => {
    assert.equal(
      capabilityIn(needs('View participants')),
      'moodle/course:viewparticipants (“View participants”)',
    );
    assert.equal(capabilityIn('抱歉，您目前没有权限（查看课程选课）。'), '“查看课程选课”');
    assert.equal(
      capabilityIn('Leider fehlt das Recht (Kurs ansehen (ohne Teilnahme)).'),
      '“Kurs ansehen (ohne Teilnahme)”',
    );
    assert.equal(capabilityIn('No.'), null);
    assert.equal(capabilityIn(`(${'('.repeat(100_000)}`), null);
  });

  it('a course of teachers only is no alarm where other courses show more', async () => {
    shows(course(11, [3]), course(12, [3]));
    moodle.answers['core_enrol_get_enrolled_users'] = (form, response) => {
      const people = form.get('courseid') === '11' ? [person(3)] : [person(3), person(4)];
      enrolled(() => people)(form, response);
    };
    const { problems } = await read();
    assert.ok(!problems.some(({ reason }) => reason.includes('viewdetails')));
  });

  it('courses that all show their contacts only are one', async () => {
    shows(course(11, [3]), course(12, [3]));
    moodle.answers['core_enrol_get_enrolled_users'] = enrolled(() => [person(3)]);
    const { problems } = await read();
    assert.ok(problems.some(({ reason }) => reason.includes('moodle/user:viewdetails')));
  });

  it('ID numbers and telephones that nobody has are told once, with how to give them', async () => {
    shows(course(11, []));
    moodle.answers['core_enrol_get_enrolled_users'] = enrolled(() => [
      ...[person(3, { email: 'a@b' }), person(4)],
    ]);
    const { problems } = await read();
    assert.deepEqual(
      problems.map(({ field }) => field),
      ['campusNumber', 'phone'],
    );
    for (const { reason } of problems) assert.match(reason, /showuseridentity.*viewuseridentity/u);
  });

  it('one ID number is enough: the others have none', async () => {
    shows(course(11, []));
    moodle.answers['core_enrol_get_enrolled_users'] = enrolled(() => [
      person(3, { email: 'a@b', idnumber: '1', phone1: '1' }),
      person(4),
    ]);
    assert.deepEqual((await read()).problems, []);
  });
});
