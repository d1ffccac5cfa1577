import assert from 'node:assert/strict';
import { aClass } from '../../../../test/attendance-fixture.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { changed, excuse, graded, type Graded } from '../../../../test/grades-fixture.ts';
import { isFailure } from '../../../kernel/failure.ts';
import { attendanceSweeper } from '../attendance-retention.ts';

const on = { isOn: true, measure: 'attended', per: 'course' } as const;
const refusedWith = (code: string) => (error: unknown) => isFailure(error) && error.code === code;

forEachDatabase('grades by attendance', (open) => {
  let at: Graded;
  beforeEach(async () => {
    at = await graded(await open());
  });
  afterEach(() => at.fake.close());
  const scoresOf = (userId: string) =>
    at.book.scores.filter((score) => score.userId === userId).map(({ scoreGiven }) => scoreGiven);

  it('are given into one column, each once, and again only where they are others', async () => {
    const held = await aClass(at);
    await at.offer();
    await at.service.set(at.course.id, at.teacher.id, on);
    await at.work();
    assert.deepEqual(
      at.book.items.map(({ scoreMaximum, resourceId }) => [scoreMaximum, resourceId]),
      [[100, 'campus-meet-attendance']],
    );
    assert.deepEqual([scoresOf('7'), scoresOf('8')], [[100], [0]]);
    await changed(at);
    await at.work();
    assert.equal(at.book.scores.length, 2, 'nothing is another');
    await excuse(at, at.bo, held.id);
    await changed(at);
    await at.work();
    assert.deepEqual([scoresOf('7'), scoresOf('8')], [[100], [0, 100]]);
    assert.equal(at.book.items.length, 1);
  });

  describe('with columns that a teacher adds together with links', () => {
    const adds = (by: { id: string }, courseId = at.course.id) =>
      at.service.wanted(courseId, by.id);
    const now = async () => {
      const { isOn, per } = await at.service.view(at.course.id, at.teacher.id);
      return [isOn, per];
    };

    it('are switched on for each activity, with a trace, and given when the link is opened', async () => {
      await aClass(at);
      at.events.emit('lti.columns-wanted', { courseId: at.course.id, personId: at.teacher.id });
      while (!(await at.db('grade_columns').first())) await new Promise(setImmediate);
      assert.deepEqual(await now(), [true, 'link']);
      const entries = at.db('audit_entries').where({ action: 'grades.set' });
      assert.deepEqual(await entries.pluck<string[]>('actor_id'), [at.teacher.id]);
      await at.work();
      assert.deepEqual(at.book.items, []);
      await at.offer({ linkId: '31', title: 'Lecture' });
      await at.work();
      assert.equal(at.book.items.length, 1);
      assert.deepEqual([scoresOf('7'), scoresOf('8')], [[100], [0]]);
    });

    it('stay as a teacher has set them, on or off', async () => {
      await at.offer();
      await at.service.set(at.course.id, at.teacher.id, on);
      await adds(at.teacher);
      assert.deepEqual(await now(), [true, 'course']);
      await at.service.set(at.course.id, at.teacher.id, { ...on, isOn: false });
      await adds(at.teacher);
      assert.deepEqual(await now(), [false, 'course']);
    });

    it('are nothing that a student switches on', async () => {
      await assert.rejects(adds(at.bo), refusedWith('meeting/not-host'));
      assert.deepEqual(await now(), [false, 'course']);
    });
  });

  it('say whom the LMS does not know', async () => {
    await aClass(at);
    await at.offer();
    await at.service.set(at.course.id, at.teacher.id, on);
    await at.work();
    const view = await at.service.view(at.course.id, at.teacher.id);
    assert.deepEqual([view.given, view.waiting, view.failure], [2, 0, null]);
    assert.deepEqual(
      view.refused.map(({ displayName, failure }) => [displayName, failure]),
      [['Cai', 'grades/no-account']],
    );
  });

  it('are tried again while the gradebook is away, and the teacher sees why', async () => {
    await aClass(at);
    await at.offer();
    await at.service.set(at.course.id, at.teacher.id, on);
    at.fake.misbehave('/token', () => ({ status: 503, body: '' }));
    await at.work();
    const away = await at.service.view(at.course.id, at.teacher.id);
    assert.deepEqual([away.failure, away.waiting], ['lti/platform-unavailable', 3]);
    await at.work();
    const requests = at.fake.requests.length;
    await at.work();
    assert.equal(at.fake.requests.length, requests, 'not before its time');
    at.fake.misbehave('/token', null);
    at.clock.move(61_000);
    await at.work();
    const view = await at.service.view(at.course.id, at.teacher.id);
    assert.deepEqual([view.failure, view.given], [null, 2]);
  });

  it('that the LMS refuses are tried three times, then shown, then tried by hand', async () => {
    await aClass(at);
    await at.offer();
    await at.service.set(at.course.id, at.teacher.id, on);
    at.book.refuses = 400;
    for (let turn = 0; turn < 4; turn += 1) {
      await at.work();
      at.clock.move(10 * 60_000);
    }
    const view = await at.service.view(at.course.id, at.teacher.id);
    assert.deepEqual(view.refused.map(({ failure }) => failure).toSorted(), [
      'grades/no-account',
      'lti/score-refused',
      'lti/score-refused',
    ]);
    at.book.refuses = null;
    await at.service.retry(at.course.id, at.teacher.id);
    await at.work();
    assert.deepEqual([scoresOf('7'), scoresOf('8')], [[100], [0]]);
  });

  it('find the column again where the bridge forgot it, and make it again where it was removed', async () => {
    await aClass(at);
    await at.offer();
    await at.service.set(at.course.id, at.teacher.id, on);
    await at.work();
    await at.db('grade_line_items').update({ url: null });
    await at.db('grade_line_scores').update({ state: 'waiting', next_at: 0 });
    await at.work();
    assert.equal(at.book.items.length, 1);
    at.book.items = [];
    await at.db('grade_line_scores').where({ person_id: at.lan.id }).update({ state: 'waiting' });
    await at.work();
    const gone = await at.service.view(at.course.id, at.teacher.id);
    assert.equal(gone.failure, 'lti/line-item-gone');
    at.clock.move(2_000);
    at.book.scores = [];
    await at.work();
    assert.equal(at.book.items.length, 1, 'made again');
    assert.deepEqual([scoresOf('7'), scoresOf('8')], [[100], [0]], 'with all that was in it');
    assert.equal((await at.service.view(at.course.id, at.teacher.id)).failure, null);
  });

  it('are switched by those who host the course, and only where the LMS offers a gradebook', async () => {
    const { service, course, teacher, lan, outsider } = at;
    await assert.rejects(service.set(course.id, teacher.id, on), refusedWith('grades/not-offered'));
    await at.offer();
    for (const [who, code] of [
      [lan, 'meeting/not-host'],
      [outsider, 'course/not-a-member'],
    ] as const) {
      await assert.rejects(service.set(course.id, who.id, on), refusedWith(code));
      await assert.rejects(service.view(course.id, who.id), refusedWith(code));
      await assert.rejects(service.retry(course.id, who.id), refusedWith(code));
    }
    await service.set(course.id, teacher.id, on);
    await service.set(course.id, teacher.id, { ...on, isOn: false });
    await aClass(at);
    await at.work();
    assert.deepEqual(at.book.scores, [], 'off is off');
    const done = await at.db('audit_entries').where({ action: 'grades.set' });
    assert.equal(done.length, 2);
  });

  it('stay as they were given once meetings that they are made of are forgotten', async () => {
    await aClass(at);
    await at.offer();
    await at.service.set(at.course.id, at.teacher.id, on);
    await at.work();
    await attendanceSweeper(at.db).sweep(at.clock.now() + 1);
    await changed(at);
    await at.work();
    assert.equal(at.book.scores.length, 2);
    assert.equal((await at.service.view(at.course.id, at.teacher.id)).isFrozen, true);
  });
});
