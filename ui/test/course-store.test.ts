import assert from 'node:assert/strict';
import { aPanel, changed, settled } from './panel.ts';
import { aMeeting, courseId, meetingId, uuid } from '../scenes/people.ts';
import { arrange, withEnded, withMeeting } from '../src/features/meetings/course/view.ts';

const load = () => import('../src/features/meetings/course/store.ts');

describe('the course store', () => {
  let store: Awaited<ReturnType<typeof load>>;
  before(async () => {
    store = await load();
  });

  it('follows a course by push', async () => {
    const panel = aPanel();
    const course = panel.run(() => store.useCourse());
    const unfollow = course.follow(courseId);
    await settled();
    assert.equal(course.course?.memberCount, 148);
    assert.equal(course.shown.now?.present, 87);
    panel.bridge.push(changed({ present: 88 }));
    assert.equal(course.shown.now.present, 88);
    panel.bridge.end(meetingId);
    assert.equal(course.shown.now, null);
    assert.equal(course.shown.ended[0]?.id, meetingId);
    unfollow();
    panel.bridge.push(changed({ present: 3 }));
    assert.equal(course.shown.now, null);
  });

  it('shows what failed and loads again', async () => {
    const panel = aPanel({ failing: { getCourse: 'network/unreachable' } });
    const course = panel.run(() => store.useCourse());
    course.follow(courseId);
    await settled();
    assert.equal(course.failure?.code, 'network/unreachable');
    panel.world.failing = {};
    await course.load();
    assert.equal(course.failure, null);
    assert.ok(course.course);
  });

  it('starts a meeting with what it is about, and without where nothing was typed', async () => {
    const panel = aPanel();
    const course = panel.run(() => store.useCourse());
    course.follow(courseId);
    await settled();
    const wish = { groupId: null, another: false };
    assert.equal(
      (await course.start({ ...wish, subject: ' Chapter 5: trees ' })).subject,
      'Chapter 5: trees',
    );
    assert.equal(course.shown.now?.subject, 'Chapter 5: trees');
    assert.equal((await course.start({ ...wish, subject: '  ' })).subject, null);
  });

  it('asks for what was missed when the push is back', async () => {
    const panel = aPanel();
    const course = panel.run(() => store.useCourse());
    course.follow(courseId);
    await settled();
    panel.world.meetings = [changed({ present: 200 })];
    panel.bridge.resume();
    await settled();
    assert.equal(course.shown.now?.present, 200);
  });
});

describe('the order of meetings', () => {
  const open = (n: number, change = {}) => aMeeting('en', { id: uuid(n), startedAt: n, ...change });

  it('puts first the one the reader is in, then the whole course, then the latest', () => {
    const group = { groupId: uuid(20) };
    const list = [open(1, group), open(2, group), open(3), open(4, { ...group, iAmIn: true })];
    const shown = arrange(list);
    assert.deepEqual(
      [shown.now, ...shown.alsoNow].map((meeting) => meeting?.id),
      [uuid(4), uuid(3), uuid(2), uuid(1)],
    );
  });

  it('is about the one that is linked to, planned or running, until it is over', () => {
    const planned = open(5, { state: 'scheduled', startedAt: null });
    const list = [open(1), open(2), planned];
    const before = arrange(list, uuid(5));
    assert.deepEqual([before.now, before.planned?.id], [null, uuid(5)]);
    assert.equal(before.alsoNow.length, 2);
    const running = arrange([open(1), open(2), open(5)], uuid(1));
    assert.deepEqual([running.now?.id, running.planned], [uuid(1), null]);
    const over = arrange([open(1, { state: 'ended' }), open(2)], uuid(1));
    assert.equal(over.now?.id, uuid(2));
    assert.equal(arrange(list, uuid(99)).now?.id, uuid(2), 'one of another course is none');
  });

  it('is about a plan that is linked to as soon as a host begins early, and about its next one again afterwards', () => {
    const series = { seriesId: uuid(40) };
    const planned = open(5, { ...series, state: 'scheduled', startedAt: null });
    const before = [open(1, { seriesId: uuid(41) }), planned];
    const early = withMeeting(before, open(6, series), courseId);
    const shown = arrange(early, uuid(5));
    assert.deepEqual([shown.now?.id, shown.planned], [uuid(6), null]);
    assert.deepEqual(
      shown.alsoNow.map(({ id }) => id),
      [uuid(1)],
      'and not beside it',
    );
    const after = arrange(withEnded(early, uuid(6), 9), uuid(5));
    assert.deepEqual([after.now, after.planned?.id], [null, uuid(5)]);
    const room = [open(1, { seriesId: null }), open(5, { state: 'scheduled', seriesId: null })];
    assert.equal(arrange(room, uuid(5)).now, null, 'what has no plan has nothing in common');
  });

  it('takes a change in, knows it twice as once, and leaves other courses alone', () => {
    const list = [open(1), open(2)];
    const more = withMeeting(list, open(1, { present: 5 }), courseId);
    assert.deepEqual(withMeeting(more, open(1, { present: 5 }), courseId), more);
    assert.equal(more.length, 2);
    assert.equal(withMeeting(list, open(9), courseId).length, 3);
    assert.equal(withMeeting(list, open(9, { courseId: uuid(77) }), courseId).length, 2);
    assert.deepEqual(
      withEnded(withEnded(list, uuid(1), 7), uuid(1), 9),
      withEnded(list, uuid(1), 7),
    );
  });
});
