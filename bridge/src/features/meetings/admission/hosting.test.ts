import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { course, meetingFixture } from '../../../../test/meeting-fixture.ts';
import { isFailure } from '../../../kernel/failure.ts';
import { createMeetingRepository } from '../repository.ts';
import { createBelongingRepository } from './belonging-repository.ts';

forEachDatabase('co-hosts and bans', (open) => {
  const whole = { courseId: course.id, groupId: null, another: false };
  const refusedWith = (code: string) => (error: unknown) => isFailure(error) && error.code === code;

  it('keep a co-host a host after a reload, until somebody takes it back', async () => {
    const { meetings, entering, admission } = meetingFixture(await open());
    const { id } = await meetings.startInCourse(whole, 'teacher');
    const student = { meetingId: id, participantId: 'student' };
    await admission.hosting.setCoHost({ ...student, isHost: true });
    const arrival = await entering.enter(id, 'student');
    assert.equal(arrival.outcome === 'entered' && arrival.role, 'host');
    assert.equal((await meetings.get(id, 'student')).mayHost, true);
    await admission.hosting.setCoHost({ ...student, isHost: false });
    assert.equal((await meetings.get(id, 'student')).mayHost, false);
    const stranger = { meetingId: id, participantId: 'stranger', isHost: true };
    await assert.rejects(
      admission.hosting.setCoHost(stranger),
      refusedWith('meeting/participant-not-found'),
    );
    const teacher = { meetingId: id, participantId: 'teacher', isHost: false };
    await assert.rejects(
      admission.hosting.setCoHost(teacher),
      refusedWith('meeting/host-protected'),
    );
  });

  it('are co-hosts of that meeting, not of the next one of the series', async () => {
    const { meetings, admission } = meetingFixture(await open());
    const { id } = await meetings.startInCourse(whole, 'teacher');
    await admission.hosting.setCoHost({ meetingId: id, participantId: 'student', isHost: true });
    await meetings.endForAll(id, 'teacher');
    const next = await meetings.startInCourse(whole, 'teacher');
    assert.equal((await meetings.get(next.id, 'student')).mayHost, false);
    await admission.hosting.setCoHost({
      meetingId: next.id,
      participantId: 'student',
      isHost: true,
    });
    assert.equal((await meetings.get(next.id, 'student')).mayHost, true);
  });

  it('keep the banned out by every door, also in the next meeting, until the ban is lifted', async () => {
    const db = await open();
    const { meetings, entering, admission } = meetingFixture(db);
    const { id } = await meetings.startInCourse(whole, 'teacher');
    const student = { meetingId: id, participantId: 'student' };
    await entering.enter(id, 'student');
    await admission.hosting.setCoHost({ ...student, isHost: true });
    await admission.hosting.ban(student);
    await assert.rejects(entering.enter(id, 'student'), refusedWith('door/banned'));
    await assert.rejects(meetings.get(id, 'student'), refusedWith('meeting/not-allowed'));
    await assert.rejects(
      admission.hosting.grantByCall({ meetingId: id, personId: 'student', callerId: 'teacher' }),
      refusedWith('door/banned'),
    );
    await meetings.endForAll(id, 'teacher');
    const next = await meetings.startInCourse(whole, 'teacher');
    await assert.rejects(entering.enter(next.id, 'student'), refusedWith('door/banned'));
    const { seriesId } = (await createMeetingRepository(db).find(next.id)) ?? { seriesId: '' };
    await createBelongingRepository(db).liftBan(seriesId, 'student');
    const back = await entering.enter(next.id, 'student');
    assert.equal(back.outcome === 'entered' && back.role, 'member');
  });

  it('cannot be turned against owners and course hosts', async () => {
    const { meetings, admission } = meetingFixture(await open());
    const { id } = await meetings.startInCourse(whole, 'teacher');
    const tutor = { meetingId: id, participantId: 'tutor' };
    await assert.rejects(admission.hosting.ban(tutor), refusedWith('meeting/host-protected'));
    const mine = await meetings.startPersonal('student');
    const owner = { meetingId: mine.id, participantId: 'student' };
    await assert.rejects(admission.hosting.ban(owner), refusedWith('meeting/host-protected'));
  });
});
