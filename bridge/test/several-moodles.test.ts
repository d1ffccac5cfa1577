import assert from 'node:assert/strict';
import { composeRegistry } from '../src/app/registry.ts';
import { readConfig } from '../src/app/config.ts';
import { settableClock } from '../src/kernel/clock.ts';
import type { Database } from '../src/kernel/database.ts';
import { forEachDatabase } from './databases.ts';
import { enrolled, json, startMoodleReplay, type MoodleReplay } from './moodle-replay.ts';
import { quietLog } from './roster-fixtures.ts';
import { completeSettings } from './settings-fixture.ts';

/** A Moodle with course 7, in which are user 3 and user 4. */
const aMoodle = (who: string): Promise<MoodleReplay> =>
  startMoodleReplay({
    core_course_get_courses_by_field: json({
      courses: [
        { id: 7, fullname: `Course of ${who}`, shortname: 'C', categoryid: 1, contacts: [] },
      ],
    }),
    core_course_get_categories: json([]),
    core_user_get_users_by_field: json([]),
    core_enrol_get_enrolled_users: enrolled(() =>
      [3, 4].map((id) => ({
        id,
        firstname: `${who}${id}`,
        lastname: 'Lin',
        email: `${who}${id}@x.test`,
        idnumber: `20${id}`,
        roles: [{ shortname: 'student' }],
      })),
    ),
  });

forEachDatabase('several Moodles', (open) => {
  let moodles: MoodleReplay[];
  beforeEach(async () => {
    moodles = [await aMoodle('a'), await aMoodle('b')];
  });
  afterEach(() => Promise.all(moodles.map((moodle) => moodle.stop())));

  const campus = (db: Database, more: object = {}) => {
    const [first, second] = moodles.map(({ wwwroot }) => wwwroot);
    const further = {
      name: 'second',
      url: second,
      token: 'q8Zr2Kx9vTm4',
      vouches: 'campusNumber',
      ...more,
    };
    const config = readConfig({
      ...completeSettings,
      MOODLE_URL: first,
      MOODLE_TOKEN: 'w3Lp7Nc5yBd1',
      // Even where both vouch for numbers: people of other name and mail are other people.
      MOODLE_VOUCHES: 'campusNumber',
      MOODLE_SITES: JSON.stringify([further]),
    });
    return composeRegistry({ config, db, clock: settableClock(), log: quietLog });
  };

  it('are read each with its own token, and equal ids are other people and courses', async () => {
    const { syncService, courses } = campus(await open());
    assert.deepEqual(
      syncService.sources.map(({ name }) => name),
      ['moodle', 'moodle:second', 'moodle-plugin', 'nrps'],
    );
    for (const source of ['moodle', 'moodle:second']) {
      const [run] = await syncService.run(source);
      assert.equal(run?.state, 'applied');
    }
    assert.deepEqual(
      moodles.map(({ calls }) => new Set(calls.map((form) => form.get('wstoken')))),
      [new Set(['w3Lp7Nc5yBd1']), new Set(['q8Zr2Kx9vTm4'])],
    );
    const [a, b] = await Promise.all(moodles.map(({ wwwroot }) => courses.coursesOfRealm(wwwroot)));
    const names = async (courseId = '') =>
      (await courses.allMembers(courseId)).map(({ displayName }) => displayName).sort();
    assert.deepEqual(await names(a?.[0]?.id), ['a3 Lin', 'a4 Lin']);
    assert.deepEqual(await names(b?.[0]?.id), ['b3 Lin', 'b4 Lin']);
  });

  it('one that is away or lost a course does not touch the other', async () => {
    const { syncService, courses } = campus(await open());
    await syncService.run('moodle');
    await syncService.run('moodle:second');
    moodles[0]!.answers['core_course_get_courses_by_field'] = json({ courses: [] });
    moodles[0]!.answers['core_enrol_get_enrolled_users'] = json({
      exception: 'x',
      errorcode: 'invalidrecordunknown',
      message: '',
    });
    await syncService.run('moodle');
    await syncService.run('moodle:second');
    const [a, b] = await Promise.all(moodles.map(({ wwwroot }) => courses.coursesOfRealm(wwwroot)));
    const lost = a![0]!;
    const kept = b![0]!;
    assert.notEqual(lost.retiredAt, null);
    assert.equal(kept.retiredAt, null);
    assert.equal(await courses.countMembers(kept.id), 2);
  });

  it('launches find the people of their own Moodle, under its other address too', async () => {
    const issuer = 'https://second.uni.test';
    const { syncService, courses, people } = campus(await open(), { issuer });
    await syncService.run('moodle');
    await syncService.run('moodle:second');
    const { personId } = await courses.registerLaunch({
      sourceKey: 'lti:p2',
      issuer,
      subject: '3',
      givenName: 'b3',
      familyName: 'Lin',
      displayName: '',
      email: null,
      campusNumber: null,
      locale: null,
      timezone: null,
      course: { externalId: '7', label: null, title: 'C' },
      role: 'student',
      groupExternalIds: null,
    });
    assert.equal(await people.withAccount(moodles[1]!.wwwroot, '3'), personId);
    assert.notEqual(await people.withAccount(moodles[0]!.wwwroot, '3'), personId);
  });
});
