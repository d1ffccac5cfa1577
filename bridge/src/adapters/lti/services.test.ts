import assert from 'node:assert/strict';
import { decodeJwt, createLocalJWKSet, jwtVerify } from 'jose';
import { settableClock } from '../../kernel/clock.ts';
import type { LtiProtocol, Platform } from '../../features/launches/ports.ts';
import { scoresUrl } from './ags.ts';
import { startFakePlatform, type FakePlatform, type FakeReply } from './fake-platform.ts';
import { createLti } from './index.ts';
import { nextLink } from './link-header.ts';
import { failsWith, memoryKeys, platformFor, recorded } from './testing.test.ts';

interface Recorded {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** A recorded answer, its addresses moved to the fake platform. */
function replay(name: string, issuer: string): FakeReply {
  const { status, headers, body } = recorded<Recorded>(name);
  const move = (text: string) => text.replaceAll('http://127.0.0.1:8080', issuer);
  const ascii = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
  return {
    status,
    headers: Object.fromEntries(
      Object.entries(headers).map(([key, value]) => [key, ascii(move(value))]),
    ),
    body: typeof body === 'string' ? body : move(JSON.stringify(body)),
  };
}

describe('services of a platform', () => {
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

  describe('access tokens', () => {
    const members = () => lti.members(platform, `${fake.issuer}/members`);

    it('are asked for with a signed assertion and kept until they expire', async () => {
      await Promise.all([members(), members()]);
      assert.equal(asked('/token').length, 1);
      const form = new URLSearchParams(asked('/token')[0]!.body);
      const keys = createLocalJWKSet(await lti.publicKeys());
      const { payload } = await jwtVerify(form.get('client_assertion') ?? '', keys, {
        currentDate: new Date(clock.now()),
        audience: platform.tokenUrl,
        issuer: 'client-1',
      });
      assert.equal(payload.sub, 'client-1');
      clock.move(58 * 60_000);
      await members();
      assert.equal(asked('/token').length, 1);
      clock.move(2 * 60_000);
      await members();
      assert.equal(asked('/token').length, 2);
    });
    it('are asked for anew once when one is not taken', async () => {
      await members();
      let refusals = 1;
      const good = { body: JSON.stringify({ members: [] }) };
      fake.misbehave('/members', () => (refusals-- > 0 ? { status: 401, body: '{}' } : good));
      await members();
      assert.equal(asked('/token').length, 2);
      fake.misbehave('/members', () => ({ status: 401, body: '{}' }));
      await failsWith(members(), 'lti/platform-refused');
    });
    it('that are refused say why, even in invalid JSON', async () => {
      fake.misbehave('/token', () => replay('token_bad_kid', fake.issuer));
      await assert.rejects(members(), /"kid" invalid|kid" invalid/u);
      fake.misbehave('/token', () => replay('token_unknown_scope', fake.issuer));
      await assert.rejects(members(), /invalid_scope/u);
      fake.misbehave('/token', () => replay('token-jwks-blocked-private-ip', fake.issuer));
      await assert.rejects(members(), /cannot fetch our key set/u);
      await failsWith(members(), 'lti/platform-refused');
      fake.misbehave('/token', null);
      assert.equal((await members()).members.length, 1);
    });
    it('that are not tokens are told', async () => {
      fake.misbehave('/token', () => ({ body: '<html>' }));
      await failsWith(members(), 'lti/platform-bad-answer');
      fake.misbehave('/token', () => ({ body: '{"access_token":""}' }));
      await failsWith(members(), 'lti/platform-bad-answer');
    });
    it('never follow a redirect', async () => {
      fake.misbehave('/members', () => ({
        status: 302,
        headers: { location: '/other' },
        body: '',
      }));
      await failsWith(members(), 'lti/platform-bad-answer');
      assert.equal(asked('/other').length, 0);
    });
  });

  describe('roster', () => {
    const at = (path: string) => `${fake.issuer}${path}`;
    const pageOf = (ids: string[], next?: string): FakeReply => ({
      headers: next === undefined ? {} : { link: `<${next}>; rel="next"` },
      body: JSON.stringify({
        context: { id: '2' },
        members: ids.map((user_id) => ({
          user_id,
          roles: ['Learner'],
          status: 'Active',
          name: user_id,
        })),
      }),
    });

    it('reads what Moodle sends: short roles, escaped names, empty numbers', async () => {
      fake.misbehave('/members', () => {
        const { headers: _, ...page } = replay('nrps_rlid', fake.issuer);
        return page;
      });
      const { courseExternalId, members } = await lti.members(platform, at('/members'));
      assert.equal(courseExternalId, '2');
      assert.deepEqual(
        members.map(({ name, campusNumber, roles }) => [name, campusNumber, roles]),
        [
          ['Tom & Jerry "Quote" Bold', 'ODD-amp', ['learner']],
          ['Suspended Account', null, ['learner']],
        ],
      );
    });
    it('follows pages of a real Moodle to the end', async () => {
      const path = '/mod/lti/services.php/CourseSection/2/bindings/1/memberships';
      fake.misbehave(path, ({ query }) => {
        const from = query.get('from');
        if (from === null) return replay('nrps_limit10', fake.issuer);
        return from === '10' ? replay('nrps_page2', fake.issuer) : pageOf(['last']);
      });
      const { members } = await lti.members(platform, at(`${path}?limit=10`));
      assert.equal(members.length, 9);
      assert.equal(asked(path).length, 3);
    });
    it('makes one of a person who is listed twice', async () => {
      const twice = ['Instructor', 'Learner'].map((role) => ({ user_id: '1', roles: [role] }));
      fake.misbehave('/members', () => ({ body: JSON.stringify({ members: twice }) }));
      const { members } = await lti.members(platform, at('/members'));
      assert.deepEqual(
        members.map(({ roles }) => roles),
        [['instructor', 'learner']],
      );
    });
    it('is nothing when a page fails', async () => {
      fake.misbehave('/members', ({ query }) =>
        query.has('from') ? { status: 500, body: '' } : pageOf(['1'], '/members?from=1'),
      );
      await failsWith(lti.members(platform, at('/members')), 'lti/platform-unavailable');
      fake.misbehave('/members', ({ query }) =>
        query.has('from')
          ? { body: '{"members":[{"roles":[]}]}' }
          : pageOf(['1'], '/members?from=1'),
      );
      await failsWith(lti.members(platform, at('/members')), 'lti/platform-bad-answer');
      fake.misbehave('/members', () => ({ body: '<!DOCTYPE html><p>Log in' }));
      await failsWith(lti.members(platform, at('/members')), 'lti/platform-bad-answer');
      fake.misbehave('/members', () => ({ status: 404, body: '{}' }));
      await failsWith(lti.members(platform, at('/members')), 'lti/platform-refused');
    });
    it('does not run in circles, nor to another site', async () => {
      fake.misbehave('/members', ({ query }) =>
        pageOf(['1'], query.get('from') === '1' ? '/members?from=2' : '/members?from=1'),
      );
      await failsWith(lti.members(platform, at('/members')), 'lti/platform-bad-answer');
      fake.misbehave('/members', () => pageOf(['1'], 'http://localhost:1/members'));
      await failsWith(lti.members(platform, at('/members')), 'lti/platform-bad-answer');
    });
    it('is nothing when the platform hangs up in the middle', async () => {
      fake.misbehave('/members', () => ({
        headers: { 'content-length': '999' },
        body: '{"members":[',
      }));
      const quick = createLti({
        keyStore: memoryKeys(),
        clock,
        allowLoopbackHttp: true,
        send: async (url, ask) => (await import('./http.ts')).send(url, { ...ask, timeoutMs: 500 }),
      });
      await failsWith(quick.members(platform, at('/members')), 'lti/platform-unavailable');
    });
  });

  describe('Link headers', () => {
    it('are read as RFC 8288 has them, and Moodle’s odd ones as the end', () => {
      assert.equal(nextLink('<?p=2>; rel="next"', 'http://x/a'), 'http://x/a?p=2');
      assert.equal(
        nextLink('<http://x/1>; rel="prev", <http://x/3>; title="a, b"; rel=next', 'http://x'),
        'http://x/3',
      );
      assert.equal(
        nextLink(recorded<Recorded>('ags_list_filter_tag').headers['link'] ?? '', 'http://x'),
        null,
      );
      assert.equal(nextLink(null, 'http://x'), null);
    });
  });

  describe('grades', () => {
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
    it('tells a refused line item', async () => {
      fake.misbehave(items, () => replay('ags_create_bad', fake.issuer));
      const draft = { label: 'x', scoreMaximum: 0 };
      await failsWith(lti.grades.create(platform, at(items), draft), 'lti/platform-refused');
    });
    it('keeps the query string when it gives scores', async () => {
      assert.equal(
        scoresUrl('http://x/a/lineitem?type_id=1'),
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
      await failsWith(lti.grades.score(platform, at(item), score), 'lti/platform-refused');
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

  describe('our keys', () => {
    it('are made once, published without their private part, and rotate with two published', async () => {
      const [one, same] = await Promise.all([lti.publicKeys(), lti.publicKeys()]);
      assert.deepEqual(one, same);
      assert.equal(one.keys.length, 1);
      assert.deepEqual(Object.keys(one.keys[0]!).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use']);
      await lti.rotateKeys();
      await lti.rotateKeys();
      const { keys } = await lti.publicKeys();
      assert.equal(keys.length, 2);
      assert.ok(!keys.some(({ kid }) => kid === one.keys[0]!.kid));
    });
    it('sign deep linking responses', async () => {
      const jwt = await lti.deepLinkingResponse({
        platform,
        deploymentId: '1',
        settings: {
          returnUrl: '',
          acceptTypes: [],
          acceptTargets: [],
          acceptMultiple: false,
          data: 'd',
        },
        items: [
          { title: '会议', url: 'https://meet.test/lti/launch', target: 'window' },
          { title: 'second', url: 'https://meet.test/lti/launch', target: 'iframe' },
        ],
      });
      await jwtVerify(jwt, createLocalJWKSet(await lti.publicKeys()), {
        currentDate: new Date(clock.now()),
      });
      const claims = decodeJwt(jwt);
      assert.equal(claims.aud, fake.issuer);
      assert.equal(claims['https://purl.imsglobal.org/spec/lti-dl/claim/data'], 'd');
      const items = claims[
        'https://purl.imsglobal.org/spec/lti-dl/claim/content_items'
      ] as unknown[];
      assert.equal(items.length, 1);
    });
  });
});
