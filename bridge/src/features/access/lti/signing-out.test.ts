import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { joinCampus } from '../../../../test/roster-fixtures.ts';
import { createSessions } from '../sessions/index.ts';
import { createEvents } from '../../../kernel/events.ts';
import { createLog } from '../../../kernel/log.ts';
import { newId } from '../../../kernel/ids.ts';
import { signingOut } from './signing-out.ts';

const lms = 'https://moodle.uni.test';

forEachDatabase('whoever signs out at the LMS', (open) => {
  const fixture = async () => {
    const { db, people, courses, clock } = joinCampus(await open());
    const events = createEvents(createLog('silent'));
    const sessions = createSessions({
      db,
      clock,
      events,
      people: { find: people.findActive },
      guests: { find: () => Promise.resolve(null) },
    });
    const launch = async (subject: string, realm = lms) => {
      const { personId, courseId } = await courses.registerLaunch({
        sourceKey: `lti:${realm}`,
        issuer: realm,
        subject,
        givenName: '芳',
        familyName: subject,
        displayName: '',
        email: null,
        campusNumber: null,
        locale: null,
        timezone: null,
        course: { externalId: '7', label: null, title: 'Course' },
        role: 'student',
        groupExternalIds: null,
      });
      return { personId, courseId };
    };
    const openFor = async (personId: string, courseId: string | null) => {
      const { reply } = await sessions.open({
        kind: 'person',
        personId,
        courseId,
        meetingId: null,
      });
      return reply.session.id;
    };
    const told: string[][] = [];
    events.subscribe({ 'session.ended': ({ sessionIds }) => void told.push([...sessionIds]) });
    const reader = signingOut({ people, courses, sessions, events });
    const signOut = (subject: string, at = clock.now(), issuer = lms) =>
      reader({ issuer, subject, at });
    return { sessions, launch, openFor, signOut, told, clock };
  };

  it('ends what was opened from its courses, and nothing else', async () => {
    const { sessions, launch, openFor, signOut, told } = await fixture();
    const { personId, courseId } = await launch('5');
    const other = await launch('6');
    const framed = await openFor(personId, courseId);
    const meeting = await openFor(personId, courseId);
    const ours = await openFor(personId, null);
    const elsewhere = await openFor(personId, newId());
    const theirs = await openFor(other.personId, other.courseId);
    await signOut('5');
    const over = await sessions.over([framed, meeting, ours, elsewhere, theirs]);
    assert.deepEqual(over.map(({ id }) => id).sort(), [framed, meeting].sort());
    assert.deepEqual(told.flat().sort(), [framed, meeting].sort());
  });

  it('leaves what was opened since: a notice that comes again does no harm', async () => {
    const { sessions, launch, openFor, signOut, clock, told } = await fixture();
    const { personId, courseId } = await launch('5');
    const at = clock.now();
    clock.move(5_000);
    const later = await openFor(personId, courseId);
    await signOut('5', at);
    assert.deepEqual(await sessions.over([later]), []);
    assert.deepEqual(told, []);
  });

  it('is nobody of another LMS with the same id, and may be nobody at all', async () => {
    const { sessions, launch, openFor, signOut } = await fixture();
    const { personId, courseId } = await launch('5');
    const session = await openFor(personId, courseId);
    await signOut('5', undefined, 'https://other.uni.test');
    await signOut('nobody');
    assert.deepEqual(await sessions.over([session]), []);
  });
});
