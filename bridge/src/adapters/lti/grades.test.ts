import assert from 'node:assert/strict';
import { under } from './ags.ts';
import { aFakePlatform, failsWith, replay } from './testing.test.ts';

describe('grades', () => {
  const on = aFakePlatform();
  const { asked } = on;

  const items = '/mod/lti/services.php/2/lineitems';
  const item = `${items}/7/lineitem`;
  const at = (path: string) => `${on.fake.issuer}${path}?type_id=1`;

  it('lists, makes, changes and deletes line items', async () => {
    on.fake.misbehave(items, ({ method }) =>
      replay(method === 'GET' ? 'ags_list' : 'ags_create', on.fake.issuer),
    );
    const [first] = await on.lti.grades.list(on.platform, at(items));
    assert.equal(first?.resourceLinkId, '1');
    assert.equal(first.resourceId, null);
    const draft = { label: '出勤', scoreMaximum: 100, resourceId: 'room-42' };
    const made = await on.lti.grades.create(on.platform, at(items), draft);
    assert.equal(made.id, at(item));
    const post = asked(items).find(({ method }) => method === 'POST');
    assert.equal(post?.headers['content-type'], 'application/vnd.ims.lis.v2.lineitem+json');
    on.fake.misbehave(item, ({ method }) =>
      method === 'PUT' ? replay('ags_put', on.fake.issuer) : { status: 204, body: '' },
    );
    const changed = await on.lti.grades.update(on.platform, made.id, {
      label: 'x',
      scoreMaximum: 50,
    });
    assert.equal(changed.scoreMaximum, 50);
    await on.lti.grades.remove(on.platform, made.id);
  });
  it('lists every page, and takes a list that does not end for no answer', async () => {
    const page = (id: number, next: string | null) => ({
      status: 200,
      headers: next === null ? {} : { link: `<${next}>; rel="next"` },
      body: JSON.stringify([{ id: `${on.fake.issuer}/${id}`, label: 'x', scoreMaximum: 1 }]),
    });
    on.fake.misbehave(items, ({ query }) =>
      query.has('from') ? page(2, null) : page(1, `${at(items)}&from=1`),
    );
    const all = await on.lti.grades.list(on.platform, at(items));
    assert.deepEqual(
      all.map(({ id }) => id),
      [`${on.fake.issuer}/1`, `${on.fake.issuer}/2`],
    );
    on.fake.misbehave(items, () => page(1, at(items)));
    await failsWith(on.lti.grades.list(on.platform, at(items)), 'lti/platform-bad-answer');
    on.fake.misbehave(items, () => page(1, 'https://elsewhere.test/lineitems'));
    await failsWith(on.lti.grades.list(on.platform, at(items)), 'lti/address-refused');
  });
  it('tells a refused line item', async () => {
    on.fake.misbehave(items, () => replay('ags_create_bad', on.fake.issuer));
    const draft = { label: 'x', scoreMaximum: 0 };
    await failsWith(on.lti.grades.create(on.platform, at(items), draft), 'lti/platform-refused');
  });
  it('keeps the query string when it gives scores', async () => {
    assert.equal(
      under('http://x/a/lineitem?type_id=1', 'scores'),
      'http://x/a/lineitem/scores?type_id=1',
    );
    on.fake.misbehave(`${item}/scores`, () => replay('ags_score', on.fake.issuer));
    await on.lti.grades.score(on.platform, at(item), score);
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
    on.fake.misbehave(`${item}/scores`, () => replay('ags_score_older', on.fake.issuer));
    await failsWith(on.lti.grades.score(on.platform, at(item), score), 'lti/score-stale');
    on.fake.misbehave(`${item}/scores`, () => replay('ags_score_notuser', on.fake.issuer));
    await failsWith(on.lti.grades.score(on.platform, at(item), score), 'lti/score-refused');
    on.fake.misbehave(`${item}/scores`, () => ({ status: 404, body: '' }));
    await failsWith(on.lti.grades.score(on.platform, at(item), score), 'lti/line-item-gone');
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
