import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { openDatabase } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import {
  aCampus,
  aCourse,
  anAccount,
  fakeSource,
  moodle,
} from '../../../../test/roster-fixtures.ts';
import { syncCommand } from '../../../cli/sync.ts';
import type { RosterSource } from './index.ts';
import { createNrpsSource } from './nrps-source.ts';

const launch = {
  sourceKey: 'lti:p',
  issuer: moodle,
  subject: 'a0',
  givenName: '芳',
  familyName: '林a0',
  displayName: '',
  email: null,
  campusNumber: null,
  locale: null,
  timezone: null,
  course: { externalId: '7', label: null, title: 'Course' },
  role: 'student' as const,
  groupExternalIds: null,
};

const listed = {
  subject: 'a0',
  status: 'active',
  roles: ['learner'],
  givenName: '',
  familyName: '',
  name: 'A',
  email: null,
  campusNumber: null,
};

forEachDatabase('a roster on launch', (openDb) => {
  const open = async (sources: RosterSource[]) => {
    const campus = await aCampus(await openDb(), sources);
    const { courseId } = await campus.courses.registerLaunch(launch);
    const launched = async (nrpsUrl: string | null = 'https://moodle/nrps', groupsUrl?: string) => {
      const more = groupsUrl === undefined ? {} : { groupsUrl };
      await campus.syncService.courseLaunched({
        courseId: courseId!,
        platformId: 'p',
        nrpsUrl,
        ...more,
      });
      await campus.syncService.idle();
    };
    return { ...campus, courseId: courseId!, launched };
  };

  it("comes from the LMS's web services where they are, and not again within the interval", async () => {
    const fake = fakeSource('moodle', aCourse([anAccount('a0'), anAccount('a1')]));
    const { syncService, courses, clock, launched, courseId } = await open([fake]);
    await launched();
    assert.equal(await courses.countMembers(courseId), 2);
    await launched();
    assert.equal((await syncService.runs()).length, 1);
    clock.move(600_000);
    await launched();
    assert.equal((await syncService.runs()).length, 2);
  });

  it('comes by NRPS elsewhere, without taking teaching away from whom the launch called a teacher', async () => {
    const sources: RosterSource[] = [];
    const { courses, launched, courseId, db } = await open(sources);
    const nrpsMembers = (platformId: string, url: string) => {
      assert.deepEqual([platformId, url], ['p', 'https://moodle/nrps']);
      return Promise.resolve({
        courseExternalId: '7',
        members: [
          listed,
          { ...listed, subject: 'a1', name: 'B' },
          { ...listed, subject: 'a2', name: 'C', status: 'inactive' },
        ],
      });
    };
    sources.push(createNrpsSource({ db, courses, nrpsMembers }));
    const { personId } = await courses.registerLaunch({ ...launch, role: 'teacher' });
    await launched();
    assert.equal(await courses.countMembers(courseId), 2);
    assert.equal((await courses.membership(courseId, personId))?.role, 'teacher');
  });

  it('is asked for groups where the launch offered them, and forgets where they were when it does not', async () => {
    const sources: RosterSource[] = [];
    const { courses, launched, courseId, db, clock } = await open(sources);
    const asked: string[] = [];
    const nrpsMembers = (_platformId: string, url: string) => {
      asked.push(url);
      const says = url.includes('groups=true') ? { groups: ['g1', 'unknown'] } : {};
      return Promise.resolve({ courseExternalId: '7', members: [{ ...listed, ...says }] });
    };
    const courseGroups = (platformId: string, url: string) => {
      asked.push(`${platformId} ${url}`);
      return Promise.resolve([{ externalId: 'g1', name: '实验一' }]);
    };
    sources.push(createNrpsSource({ db, courses, nrpsMembers, courseGroups }));
    await launched('https://moodle/nrps?rlid=3', 'https://moodle/groups');
    assert.deepEqual(asked, ['p https://moodle/groups', 'https://moodle/nrps?rlid=3&groups=true']);
    const groups = await courses.groups(courseId);
    assert.deepEqual(
      groups.map(({ name }) => name),
      ['实验一'],
    );
    clock.move(600_000);
    await launched('https://moodle/nrps?rlid=3');
    assert.equal(asked.at(-1), 'https://moodle/nrps?rlid=3');
  });

  it('a roster of another course is nonsense', async () => {
    const sources: RosterSource[] = [];
    const { courses, syncService, launched, db } = await open(sources);
    const nrpsMembers = () => Promise.resolve({ courseExternalId: '8', members: [] });
    sources.push(createNrpsSource({ db, courses, nrpsMembers }));
    await launched();
    assert.equal((await syncService.runs())[0]?.failure?.code, 'lti/platform-bad-answer');
  });

  it('is left alone where neither is to be had', async () => {
    const { syncService, launched } = await open([]);
    await launched(null);
    assert.deepEqual(await syncService.runs(), []);
  });
});

describe('campus sync …', () => {
  it('prints what happened, and says by its exit code whether somebody must look', async () => {
    const many = Array.from({ length: 10 }, (_, n) => anAccount(`a${n}`));
    const fake = fakeSource('moodle', aCourse(many));
    const memory = openDatabase({ kind: 'sqlite', file: ':memory:' });
    const { syncService, db, clock } = await aCampus(memory, [fake]);
    const lines: string[] = [];
    const sync = (...args: string[]) => syncCommand(syncService, args, (line) => lines.push(line));
    assert.equal(await sync('moodle'), 0);
    assert.match(lines.join('\n'), /moodle 7 \(full\): applied[^]*memberships: 10 added/u);
    fake.says(aCourse([]));
    clock.move(1000);
    assert.equal(await sync('moodle', '--course', '7'), 2);
    const [waiting] = await syncService.runs(1);
    assert.match(lines.join('\n'), /needs-confirmation[^]*芳林a0[^]*--confirm-run/u);
    assert.equal(await sync('--confirm-run', waiting!.id), 0);
    fake.says(new Failure('lms/unavailable', { detail: 'Moodle did not answer in time.' }));
    assert.equal(await sync('moodle'), 1);
    assert.match(lines.at(-1)!, /lms\/unavailable: Moodle did not answer in time/u);
    assert.equal(await sync('nowhere'), 1);
    assert.equal(await sync(), 64);
    assert.equal(await sync('moodle', '--wrong'), 64);
    assert.equal(await sync('--runs'), 0, 'a list, though a failed run is in it');
    await db.destroy();
  });
});
