import assert from 'node:assert/strict';
import { aClass } from '../../../../test/attendance-fixture.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { changed, graded, type Graded } from '../../../../test/grades-fixture.ts';
import { isFailure } from '../../../kernel/failure.ts';

const perLink = { isOn: true, measure: 'attended', per: 'link' } as const;
const hour = 3_600_000;

forEachDatabase('line items of grades', (open) => {
  let at: Graded;
  beforeEach(async () => {
    at = await graded(await open());
  });
  afterEach(() => at.fake.close());
  const view = () => at.service.view(at.course.id, at.teacher.id);
  const set = (per: 'course' | 'link') =>
    at.service.set(at.course.id, at.teacher.id, { ...perLink, per });
  const given = (item: number) =>
    at.book.scores
      .filter((score) => score.item === item)
      .map(({ userId, scoreGiven }) => [userId, scoreGiven])
      .toSorted();
  const seriesOf = async (meetingId: string): Promise<string> =>
    ((await at.db('meetings').where({ id: meetingId }).first()) as { series_id: string }).series_id;

  it('are one for each activity, if the teacher wants: each of its own meetings', async () => {
    const held = await aClass(at);
    const own = await seriesOf(held.id);
    await at.offer({ linkId: '1', title: 'Lecture', seriesId: own });
    await at.offer({ linkId: '2', title: 'Room' });
    await set('link');
    await at.work();
    assert.deepEqual(
      at.book.items.map(({ label, resourceLinkId }) => [label, resourceLinkId]).toSorted(),
      [['Lecture · Attendance · 出勤', '1']],
      'the course’s room has had no meeting yet, and so no grade',
    );
    assert.deepEqual(given(1), [
      ['7', 100],
      ['8', 0],
    ]);
    const { activities } = await view();
    assert.deepEqual(
      activities.map(({ title, isOwn, given: n }) => [title, isOwn, n]),
      [
        ['Lecture', true, 2],
        ['Room', false, 0],
      ],
    );
  });

  it('are the one that the LMS keeps for the activity by itself, where it names one', async () => {
    await aClass(at);
    const url = `${at.fake.issuer}/own?type_id=1`;
    const sent: string[] = [];
    at.fake.misbehave('/own/scores', ({ body }) => {
      sent.push(body);
      return { status: 200, body: '' };
    });
    await at.offer({ linkId: '1', title: 'Room', lineItemUrl: url });
    await set('link');
    await at.work();
    assert.equal(sent.length, 2);
    assert.deepEqual(at.book.items, [], 'no second one beside it');
  });

  it('of before stay as they are when the teacher chooses otherwise, and get nothing more', async () => {
    await aClass(at);
    await at.offer({ linkId: '1', title: 'Room' });
    await set('course');
    await at.work();
    await set('link');
    await at.work();
    assert.deepEqual([given(1).length, given(2).length, at.book.items.length], [2, 2, 2]);
    await changed(at);
    await at.work();
    assert.equal(at.book.scores.length, 4, 'nothing is another');
  });

  it('are found again on any page of the gradebook', async () => {
    await aClass(at);
    await at.offer();
    await set('course');
    await at.work();
    const [ours] = at.book.items;
    const other = (n: number) => ({ ...ours!, id: `${at.fake.issuer}/x/${n}`, label: 'other' });
    // A gradebook that heeds no filter lists everything.
    at.book.items = [1, 2, 3, 4].map(other).map((one) => ({ ...one, resourceId: 'x' }));
    at.book.items.push(ours!);
    at.book.pageSize = 2;
    at.fake.misbehave('/lineitems', ({ query }) => {
      const from = Number(query.get('from') ?? 0);
      const link = `<${at.fake.issuer}/lineitems?type_id=1&from=${from + 2}>; rel="next"`;
      return {
        headers: from + 2 < at.book.items.length ? { link } : {},
        body: JSON.stringify(at.book.items.slice(from, from + 2)),
      };
    });
    await at.db('grade_line_items').update({ url: null });
    await at.db('grade_line_scores').update({ state: 'waiting', next_at: 0 });
    await at.work();
    const line = (await at.db('grade_line_items').first()) as { url: string };
    assert.equal(line.url, ours?.id);
  });

  it('that are removed are made again at the latest when they are read back, with all that was in them', async () => {
    await aClass(at);
    await at.offer({ readsResults: true });
    await set('course');
    await at.work();
    at.book.items = [];
    at.book.scores = [];
    at.clock.move(13 * hour);
    await at.work();
    assert.equal((await view()).failure, 'lti/line-item-gone', 'said');
    at.clock.move(2_000);
    await at.work();
    assert.equal(at.book.items.length, 1);
    assert.deepEqual(given(2), [
      ['7', 100],
      ['8', 0],
    ]);
  });

  it('get a grade again that is not in them any more, and not one that a teacher changed there', async () => {
    await aClass(at);
    await at.offer({ readsResults: true });
    await set('course');
    await at.work();
    at.book.scores = at.book.scores
      .filter(({ userId }) => userId === '7')
      .map((score) => ({ ...score, scoreGiven: 55 }));
    at.clock.move(13 * hour);
    await at.work();
    assert.deepEqual(given(1), [
      ['7', 55],
      ['8', 0],
    ]);
  });

  it('wait as long as a busy gradebook says (429), and nobody counts as refused', async () => {
    await aClass(at);
    await at.offer();
    await set('course');
    at.book.refuses = 429;
    at.book.headers = { 'retry-after': '600' };
    await at.work();
    const busy = await view();
    assert.deepEqual([busy.failure, busy.given], ['lti/platform-unavailable', 0]);
    // Only whom the LMS does not know at all.
    assert.ok(busy.refused.every(({ failure }) => failure === 'grades/no-account'));
    at.book.refuses = null;
    at.clock.move(599_000);
    await at.work();
    assert.equal(at.book.scores.length, 0);
    at.clock.move(2_000);
    await at.work();
    assert.deepEqual([(await view()).failure, (await view()).given], [null, 2]);
  });

  it('whose service the LMS does not let us use fail as a whole, not student by student', async () => {
    await aClass(at);
    await at.offer();
    await set('course');
    at.fake.misbehave('/token', () => ({ status: 400, body: '{"error":"invalid_scope"}' }));
    await at.work();
    const { failure, refused, waiting } = await view();
    assert.deepEqual([failure, refused, waiting], ['lti/platform-refused', [], 3]);
  });

  it('are none where Moodle’s plugin keeps the grades of the same course', async () => {
    await at.offer();
    const course = { realm: 'r', title: 'Data', title_from: 'r', created_at: 1, updated_at: 1 };
    await at.db('courses').where({ id: at.course.id }).update({ label: 'CS101' });
    const isRefused = (error: unknown) => isFailure(error, 'grades/by-plugin');
    await at.db('courses').insert({ ...course, id: 'p', external_id: 'cm:13', label: 'CS102' });
    await set('course');
    await at.db('courses').where({ id: 'p' }).update({ label: 'CS101' });
    assert.equal((await view()).byPlugin, true);
    await assert.rejects(set('course'), isRefused);
    await at.service.set(at.course.id, at.teacher.id, { ...perLink, isOn: false });
  });

  it('are given where the plugin’s activity gives none, and held back from when it does', async () => {
    const graded = await aPluginRoom(at);
    await aClass(at);
    await at.offer();
    const isRefused = (error: unknown) => isFailure(error, 'grades/by-plugin');
    await assert.rejects(set('course'), isRefused, 'a plugin of before does not say');
    await at.service.wanted(at.course.id, at.teacher.id);
    assert.equal((await view()).isOn, false, 'nor by the column of a link');
    await graded(false);
    assert.equal((await view()).byPlugin, false);
    await set('course');
    await graded(true);
    await at.work();
    assert.deepEqual(
      [at.book.items, (await view()).byPlugin, (await view()).isOn],
      [[], true, true],
    );
    await graded(false);
    at.clock.move(hour + 1_000);
    await at.work();
    assert.deepEqual(given(1), [
      ['7', 100],
      ['8', 0],
    ]);
  });

  it('are held back by an activity of the same course only, in the same Moodle', async () => {
    const graded = await aPluginRoom(at);
    await at.offer();
    await graded(true);
    await at.db('courses').where({ id: 'p' }).update({ realm: 'https://other.test' });
    assert.equal((await view()).byPlugin, false, 'another Moodle has the same short name');
    await at.db('courses').where({ id: 'p' }).update({ realm: moodle, retired_at: 1 });
    assert.equal((await view()).byPlugin, false, 'it was deleted');
    await at.db('courses').where({ id: 'p' }).update({ retired_at: null });
    assert.equal((await view()).byPlugin, true);
    await at.db('portals').update({ realm: 'https://other.test' });
    await graded(false);
    assert.equal((await view()).byPlugin, true, 'the word of another Moodle counts for nothing');
  });
});

const moodle = 'https://moodle.test';

/** The course has a second activity, of Moodle’s plugin; answers how that says whether it gives grades. */
async function aPluginRoom({ db, course, portals }: Graded) {
  const added = { title: 'Data', title_from: 'r', created_at: 1, updated_at: 1 };
  const room = { realm: moodle, label: 'CS101' };
  await db('courses').where({ id: course.id }).update(room);
  await db('courses').insert({ ...added, ...room, id: 'p', external_id: 'cm:13' });
  const trust = { kind: 'jwks' as const, url: `${moodle}/keys` };
  const at = { issuer: moodle, realm: moodle, name: 'M', origins: [moodle], trust };
  const { id: portal_id } = await portals.add(at, 'moodle');
  await db('moodle_rooms').insert({ portal_id, room: 'cm:13', sequence: 1 });
  return (is_graded: boolean) => db('moodle_rooms').update({ is_graded });
}
