import assert from 'node:assert/strict';
import { settableClock } from '../../kernel/clock.ts';
import type { LtiProtocol, Platform } from '../../features/access/lti/ports.ts';
import { under } from './ags.ts';
import { platformFor } from '../../../test/fake-platform/known.ts';
import { startFakePlatform, type FakePlatform } from '../../../test/fake-platform/platform.ts';
import { createLti } from './index.ts';
import { failsWith, memoryKeys, replay } from './testing.test.ts';

describe('grades', () => {
  let fake: FakePlatform;
  let lti: LtiProtocol;
  let platform: Platform;
  const clock = settableClock();
  const asked = (path: string) => fake.requests.filter((request) => request.path === path);

  beforeEach(async () => {
    fake = await startFakePlatform(() => clock.now());
    lti = createLti({ keyStore: memoryKeys(), clock, allowLoopbackHttp: true });
    platform = platformFor(fake);
  });
  afterEach(() => fake.close());

  const items = '/mod/lti/services.php/2/lineitems';
  const item = `${items}/7/lineitem`;
  const at = (path: string) => `${fake.issuer}${path}?type_id=1`;

  it('lists, makes, changes and deletes line items', async () => {
    fake.misbehave(items, ({ method }) =>
      replay(method === 'GET' ? 'ags_list' : 'ags_create', fake.issuer),
    );
    const [first] = await lti.grades.list(platform, at(items));
    assert.equal(first?.resourceLinkId, '1');
    assert.equal(first.resourceId, null);
    const draft = { label: '出勤', scoreMaximum: 100, resourceId: 'room-42' };
    const made = await lti.grades.create(platform, at(items), draft);
    assert.equal(made.id, at(item));
    const post = asked(items).find(({ method }) => method === 'POST');
    assert.equal(post?.headers['content-type'], 'application/vnd.ims.lis.v2.lineitem+json');
    fake.misbehave(item, ({ method }) =>
      method === 'PUT' ? replay('ags_put', fake.issuer) : { status: 204, body: '' },
    );
    const changed = await lti.grades.update(platform, made.id, { label: 'x', scoreMaximum: 50 });
    assert.equal(changed.scoreMaximum, 50);
    await lti.grades.remove(platform, made.id);
  });
  it('lists every page, and takes a list that does not end for no answer', async () => {
    const page = (id: number, next: string | null) => ({
      status: 200,
      headers: next === null ? {} : { link: `<${next}>; rel="next"` },
      body: JSON.stringify([{ id: `${fake.issuer}/${id}`, label: 'x', scoreMaximum: 1 }]),
    });
    fake.misbehave(items, ({ query }) =>
      query.has('from') ? page(2, null) : page(1, `${at(items)}&from=1`),
    );
    const all = await lti.grades.list(platform, at(items));
    assert.deepEqual(
      all.map(({ id }) => id),
      [`${fake.issuer}/1`, `${fake.issuer}/2`],
    );
    fake.misbehave(items, () => page(1, at(items)));
    await failsWith(lti.grades.list(platform, at(items)), 'lti/platform-bad-answer');
    fake.misbehave(items, () => page(1, 'https://elsewhere.test/lineitems'));
    await failsWith(lti.grades.list(platform, at(items)), 'lti/address-refused');
  });
  it('tells a refused line item', async () => {
    fake.misbehave(items, () => replay('ags_create_bad', fake.issuer));
    const draft = { label: 'x', scoreMaximum: 0 };
    await failsWith(lti.grades.create(platform, at(items), draft), 'lti/platform-refused');
  });
  it('keeps the query string when it gives scores', async () => {
    assert.equal(
      under('http://x/a/lineitem?type_id=1', 'scores'),
      'http://x/a/lineitem/scores?type_id=1',
    );
    fake.misbehave(`${item}/scores`, () => replay('ags_score', fake.issuer));
    await lti.grades.score(platform, at(item), score);
    const [sent] = asked(`${item}/scores`);
    assert.equal(sent?.query.get('type_id'), '1');
    assert.equal(sent.headers['content-type'], 'application/vnd.ims.lis.v1.score+json');
    assert.deepEqual(JSON.parse(sent.body), {
      userId: '3',
      timestamp: '2026-11-23T22:02:48.136Z',
      scoreGiven: 87.5,
      scoreMaximum: 100,
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
    });
  });
  it('tells a stale score from a refused one', async () => {
    fake.misbehave(`${item}/scores`, () => replay('ags_score_older', fake.issuer));
    await failsWith(lti.grades.score(platform, at(item), score), 'lti/score-stale');
    fake.misbehave(`${item}/scores`, () => replay('ags_score_notuser', fake.issuer));
    await failsWith(lti.grades.score(platform, at(item), score), 'lti/score-refused');
    fake.misbehave(`${item}/scores`, () => ({ status: 404, body: '' }));
    await failsWith(lti.grades.score(platform, at(item), score), 'lti/line-item-gone');
  });

  const score = {
    subject: '3',
    scoreGiven: 87.5,
    scoreMaximum: 100,
    activityProgress: 'Completed',
    gradingProgress: 'FullyGraded',
    at: Date.parse('2026-11-23T22:02:48.136Z'),
  } as const;
});
