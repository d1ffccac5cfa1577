import assert from 'node:assert/strict';
import { ask, assertLike, repeat } from './trial-services.ts';
import { startTrial, type Trial } from './trial.ts';
import { mediaTypes, scopes } from './vocabulary.ts';

describe('LTI grades (AGS)', () => {
  let trial: Trial;
  before(async () => {
    trial = await startTrial();
  });
  after(() => trial.stop());

  const base = '/mod/lti/services.php/2/lineitems';
  let item: string;
  const onItem = (path: string) => path.replace(/lineitems\/7\//, `lineitems/${item}/`);

  it('creates a line item', async () => {
    const answer = await repeat(trial, 'ags_create');
    assertLike(answer, 'ags_create');
    item = /lineitems\/(\d+)\//.exec((answer.body as { id: string }).id)?.[1] ?? '';
  });

  for (const name of [
    'ags_create_bad',
    'ags_create_linked',
    'ags_get',
    'ags_get_own',
    'ags_other_course',
    'ags_score',
    'ags_score_older',
    'ags_score_notuser',
    'ags_score_wrong_ct',
    'ags_results_user',
  ]) {
    it(`answers as ${name}`, async () => {
      assertLike(await repeat(trial, name, onItem), name);
    });
  }

  it('links pages with the malformed header of a real Moodle', async () => {
    const answer = await repeat(trial, 'ags_list_filter_tag');
    assertLike(answer, 'ags_list_filter_tag');
    const utf8 = Buffer.from(answer.headers.get('link') ?? '', 'latin1').toString('utf8');
    assert.match(utf8, /lineitems\?resource_id=room-42&amp;tag=attendance.*; rel=”first”/);
  });

  const score = (userId: string, change: object = {}) =>
    ask(trial, {
      path: `${base}/${item}/lineitem/scores?type_id=1`,
      method: 'POST',
      type: mediaTypes.score,
      body: {
        userId,
        scoreGiven: 80,
        scoreMaximum: 100,
        activityProgress: 'Completed',
        gradingProgress: 'FullyGraded',
        timestamp: '2026-11-24T00:00:00.500Z',
        ...change,
      },
    });
  const resultOf = async (userId: string) => {
    const path = `${base}/${item}/lineitem/results?type_id=1&user_id=${userId}`;
    const { body } = await ask(trial, { path, accept: mediaTypes.results });
    return (body as { resultScore?: number }[])[0]?.resultScore;
  };

  it('takes only newer scores, by whole seconds', async () => {
    assert.equal((await score('4')).status, 200);
    assert.equal(
      (await score('4', { scoreGiven: 1, timestamp: '2026-11-24T00:00:00.900Z' })).status,
      409,
    );
    assert.equal(await resultOf('4'), 80);
    assert.equal(
      (await score('4', { scoreGiven: 90, timestamp: '2026-11-24T00:00:01Z' })).status,
      200,
    );
    assert.equal(await resultOf('4'), 90);
  });

  it('clamps, rescales, and keeps a pending score without number', async () => {
    await score('5', { scoreGiven: 150 });
    await score('6', { scoreGiven: 5, scoreMaximum: 10 });
    await score('7', {
      scoreGiven: undefined,
      scoreMaximum: undefined,
      gradingProgress: 'Pending',
    });
    assert.deepEqual(
      [await resultOf('5'), await resultOf('6'), await resultOf('7')],
      [100, 50, undefined],
    );
  });

  it('takes suspended students and refuses teachers and strangers', async () => {
    assert.equal((await score('63')).status, 200);
    assert.equal((await score('523')).status, 400);
    assert.equal((await score('400')).status, 400);
    assert.deepEqual((await score('400')).body, []);
  });

  it('rescales grades when the maximum changes', async () => {
    assertLike(await repeat(trial, 'ags_put', onItem), 'ags_put');
    assert.equal(await resultOf('4'), 45);
  });

  it('reads but does not write with the reading scope', async () => {
    const token = await trial.token([scopes.lineItemRead]);
    const path = `${base}?type_id=1`;
    assert.equal((await ask(trial, { path, accept: mediaTypes.lineItems, token })).status, 200);
    const body = { label: 'x', scoreMaximum: 1 };
    const made = await ask(trial, { path, method: 'POST', type: mediaTypes.lineItem, body, token });
    assert.equal(made.status, 401);
  });

  it('deletes, and then knows it no more', async () => {
    const deleted = await ask(trial, {
      path: onItem(`${base}/7/lineitem?type_id=1`),
      method: 'DELETE',
    });
    // Koa sends no Content-Type with 204; a real Moodle sends text/html.
    assert.deepEqual([deleted.status, deleted.body], [204, '']);
    assertLike(await repeat(trial, 'ags_get_after_delete', onItem), 'ags_get_after_delete');
  });
});
