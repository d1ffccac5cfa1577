import assert from 'node:assert/strict';
import { admissionFixture } from '../../../../test/admission-fixture.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { listCourseMeetings } from '../contract.ts';
import { changeSeries, getCourseSeries } from './contract.ts';

const schedule = {
  startsAt: '2030-03-25T08:00',
  timezone: 'Asia/Shanghai',
  durationMinutes: 90,
  weekly: { until: '2030-06-24', interval: 2 as const },
};

forEachDatabase('The meetings of a course', (open) => {
  it('are planned before any was held, by who may host it, and its members see the next one', async () => {
    const { ask, people, host, student, stranger } = await admissionFixture(await open());
    const { id: courseId } = await people.course(host, [student]);
    const params = { courseId };
    const { reply: series } = await ask(host, getCourseSeries, { params });
    assert.deepEqual([series.kind, series.courseId, series.schedule], ['course', courseId, null]);
    const bySeries = { seriesId: series.id };
    await ask(host, changeSeries, { params: bySeries, body: { schedule } });
    const { reply: again } = await ask(host, getCourseSeries, { params });
    assert.deepEqual([again.id, again.schedule], [series.id, schedule]);
    const shown = async () => (await ask(student, listCourseMeetings, { params })).reply.meetings;
    const startsAt = Date.parse('2030-03-25T08:00:00+08:00');
    assert.deepEqual(
      (await shown()).map((one) => [one.state, one.startsAt, one.mayHost]),
      [['scheduled', startsAt, false]],
    );
    assert.equal((await ask(student, getCourseSeries, { params })).code, 'meeting/not-host');
    assert.equal((await ask(stranger, getCourseSeries, { params })).code, 'course/not-a-member');
    await ask(host, changeSeries, { params: bySeries, body: { schedule: null } });
    assert.deepEqual(await shown(), [], 'a plan is taken back, the series stays');
  });
});
