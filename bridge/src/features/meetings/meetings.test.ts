import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../test/databases.ts';
import { course, group, meetingFixture } from '../../../test/meeting-fixture.ts';
import { isFailure } from '../../kernel/failure.ts';
import type { FailureCode } from '../../kernel/codes.ts';
import type { Arrival } from './contract.ts';
import { leaseMs } from './seat.ts';

const refusedWith = (code: FailureCode) => (error: unknown) => isFailure(error, code);
const entered = async (coming: Promise<Arrival>) => {
  const arrival = await coming;
  assert.equal(arrival.outcome, 'entered');
  return arrival;
};
/** A personal meeting that whoever is named has been called into by its owner. */
async function personalWith(fixture: ReturnType<typeof meetingFixture>, called: string[]) {
  const { id } = await fixture.meetings.startPersonal('owner');
  for (const personId of called) {
    await fixture.admission.hosting.grantByCall({ meetingId: id, personId, callerId: 'owner' });
  }
  return id;
}
const whole = { courseId: course.id, groupId: null, another: false };
const ofGroup = { ...whole, groupId: group.id };

forEachDatabase('starting a meeting', (open) => {
  it('is for those who may host the course', async () => {
    const { meetings } = meetingFixture(await open());
    await assert.rejects(meetings.startInCourse(whole, 'student'), refusedWith('meeting/not-host'));
    await assert.rejects(
      meetings.startInCourse(whole, 'stranger'),
      refusedWith('course/not-a-member'),
    );
    const started = await meetings.startInCourse(whole, 'teacher');
    assert.equal(started.state, 'open');
    assert.equal(started.title, course.title);
    assert.equal(started.mayHost, true);
  });

  it('gives one running meeting per course and group, unless another is asked for', async () => {
    const { meetings } = meetingFixture(await open());
    const first = await meetings.startInCourse(whole, 'teacher');
    assert.equal((await meetings.startInCourse(whole, 'tutor')).id, first.id);
    assert.notEqual((await meetings.startInCourse(ofGroup, 'teacher')).id, first.id);
    const another = await meetings.startInCourse({ ...whole, another: true }, 'teacher');
    assert.notEqual(another.id, first.id);
    assert.equal((await meetings.startInCourse(whole, 'teacher')).id, first.id);
  });

  it('gives two who press at the same moment the same meeting', async () => {
    const { meetings } = meetingFixture(await open());
    const started = await Promise.all(
      ['teacher', 'tutor', 'teacher', 'tutor'].map((who) => meetings.startInCourse(whole, who)),
    );
    assert.equal(new Set(started.map(({ id }) => id)).size, 1);
  });

  it('opens a new room each time, of 128 random bits', async () => {
    const fixture = meetingFixture(await open());
    const { meetings, deps } = fixture;
    const first = await meetings.startInCourse(whole, 'teacher');
    await meetings.endForAll(first.id, 'teacher');
    const second = await meetings.startInCourse(whole, 'teacher');
    const rooms = await Promise.all([first, second].map(({ id }) => deps.meetings.find(id)));
    assert.match(rooms[0]?.room ?? '', /^[0-9a-f]{32}$/u);
    assert.notEqual(rooms[0]?.room, rooms[1]?.room);
  });

  it('lets everybody have a personal meeting, with its owner as its only host', async () => {
    const { meetings } = meetingFixture(await open());
    const mine = await meetings.startPersonal('student');
    assert.equal(mine.mayHost, true);
    assert.equal((await meetings.startPersonal('student')).id, mine.id);
    await assert.rejects(meetings.get(mine.id, 'teacher'), refusedWith('meeting/not-allowed'));
  });
});

