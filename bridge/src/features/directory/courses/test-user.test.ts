import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { aCampus, moodle, quietLog } from '../../../../test/roster-fixtures.ts';
import { createAddressBook } from '../address-book/index.ts';
import type { LaunchFacts } from './index.ts';

const aLaunch = (subject: string, more: Partial<LaunchFacts> = {}): LaunchFacts => ({
  sourceKey: 'lti:p1',
  issuer: moodle,
  subject,
  givenName: 'Test',
  familyName: 'Student',
  displayName: 'Test Student',
  email: 's1@uni.test',
  campusNumber: 'S1',
  locale: null,
  timezone: null,
  course: { externalId: '7', label: null, title: 'T' },
  role: 'student',
  groupExternalIds: null,
  ...more,
});

forEachDatabase('the test user of an LMS', (open) => {
  it('comes in, but is nobody of the course’s list, of the address book or of the campus', async () => {
    const { courses, departments, people, db, clock } = await aCampus(await open());
    const real = await courses.registerLaunch(aLaunch('5', { givenName: 'Real' }));
    const test = await courses.registerLaunch(aLaunch('6', { testUser: true }));
    await courses.registerLaunch(aLaunch('6', { testUser: true }));
    assert.notEqual(test.personId, real.personId);
    assert.equal((await people.find(test.personId))?.email, null);
    assert.equal((await courses.membership(test.courseId ?? '', test.personId))?.role, 'student');
    const listed = await courses.allMembers(test.courseId ?? '');
    assert.deepEqual(
      listed.map(({ personId }) => personId),
      [real.personId],
    );
    assert.equal(await courses.countMembers(test.courseId ?? ''), 1);
    const book = createAddressBook({
      db,
      clock,
      log: quietLog,
      people,
      departments,
      courses: courses.relations,
      presence: null,
      isAdmin: () => Promise.resolve(false),
      studentsSeeMailOf: 'teachers',
      staffNumbers: null,
    });
    await book.catchUp();
    assert.deepEqual(await db('address_book_people').pluck('person_id'), [real.personId]);
  });
});
