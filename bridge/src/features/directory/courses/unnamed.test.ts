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
import { ownNameRoutes } from './own-name/routes.ts';
import { numberedName, selfGivenName } from './unnamed.ts';

const nameless = (id: string) => anAccount(id, { givenName: '', familyName: '', email: null });

const launchOf = (subject: string, more: object = {}) => ({
  sourceKey: 'lti:p',
  issuer: moodle,
  subject,
  displayName: '',
  email: null,
  givenName: '',
  familyName: '',
  campusNumber: null,
  locale: null,
  timezone: null,
  course: { externalId: '7', label: 'CS101', title: 'Course' },
  role: 'student' as const,
  groupExternalIds: null,
  ...more,
});

forEachDatabase('people whose LMS withholds their names', (open) => {
  const fixture = async (db: Database, accounts: string[]) => {
    const list = () => aCourse(accounts.map(nameless));
    const source = fakeSource('moodle', list());
    const campus = await aCampus(db, [source]);
    const names = async () => {
      const [course] = await campus.courses.coursesOfRealm(moodle);
      const members = await campus.courses.allMembers(course?.id ?? '');
      return members.map(({ displayName }) => displayName);
    };
    const run = async () => (await campus.syncService.run('moodle'))[0];
    return { ...campus, source, names, run };
  };

  it('are told apart by a number in the course, which stays theirs', async () => {
    const { names, run, source, clock } = await fixture(await open(), ['5', '6']);
    assert.equal((await run())?.state, 'applied');
    assert.deepEqual(await names(), ['Member 1 of CS101', 'Member 2 of CS101']);
    clock.move(1000);
    assert.equal((await run())?.state, 'unchanged');
    source.says(aCourse(['4', '5', '6'].map(nameless)));
    clock.move(1000);
    await run();
    assert.deepEqual(await names(), [
      ...['Member 1 of CS101', 'Member 2 of CS101', 'Member 3 of CS101'],
    ]);
  });

  it('are numbered by their launches too, in their own language', async () => {
    const { courses, people } = await fixture(await open(), []);
    const launched = await courses.registerLaunch(launchOf('5', { locale: 'zh-CN' }));
    await courses.registerLaunch(launchOf('5', { locale: 'zh-CN' }));
    const other = await courses.registerLaunch(launchOf('6'));
    assert.equal((await people.find(launched.personId))?.displayName, 'CS101 成员1');
    assert.equal((await people.find(other.personId))?.displayName, 'Member 2 of CS101');
  });

  it('have their name as soon as a source gives it', async () => {
    const { names, run, source, clock } = await fixture(await open(), ['5', '6']);
    await run();
    source.says(aCourse([anAccount('5'), nameless('6')]));
    clock.move(1000);
    await run();
    assert.deepEqual(await names(), ['Member 2 of CS101', '芳林5']);
  });

  const routesOf = ({ db, people }: Awaited<ReturnType<typeof fixture>>, personId: string) => {
    const [read, write] = ownNameRoutes({ db, people });
    const caller = { personId, kind: 'person', sessionId: 's', courseId: null };
    return {
      read: () => read!.handle({ caller } as never),
      give: (name: string) => write!.handle({ caller, body: { name } } as never),
    };
  };

  it('may give a name themselves, which is seen to be one and stands behind every source', async () => {
    const home = await fixture(await open(), ['5']);
    const { personId } = await home.courses.registerLaunch(launchOf('5'));
    const own = routesOf(home, personId);
    assert.deepEqual(await own.read(), { mayGive: true, name: null });
    assert.deepEqual(await own.give('  Wang\u202E Fang '), { mayGive: true, name: 'Wang Fang' });
    assert.deepEqual(await own.read(), { mayGive: true, name: 'Wang Fang' });
    const shown = async () => (await home.people.find(personId))?.displayName;
    assert.equal(await shown(), 'Wang Fang (self-given)');
    await own.give('Wang Wei');
    assert.equal(await shown(), 'Wang Wei (self-given)');
    await home.courses.registerLaunch(launchOf('5', { givenName: 'Fang', familyName: 'Wang' }));
    assert.equal(await shown(), 'Fang Wang');
    assert.equal(((await own.read()) as { mayGive: boolean }).mayGive, false);
  });

  it('nobody else may give themselves a name, and what is none is refused', async () => {
    const home = await fixture(await open(), ['5']);
    const named = await home.courses.registerLaunch(
      launchOf('9', { displayName: 'Dean', givenName: 'A', familyName: 'Dean' }),
    );
    await assert.rejects(async () => routesOf(home, named.personId).give('Rector'), {
      code: 'person/named',
    });
    const { personId } = await home.courses.registerLaunch(launchOf('5'));
    for (const name of ['   ', '12345', '$Person.name.full', '\u202E\u200B', 'x'.repeat(61)]) {
      await assert.rejects(async () => routesOf(home, personId).give(name), {
        code: 'request/invalid',
      });
    }
  });

  it('giving a name brings nobody back who left', async () => {
    const home = await fixture(await open(), ['5']);
    const { personId } = await home.courses.registerLaunch(launchOf('5'));
    await home.people.overrideStatus(home.db, personId, 'deactivated');
    await home.people.giveNames(home.db, [{ personId, kind: 'self', name: 'X' }]);
    assert.equal(await home.people.findActive(personId), null);
  });
});

describe('the words for a name that no source gave', () => {
  it('are in the language of the person', () => {
    assert.equal(numberedName(12, 'CS101', 'en-GB'), 'Member 12 of CS101');
    assert.equal(numberedName(12, 'CS101', 'zh_cn'), 'CS101 成员12');
    assert.equal(selfGivenName('王芳', 'zh-CN'), '王芳（自填）');
    assert.equal(selfGivenName('Wang', null), 'Wang (self-given)');
  });
});
