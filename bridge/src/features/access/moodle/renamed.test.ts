import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { lakeside, medicine, moodleFixture } from '../../../../test/moodle-fixture.ts';

const day = 24 * 60 * 60_000;
type Fixture = Awaited<ReturnType<typeof moodleFixture>>;

/** A connected Moodle with one room, and what its teacher does there. */
const teaching = async (fixture: Fixture, wwwroot = lakeside) => {
  const { connected, launched, send, roster, clock } = fixture;
  const moodle = await connected(wwwroot);
  let sequence = 0;
  const sent = async (course: object, more: object = {}) => {
    const said = { label: 'CS101', title: 'Data Structures', category: 'Computing', ...course };
    const claims = roster({ course: said, sequence: (sequence += 1), ...more });
    const body = await moodle.token(claims);
    const answer = await send({ method: 'POST', path: '/api/moodle/rosters', body });
    assert.equal(answer.status, 200, answer.text);
  };
  await sent({});
  const { token, courseId } = await launched(moodle, { sub: '2', role: 'editing-teacher' });
  const asked = async <A>(method: 'GET' | 'PATCH' | 'POST', path: string, body?: object) => {
    const answer = await send({ method, path, token, ...(body && { body }) });
    assert.equal(answer.status, 200, answer.text);
    return JSON.parse(answer.text) as A;
  };
  const startsAt = new Date(clock.now() + 7 * day).toISOString().slice(0, 10);
  const schedule = { startsAt: `${startsAt}T08:00`, timezone: 'UTC', durationMinutes: 90 };
  /** Plans the course's meeting, or a group's, as the course page does; what is left out of `title` is not typed. */
  const plans = async (of: string, title: { title?: string } = {}) => {
    const { id } = await asked<{ id: string }>('GET', `/api/courses/${courseId}/series${of}`);
    await asked('PATCH', `/api/series/${id}`, { schedule: { ...schedule, weekly: null } });
    if (title.title !== undefined) await asked('PATCH', `/api/series/${id}`, title);
    return id;
  };
  const calendar = async () => {
    const body = { token: await moodle.token({ sub: 'plans' }) };
    const { rooms } = JSON.parse((await fixture.post('plans', body)).text) as {
      rooms: { title: string }[];
    };
    return rooms.map(({ title }) => title).sort();
  };
  const meetings = async () => {
    const path = `/api/courses/${courseId}/meetings`;
    const { meetings: all } = await asked<{ meetings: { title: string }[] }>('GET', path);
    return all.map(({ title }) => title).sort();
  };
  const [groupId = ''] = await fixture
    .db('course_groups')
    .where({ course_id: courseId })
    .pluck<string[]>('id');
  return { sent, asked, plans, calendar, meetings, groupId, courseId };
};

forEachDatabase('An activity of a connected Moodle that is renamed', (open) => {
  it('takes along what is planned and called as it was, in the panel and in the calendar', async () => {
    const at = await teaching(await moodleFixture(await open()));
    await at.plans('');
    await at.plans(`?groupId=${at.groupId}`);
    assert.deepEqual(await at.calendar(), ['Data Structures', 'Data Structures · 一班']);
    await at.sent({ title: '数据结构' });
    assert.deepEqual(await at.calendar(), ['数据结构', '数据结构 · 一班']);
    assert.deepEqual(await at.meetings(), ['数据结构', '数据结构 · 一班']);
    // The group alone.
    await at.sent({ title: '数据结构' }, { groups: [{ id: '5', name: 'Lab A' }] });
    assert.deepEqual(await at.calendar(), ['数据结构', '数据结构 · Lab A']);
    // And back again.
    await at.sent({});
    assert.deepEqual(await at.calendar(), ['Data Structures', 'Data Structures · 一班']);
  });

  it('leaves a title that a teacher typed, also one that differs by its capitals only', async () => {
    const at = await teaching(await moodleFixture(await open()));
    await at.plans('', { title: 'data structures' });
    await at.plans(`?groupId=${at.groupId}`, { title: 'Lab of 一班' });
    await at.sent({ title: '数据结构' });
    assert.deepEqual(await at.calendar(), ['Lab of 一班', 'data structures']);
    assert.deepEqual(await at.meetings(), ['Lab of 一班', 'data structures']);
  });

  it('takes along the meeting that runs and the next one, but none that is over', async () => {
    const at = await teaching(await moodleFixture(await open()));
    const path = `/api/courses/${at.courseId}/meetings`;
    const over = await at.asked<{ id: string }>('POST', path, {});
    await at.asked('POST', `/api/meetings/${over.id}/end`);
    await at.asked('POST', path, {});
    await at.sent({ title: '数据结构' });
    assert.deepEqual(await at.meetings(), ['Data Structures', '数据结构']);
    const another = await at.asked<{ title: string }>('POST', path, { another: true });
    assert.equal(another.title, '数据结构');
  });

  it('changes nothing in another Moodle, where something is called the same', async () => {
    const fixture = await moodleFixture(await open());
    const here = await teaching(fixture);
    const there = await teaching(fixture, medicine);
    await here.plans('');
    await there.plans('');
    await here.sent({ title: '数据结构' });
    assert.deepEqual(await here.calendar(), ['数据结构']);
    assert.deepEqual(await there.calendar(), ['Data Structures']);
  });
});