forEachDatabase('entering a meeting', (open) => {
  it('gives hosts a moderator token and members a plain one, for that room only', async () => {
    const { meetings, entering } = meetingFixture(await open());
    const { id } = await meetings.startInCourse(whole, 'teacher');
    const host = await entered(entering.enter(id, 'tutor'));
    const member = await entered(entering.enter(id, 'student'));
    assert.equal(host.role, 'host');
    assert.equal(member.role, 'member');
    const grant = JSON.parse(member.conference.jwt) as { room: string; moderator: boolean };
    assert.deepEqual([grant.moderator, grant.room], [false, member.conference.room]);
  });

  it("is refused to strangers, and a group's meeting to those outside the group", async () => {
    const { meetings, entering } = meetingFixture(await open());
    const { id } = await meetings.startInCourse(ofGroup, 'teacher');
    await assert.rejects(entering.enter(id, 'stranger'), refusedWith('meeting/not-allowed'));
    await assert.rejects(entering.enter(id, 'other-student'), refusedWith('meeting/not-allowed'));
    assert.equal((await entered(entering.enter(id, 'student'))).role, 'member');
    assert.deepEqual(await meetings.ofCourse(course.id, 'other-student'), []);
  });

  it('is refused once the meeting has ended', async () => {
    const { meetings, entering } = meetingFixture(await open());
    const { id } = await meetings.startInCourse(whole, 'teacher');
    await meetings.endForAll(id, 'tutor');
    await assert.rejects(entering.enter(id, 'student'), refusedWith('meeting/ended'));
  });

  it('never seats more than the capacity, whoever presses at once', async () => {
    const fixture = meetingFixture(await open(), { capacity: 3 });
    const { entering, deps, clock } = fixture;
    const people = Array.from({ length: 8 }, (_, index) => `person-${index}`);
    const id = await personalWith(fixture, people);
    const outcomes = await Promise.allSettled(people.map((who) => entering.enter(id, who)));
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 3);
    assert.equal(await deps.seats.countHeld(id, clock.now()), 3);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') assert.ok(isFailure(outcome.reason, 'meeting/full'));
    }
  });

  it('is with the microphone off, then the camera too, where many are; not for hosts', async () => {
    const { meetings, entering } = meetingFixture(await open());
    const { id } = await meetings.startInCourse(whole, 'teacher');
    const starts = async (who: string) => (await entered(entering.enter(id, who))).starts;
    assert.deepEqual(await starts('student'), { microphone: true, camera: true });
    assert.deepEqual(await starts('teacher'), { microphone: true, camera: true });
    assert.deepEqual(await starts('other-student'), { microphone: false, camera: true });
    assert.deepEqual(await starts('tutor'), { microphone: true, camera: true });
    assert.deepEqual(await starts('student'), { microphone: false, camera: false });
  });

  it('gives a seat that was not taken to the next when its lease is over', async () => {
    const fixture = meetingFixture(await open(), { capacity: 2 });
    const { entering, clock } = fixture;
    const id = await personalWith(fixture, ['a', 'b', 'c']);
    await entering.enter(id, 'a');
    await entering.enter(id, 'b');
    await entering.enter(id, 'a');
    await assert.rejects(entering.enter(id, 'c'), refusedWith('meeting/full'));
    clock.move(leaseMs + 1);
    await entering.enter(id, 'c');
  });

  it('frees at once the seat of somebody who leaves before having come in', async () => {
    const fixture = meetingFixture(await open(), { capacity: 2 });
    const { entering } = fixture;
    const id = await personalWith(fixture, ['a', 'b', 'c']);
    await entering.enter(id, 'a');
    await entering.enter(id, 'b');
    await entering.leave(id, 'a');
    await entering.enter(id, 'c');
  });
});

forEachDatabase('ending and removing', (open) => {
  it('is for hosts, and ends the room on the conference server', async () => {
    const { meetings, server, received } = meetingFixture(await open());
    const { id } = await meetings.startInCourse(whole, 'teacher');
    await assert.rejects(meetings.endForAll(id, 'student'), refusedWith('meeting/not-host'));
    await assert.rejects(meetings.endForAll(id, 'stranger'), refusedWith('meeting/not-allowed'));
    assert.equal((await meetings.endForAll(id, 'tutor')).state, 'ended');
    assert.equal(server.commands.filter((command) => command.startsWith('end ')).length, 1);
    assert.equal(received.ended.length, 1);
    await meetings.endForAll(id, 'teacher');
    assert.equal(received.ended.length, 1, 'ended once');
  });

  it('ends the meeting even while the conference server is away, and the room when it is back', async () => {
    const { meetings, server, presence, deps } = meetingFixture(await open());
    const { id } = await meetings.startInCourse(whole, 'teacher');
    server.isAway = true;
    assert.equal((await meetings.endForAll(id, 'teacher')).state, 'ended');
    server.isAway = false;
    const room = (await deps.meetings.find(id))?.room ?? '';
    server.rooms = [{ room, occupants: [] }];
    await presence.reconcile();
    assert.ok(server.commands.includes(`end ${room}`));
  });
});
