import assert from 'node:assert/strict';
import { choose, courseFixture } from '../../../test/call-fixture.ts';
import type { Actor } from '../../../test/campus.ts';
import { forEachDatabase } from '../../../test/databases.ts';
import { listCourseMembers } from '../directory/courses/contract.ts';
import { startCourseMeeting } from '../meetings/contract.ts';
import { answer, changeRingSettings, countInvitees, listCalls, ring } from './contract.ts';

const all = ['invite-guests', 'view-attendance', 'all-groups'];

forEachDatabase('whom a call brings into a course’s meeting', (open) => {
  const opened = async () => {
    const made = await courseFixture(await open());
    const { bridge, people, course } = made;
    const rings = (who: Actor, body: object, meetingId = made.meetingId) =>
      bridge.ask(who, ring, { params: { meetingId }, body });
    const code = async (...asked: Parameters<typeof rings>) => (await rings(...asked)).code;
    const audience = async (who: Actor, meetingId = made.meetingId) =>
      (await bridge.ask(who, listCalls, { params: { meetingId } })).reply.audience;
    const assistant = async (granted: readonly string[], groups: readonly string[] = []) =>
      people.assistant(course, await people.person('Assistant'), { groups, granted });
    const inGroup = async () => {
      const asked = { params: { courseId: course.id }, body: { groupId: course.groupId } };
      return (await bridge.ask(made.teacher, startCourseMeeting, asked)).reply.id;
    };
    const grant = (who: Actor, granted: readonly string[]) =>
      made
        .db('course_memberships')
        .where({ course_id: course.id, person_id: who.id })
        .update({ capabilities: JSON.stringify(granted) });
    return { ...made, rings, code, audience, assistant, inGroup, grant };
  };

  it('is nobody from outside where the LMS grants no inviting; people of the course are', async () => {
    const { assistant, teacher, student, stranger, course, people, ...made } = await opened();
    const { code, audience, rings } = made;
    const host = await assistant(['view-attendance', 'all-groups']);
    assert.equal(await code(host, choose(stranger)), 'invitation/not-allowed');
    const unit = await people.department([stranger]);
    const department = { departmentIds: [unit.id] };
    assert.equal(await code(host, department), 'invitation/not-allowed', 'nor a department');
    const { reply } = await rings(host, choose(stranger, student));
    assert.deepEqual(
      reply.invitees.map(({ personId, state }) => [personId === stranger.id, state]).toSorted(),
      [
        [false, 'queued'],
        [true, 'unreachable'],
      ],
    );
    assert.deepEqual(await audience(host), { courseId: course.id, groupId: null });
    assert.equal(await audience(await assistant(all)), null);
    assert.equal(await audience(teacher), null, 'of whom nothing is said');
  });

  it('is anybody of the campus where a teacher has opened the meeting to it', async () => {
    const { db, assistant, stranger, audience, code } = await opened();
    const host = await assistant(['all-groups']);
    await db('meeting_series').update({ scope: 'campus' });
    assert.equal(await audience(host), null);
    assert.equal(await code(host, choose(stranger)), undefined);
  });

  it('is decided once more when they answer', async () => {
    const { bridge, assistant, stranger, student, rings, grant } = await opened();
    const host = await assistant(all);
    const { reply } = await rings(host, choose(stranger, student));
    await grant(host, ['all-groups']);
    const answers = (who: Actor) => {
      const inviteeId = reply.invitees.find(({ personId }) => personId === who.id)?.id ?? '';
      return bridge.ask(who, answer, { params: { inviteeId }, body: { with: 'video' } });
    };
    assert.equal((await answers(stranger)).code, 'door/invited-only');
    assert.equal((await answers(student)).code, undefined);
  });

  it('is the own group where one hosts that only, and never more by knowing an id', async () => {
    const { assistant, teacher, student, other, course, code, audience, inGroup } = await opened();
    const host = await assistant(['view-attendance'], [course.groupId]);
    const meetingId = await inGroup();
    assert.equal(await code(host, choose(other), meetingId), 'invitation/not-allowed');
    assert.equal(await code(host, choose(student), meetingId), undefined);
    assert.equal(await code(host, choose(teacher), meetingId), undefined, 'who hosts all groups');
    const own = { courseId: course.id, groupId: course.groupId };
    assert.deepEqual(await audience(host, meetingId), own);
    const whole = { courseIds: [course.id] };
    assert.equal(await code(host, whole, meetingId), 'call/not-allowed');
    assert.equal(await audience(teacher, meetingId), null);
    const ofAll = await assistant(['view-attendance', 'all-groups']);
    assert.equal(await code(ofAll, choose(other), meetingId), undefined, 'of another group');
  });

  it('is for members the audience that the meeting is for, with those who teach it', async () => {
    const { people, teacher, student, other, stranger, course, ...made } = await opened();
    const { code, audience, inGroup } = made;
    const meetingId = await inGroup();
    await people.inside(meetingId, student.id);
    assert.equal(await code(student, choose(stranger), meetingId), 'call/not-for-them');
    assert.equal(await code(student, choose(other), meetingId), 'call/not-for-them');
    assert.equal(await code(student, choose(teacher), meetingId), undefined);
    assert.deepEqual(await audience(student, meetingId), {
      courseId: course.id,
      groupId: course.groupId,
    });
  });

  it('is offered as a whole to those alone who are not refused it', async () => {
    const { bridge, people, assistant, inGroup, teacher, student, course, meetingId, ...made } =
      await opened();
    const { reply: asked } = await bridge.ask(teacher, listCalls, { params: { meetingId } });
    const ofGroup = await assistant(['view-attendance'], [course.groupId]);
    const group = await inGroup();
    await people.inside(meetingId, student.id);
    await people.inside(group, student.id);
    const { id: departmentId } = await people.department([made.other]);
    for (const [who, at] of [
      [teacher, meetingId],
      [student, meetingId],
      [student, group],
      [ofGroup, group],
    ] as const) {
      const { reply } = await bridge.ask(who, listCalls, { params: { meetingId: at } });
      const isRefused = async (whom: object) =>
        (await bridge.ask(who, countInvitees, { params: { meetingId: at }, body: whom })).code ===
        'call/not-allowed';
      const isOffered = reply.whole?.courseIds.includes(course.id);
      assert.equal(isOffered, !(await isRefused({ courseIds: [course.id] })), who.name);
      assert.equal(
        reply.whole?.departments,
        !(await isRefused({ departmentIds: [departmentId] })),
        who.name,
      );
    }
    assert.deepEqual(asked.whole, { departments: true, courseIds: [course.id] });
  });

  it('makes who hosts a group no teacher of the others', async () => {
    const { db, bridge, assistant, student, other, course, code } = await opened();
    const host = await assistant(['view-attendance'], [course.groupId]);
    for (const one of [student, other]) {
      await bridge.ask(one, changeRingSettings, { body: { ringableBy: 'related' } });
      await db('address_book_hidden').insert({ person_id: one.id, hidden_at: 1 });
    }
    const own = await bridge.meetingOf(host);
    assert.equal(await code(host, choose(student), own), undefined);
    assert.equal(await code(host, choose(other), own), 'call/nobody', 'hidden from them');
    await db('address_book_hidden').delete();
    assert.equal(await code(host, choose(other), own), 'call/not-ringable');
    await db('address_book_hidden').insert({ person_id: other.id, hidden_at: 1 });
    const params = { courseId: course.id };
    const { members } = (await bridge.ask(host, listCourseMembers, { params })).reply;
    const ids = members.map(({ personId }) => personId);
    assert.deepEqual([ids.includes(student.id), ids.includes(other.id)], [true, false]);
    const groupless = await assistant(['view-attendance']);
    const seen = (await bridge.ask(groupless, listCourseMembers, { params })).reply.members;
    const hosts = seen.filter(({ mayHost }) => mayHost).map(({ personId }) => personId);
    assert.ok(!hosts.includes(groupless.id), 'who hosts no group hosts nothing');
    assert.ok(hosts.includes(host.id));
  });
});
