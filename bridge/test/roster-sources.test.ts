import assert from 'node:assert/strict';
import { createLdapSource } from '../src/adapters/ldap/index.ts';
import { createMoodleClient, createMoodleSource } from '../src/adapters/moodle/index.ts';
import type { NrpsMember, RosterSource } from '../src/features/directory/sync/index.ts';
import { Failure, isFailure } from '../src/kernel/failure.ts';
import { openDatabase } from '../src/kernel/database.ts';
import { adStandInFixture } from './ad-fixture.ts';
import { crowd, entries } from './ldap-fixtures.ts';
import { startLdapjsDirectory } from './ldapjs-directory.ts';
import { enrolled, json, recorded, replay, startMoodleReplay } from './moodle-replay.ts';
import {
  aCampus,
  aCourse,
  anAccount,
  fakeSource,
  moodle,
  quietLog,
  stateOf,
} from './roster-fixtures.ts';

/** A source that was set up, with eight people in its first scope. */
interface Setting {
  source: RosterSource;
  /** Makes what it reads from unreachable. */
  goAway: () => Promise<void> | void;
  stop: () => Promise<void>;
  campus: Awaited<ReturnType<typeof aCampus>>;
}

const newCampus = (sources: RosterSource[] = []) =>
  aCampus(openDatabase({ kind: 'sqlite', file: ':memory:' }), sources);

const settings: Record<string, () => Promise<Setting>> = {
  'a fake': async () => {
    const fake = fakeSource(
      'fake',
      aCourse(Array.from({ length: 8 }, (_, n) => anAccount(`a${n}`))),
    );
    const campus = await newCampus([fake]);
    return {
      source: fake,
      campus,
      goAway: () => fake.says(new Failure('lms/unavailable')),
      stop: () => campus.db.destroy(),
    };
  },
  Moodle: async () => {
    const people = Array.from({ length: 8 }, (_, n) => ({
      id: n + 3,
      firstname: '芳',
      lastname: `林${n}`,
    }));
    const server = await startMoodleReplay({
      core_course_get_courses_by_field: replay(recorded('courses_by_field_id')),
      core_course_get_categories: replay(recorded('categories_manage')),
      core_enrol_get_enrolled_users: enrolled(() => people),
      core_user_get_users_by_field: json([]),
    });
    const { wwwroot } = server;
    const call = createMoodleClient({ wwwroot, token: 't', retries: 0 }, quietLog);
    const source = createMoodleSource(call, { name: 'moodle', wwwroot, pageSize: 3 });
    const campus = await newCampus([source]);
    return {
      source,
      campus,
      goAway: () => {
        server.answers = { '*': replay(recorded('errors/db_down')) };
      },
      stop: async () => {
        await server.stop();
        await campus.db.destroy();
      },
    };
  },
  'a directory': async () => {
    const server = await startLdapjsDirectory(entries(crowd(8)));
    const source = createLdapSource({
      name: 'campus',
      url: server.url,
      bind: server.bind,
      people: { base: 'ou=people,dc=uni,dc=test' },
      units: { base: 'ou=people,dc=uni,dc=test' },
    });
    const campus = await newCampus([source]);
    return {
      source,
      campus,
      goAway: () => server.stop(),
      stop: async () => {
        await server.stop().catch(() => undefined);
        await campus.db.destroy();
      },
    };
  },
  'Active Directory': async () => {
    const fixture = await adStandInFixture();
    const unit = await fixture.addUnit('Halle');
    for (let n = 0; n < 8; n += 1) await fixture.addPerson(`p${n}`, unit, { sn: `Lin${n}` });
    const source = createLdapSource(fixture.settings);
    const campus = await newCampus([source]);
    const end = async () => {
      await fixture.stop().catch(() => undefined);
      await campus.db.destroy();
    };
    return { source, campus, goAway: fixture.stop, stop: end };
  },
  NRPS: async () => {
    const members = Array.from({ length: 8 }, (_, n) => aMember(n));
    let isAway = false;
    const db = openDatabase({ kind: 'sqlite', file: ':memory:' });
    const nrps = {
      members: () =>
        isAway
          ? Promise.reject(new Failure('lti/platform-unavailable'))
          : Promise.resolve({ courseExternalId: '7', members }),
      activePlatforms: () => Promise.resolve(new Set(['p'])),
    };
    const campus = await aCampus(db, [], { nrps });
    const launched = await campus.courses.registerLaunch({
      sourceKey: 'lti:p',
      issuer: moodle,
      subject: '0',
      givenName: '芳',
      familyName: '林0',
      displayName: '',
      email: null,
      campusNumber: null,
      locale: null,
      timezone: null,
      course: { externalId: '7', label: null, title: 'Course' },
      role: 'teacher',
      groupExternalIds: null,
    });
    await db('roster_addresses').insert({
      course_id: launched.courseId,
      platform_id: 'p',
      nrps_url: 'https://x',
    });
    const source = campus.syncService.sources[0]!;
    return {
      source,
      campus,
      goAway: () => {
        isAway = true;
      },
      stop: () => db.destroy(),
    };
  },
};

const aMember = (n: number): NrpsMember => ({
  subject: String(n),
  status: 'Active',
  roles: ['learner'],
  givenName: '芳',
  familyName: `林${n}`,
  name: '',
  email: null,
  campusNumber: null,
});

for (const [name, start] of Object.entries(settings)) {
  describe(`a source of rosters: ${name}`, () => {
    let setting: Setting;
    beforeEach(async () => {
      setting = await start();
    });
    afterEach(() => setting.stop());

    it('names its scopes, and says the same when asked again', async () => {
      const [scope] = await setting.source.scopes();
      const first = await setting.source.snapshot(scope!);
      assert.equal(first.kind, setting.source.kind);
      assert.equal(first.people.length, 8);
      assert.equal(new Set(first.people.map(({ externalId }) => externalId)).size, 8);
      assert.deepEqual(await setting.source.snapshot(scope!), first);
    });

    it('tells only of members whom it describes', async () => {
      const [scope] = await setting.source.scopes();
      const { people, memberships } = await setting.source.snapshot(scope!);
      const known = new Set(people.map(({ externalId }) => externalId));
      assert.ok(memberships.length > 0);
      for (const { personExternalId } of memberships) assert.ok(known.has(personExternalId));
    });

    it('is brought in, and again without effect', async () => {
      const { syncService, db, clock } = setting.campus;
      const [first] = await syncService.run(setting.source.name);
      assert.equal(first?.state, 'applied');
      const before = await stateOf(db);
      clock.move(1000);
      const [second] = await syncService.run(setting.source.name);
      assert.equal(second?.state, 'unchanged', JSON.stringify(second?.counts));
      assert.deepEqual(await stateOf(db), before);
    });

    it('fails whole, as "away", when it is away: what was there stays', async () => {
      const { syncService, db } = setting.campus;
      const [scope] = await setting.source.scopes();
      await syncService.run(setting.source.name, { scope: scope! });
      const before = await stateOf(db);
      await setting.goAway();
      await assert.rejects(setting.source.snapshot(scope!), (error) => {
        assert.ok(isFailure(error));
        assert.match(error.code, /unavailable$/u);
        return true;
      });
      const [run] = await syncService.run(setting.source.name, { scope: scope! });
      assert.equal(run?.state, 'failed');
      assert.deepEqual(await stateOf(db), before);
    });
  });
}
