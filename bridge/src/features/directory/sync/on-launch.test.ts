import assert from 'node:assert/strict';
import { openDatabase } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import {
  aCampus,
  aCourse,
  anAccount,
  fakeSource,
  moodle,
} from '../../../../test/roster-fixtures.ts';
import { syncCommand, type RosterSource } from './index.ts';
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

describe('a roster on launch', () => {
  const open = async (sources: RosterSource[]) => {
    const campus = await aCampus(openDatabase({ kind: 'sqlite', file: ':memory:' }), sources);
    const { courseId } = await campus.courses.registerLaunch(launch);
    const launched = async (nrpsUrl: string | null = 'https://moodle/nrps') => {
      await campus.syncService.courseLaunched({ courseId: courseId!, platformId: 'p', nrpsUrl });
      await campus.syncService.idle();
    };
    return { ...campus, courseId: courseId!, launched };
  };

  it("comes from the LMS's web services where they are, and not again within the interval", async () => {
    const fake = fakeSource('moodle', aCourse([anAccount('a0'), anAccount('a1')]));
    const { syncService, courses, clock, launched, courseId, db } = await open([fake]);
    await launched();
    assert.equal(await courses.countMembers(courseId), 2);
    await launched();
    assert.equal((await syncService.runs()).length, 1);
    clock.move(600_000);
    await launched();
    assert.equal((await syncService.runs()).length, 2);
    await db.destroy();
  });

  it('comes by NRPS elsewhere, without taking teaching away from whom the launch called a teacher', async () => {
    const sources: RosterSource[] = [];
    const { courses, launched, courseId, db } = await open(sources);
    const nrpsMembers = (platformId: string, url: string) => {
      assert.deepEqual([platformId, url], ['p', 'https://moodle/nrps']);
      const member = {
        roles: ['learner'],
        givenName: '',
        familyName: '',
        email: null,
        campusNumber: null,
      };
      return Promise.resolve({
        courseExternalId: '7',
        members: [
          { ...member, subject: 'a0', name: 'A', status: 'active' },
          { ...member, subject: 'a1', name: 'B', status: 'active' },
          { ...member, subject: 'a2', name: 'C', status: 'inactive' },
        ],
      });
    };
    sources.push(createNrpsSource({ db, courses, nrpsMembers }));
    const { personId } = await courses.registerLaunch({ ...launch, role: 'teacher' });
    await launched();
    assert.equal(await courses.countMembers(courseId), 2);
    assert.equal((await courses.membership(courseId, personId))?.role, 'teacher');
    await db.destroy();
  });

  it('a roster of another course is nonsense', async () => {
    const sources: RosterSource[] = [];
    const { courses, syncService, launched, db } = await open(sources);
    const nrpsMembers = () => Promise.resolve({ courseExternalId: '8', members: [] });
    sources.push(createNrpsSource({ db, courses, nrpsMembers }));
    await launched();
    assert.equal((await syncService.runs())[0]?.failure?.code, 'lti/platform-bad-answer');
    await db.destroy();
  });

  it('is left alone where neither is to be had', async () => {
    const { syncService, launched, db } = await open([]);
    await launched(null);
    assert.deepEqual(await syncService.runs(), []);
    await db.destroy();
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
