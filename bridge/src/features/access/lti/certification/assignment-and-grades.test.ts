import assert from 'node:assert/strict';
import { aClass } from '../../../../../test/attendance-fixture.ts';
import { graded, type Graded } from '../../../../../test/grades-fixture.ts';
import { sqliteTemplate, type LentDatabase } from '../../../../../test/template-database.ts';
import { settableClock } from '../../../../kernel/clock.ts';
import { createLti } from '../../../../adapters/lti/index.ts';
import { platformFor } from '../../../../../test/fake-platform/known.ts';
import { memoryKeys } from '../../../../adapters/lti/testing.test.ts';
import { isFailure } from '../../../../kernel/failure.ts';

const sqlite = sqliteTemplate();
const scope = (name: string) => `https://purl.imsglobal.org/spec/lti-ags/scope/${name}`;
const on = { isOn: true, measure: 'attended', per: 'course' } as const;

/*
 * The cases of 1EdTech's “LTI Advantage Conformance Certification Guide”, part “Tool Conformance → Assignment
 * and Grade Services Testing”, under the guide's own titles: the grades of a course by attendance are given, and
 * read back. What becomes of it where line items are removed, busy or refused: features/meetings/grades.
 */
describe('LTI certification: Assignment and Grade Services', () => {
  let at: Graded;
  let lent: LentDatabase;
  before(async () => {
    lent = await sqlite.open();
    at = await graded(lent.db);
    await aClass(at);
    await at.offer({ readsResults: true });
    await at.service.set(at.course.id, at.teacher.id, on);
    await at.work();
    // Twelve hours later the results are read back.
    at.clock.move(13 * 3_600_000);
    await at.work();
  });
  after(async () => {
    await at.bridge.close();
    await at.fake.close();
    await lent.close();
  });

  const asked = (method: string, path: RegExp) =>
    at.fake.requests.find((request) => request.method === method && path.test(request.path));
  /** The scopes of all tokens that were asked for. */
  const scopesAsked = () =>
    at.fake.requests
      .filter(({ path }) => path === '/token')
      .map(({ body }) => new URLSearchParams(body).get('scope'));

  /** The five cases that the guide has of each request. */
  const cases = (of: {
    title: string;
    response: string;
    method: string;
    path: RegExp;
    header: 'accept' | 'content-type';
    type: string;
    scope: string;
    took: () => void;
  }) => {
    describe(of.title, () => {
      const request = () => asked(of.method, of.path);
      it(of.title, () => assert.ok(request()));
      it('Verify JSON Header', () => assert.equal(request()?.headers[of.header], of.type));
      it('Verify Bearer Token', () =>
        assert.match(request()?.headers.authorization ?? '', /^Bearer \S+$/u));
      it('Verify Bearer Scope', () => assert.ok(scopesAsked().includes(scope(of.scope))));
      it(of.response, () => of.took());
    });
  };
  const lis = (name: string) => `application/vnd.ims.lis.${name}+json`;

  cases({
    title: 'Receive lineitems Request',
    response: 'Generate and Send Response: empty AGS response',
    method: 'GET',
    path: /^\/lineitems$/u,
    header: 'accept',
    type: lis('v2.lineitemcontainer'),
    scope: 'lineitem',
    took: () => assert.equal(at.book.items.length, 1, 'none was there: one was made'),
  });
  cases({
    title: 'Receive lineitem Request',
    response: 'Generate and Send Response: lineitem created',
    method: 'POST',
    path: /^\/lineitems$/u,
    header: 'content-type',
    type: lis('v2.lineitem'),
    scope: 'lineitem',
    took: () => {
      const { label, scoreMaximum, resourceId } = at.book.items[0]!;
      assert.deepEqual([scoreMaximum, resourceId], [100, 'campus-meet-attendance']);
      assert.notEqual(label, '');
    },
  });
  cases({
    title: 'Receive score POST Request',
    response: 'Generate and Send Response: score created',
    method: 'POST',
    path: /\/scores$/u,
    header: 'content-type',
    type: lis('v1.score'),
    scope: 'score',
    took: () => {
      assert.deepEqual(at.book.scores.map(({ userId }) => userId).toSorted(), ['7', '8']);
      for (const { timestamp } of at.book.scores) assert.ok(!Number.isNaN(Date.parse(timestamp)));
    },
  });
  cases({
    title: 'Receive result GET Request',
    response: 'Generate and Send Response: result',
    method: 'GET',
    path: /\/results$/u,
    header: 'accept',
    type: lis('v2.resultcontainer'),
    scope: 'result.readonly',
    took: () => assert.equal(at.book.scores.length, 2, 'all are there: none is given again'),
  });

  it('Affirm Response Received', async () => {
    const view = await at.service.view(at.course.id, at.teacher.id);
    assert.deepEqual([view.given, view.failure], [2, null]);
  });

  describe('A score', () => {
    const clock = settableClock();
    const activity = ['Initialized', 'Started', 'InProgress', 'Submitted', 'Completed'] as const;
    const grading = ['FullyGraded', 'Pending', 'PendingManual', 'Failed', 'NotReady'] as const;
    const give = (more: object) => {
      const lti = createLti({ keyStore: memoryKeys(), clock, allowLoopbackHttp: true });
      const score = {
        subject: '7',
        scoreMaximum: 100,
        activityProgress: activity[0],
        gradingProgress: grading[0],
        at: clock.now(),
        ...more,
      };
      return lti.grades.score(platformFor(at.fake), `${at.fake.issuer}/states/lineitem`, score);
    };

    for (const activityProgress of activity) {
      it(`may say activityProgress ${activityProgress}, with each gradingProgress, with points or without`, async () => {
        const sent: Record<string, unknown>[] = [];
        at.fake.misbehave('/states/lineitem/scores', ({ body }) => {
          sent.push(JSON.parse(body) as Record<string, unknown>);
          return { status: 204, body: '' };
        });
        for (const gradingProgress of grading) {
          await give({ activityProgress, gradingProgress, scoreGiven: 50 });
          await give({ activityProgress, gradingProgress });
        }
        assert.deepEqual(
          sent.map((one) => [one['activityProgress'], one['gradingProgress'], one['scoreGiven']]),
          grading.flatMap((state) => [
            [activityProgress, state, 50],
            [activityProgress, state, undefined],
          ]),
        );
      });
    }

    for (const [status, code] of [
      [400, 'lti/score-refused'],
      [401, 'lti/platform-refused'],
      [403, 'lti/platform-refused'],
      [404, 'lti/line-item-gone'],
      [409, 'lti/score-stale'],
      [422, 'lti/score-refused'],
      [429, 'lti/platform-unavailable'],
      [500, 'lti/platform-unavailable'],
      [503, 'lti/platform-unavailable'],
    ] as const) {
      it(`that is answered ${status} fails with ${code}`, async () => {
        at.fake.misbehave('/states/lineitem/scores', () => ({ status, body: '{}' }));
        await assert.rejects(give({}), (error) => isFailure(error, code));
      });
    }

    it('that comes too soon knows how long to wait, in seconds or until a date', async () => {
      const after = async (retryAfter: string): Promise<number | undefined> => {
        const headers = { 'retry-after': retryAfter };
        at.fake.misbehave('/states/lineitem/scores', () => ({ status: 429, headers, body: '' }));
        const error: unknown = await give({}).then(
          () => null,
          (thrown: unknown) => thrown,
        );
        return isFailure(error) ? error.retryAfter : undefined;
      };
      assert.equal(await after('120'), 120);
      const date = (await after(new Date(Date.now() + 600_000).toUTCString())) ?? 0;
      assert.ok(date > 500 && date <= 600, String(date));
      assert.equal(await after('soon'), undefined);
      assert.equal(await after('99999999'), 86_400, 'a day at most');
    });
  });
});
