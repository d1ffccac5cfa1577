import assert from 'node:assert/strict';
import {
  actorOf,
  ltiFixture,
  membership,
  nrpsClaim,
  lti,
  type LtiFixture,
} from '../../../../../test/lti-fixture.ts';
import type { FakeReply } from '../../../../../test/fake-platform/platform.ts';
import { listCourseMembers } from '../../../directory/courses/contract.ts';

const scope = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';
const container = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';

/*
 * The cases of 1EdTech's “LTI Advantage Conformance Certification Guide”, part “Tool Conformance → Names and
 * Roles Service Testing”, under the guide's own titles; then what its data may look like. What a roster may
 * have of oddities, beyond them: adapters/lti/roster.test.ts and roster-oddities.test.ts.
 */
describe('LTI certification: Names and Role Provisioning Services', () => {
  let at: LtiFixture;
  let course = 0;
  before(async () => {
    at = await ltiFixture();
  });
  after(() => at.close());
  beforeEach(() => {
    course += 1;
    at.fake.requests.length = 0;
    at.fake.misbehave('/members', null);
  });

  const asked = (path: string) => at.fake.requests.filter((request) => request.path === path);
  const member = (user_id: string, more: object = {}) => ({
    user_id,
    status: 'Active',
    roles: [membership('Learner')],
    name: `N ${user_id}`,
    ...more,
  });
  const page = (members: object[], next?: string): FakeReply => ({
    headers: {
      'content-type': container,
      ...(next === undefined
        ? {}
        : { link: `<${next}>; rel="next", <${next}>; rel="differences"` }),
    },
    body: JSON.stringify({ id: at.fake.issuer, context: { id: `c${course}` }, members }),
  });
  const launch = (url = `${at.fake.issuer}/members`) =>
    at.launch({
      sub: `teacher-${course}`,
      name: 'Teacher',
      given_name: undefined,
      family_name: undefined,
      [lti('roles')]: [membership('Instructor')],
      [lti('context')]: { id: `c${course}`, title: 'Course' },
      [nrpsClaim]: { context_memberships_url: url, service_versions: ['2.0'] },
    });
  /** A launch of a new course, and who is in it once its roster was read. */
  const membersAfterLaunch = async (url?: string) => {
    const launched = await launch(url);
    assert.equal(launched.status, 303, launched.code);
    const courseId = launched.opened?.courseId ?? '';
    // The roster is read behind the launch.
    const since = at.clock.now();
    const isRead = () =>
      at.db('roster_runs').where({ scope: courseId, running_key: null, started_at: since }).first();
    while (!(await isRead())) await new Promise(setImmediate);
    const { reply } = await at.ask(actorOf(launched), listCourseMembers, { params: { courseId } });
    return reply.members;
  };
  const namesOf = (members: { displayName: string }[]) =>
    members.map(({ displayName }) => displayName).toSorted();
  const teacher = () => member(`teacher-${course}`, { roles: ['Instructor'], name: 'Teacher' });

  describe('Names and Roles Service Testing', () => {
    beforeEach(async () => {
      at.fake.misbehave('/members', () => page([teacher(), member('1')]));
      await membersAfterLaunch();
    });

    it('Receive Request', () => {
      assert.deepEqual(
        asked('/members').map(({ method }) => method),
        ['GET'],
      );
    });
    it('Verify JSON Header', () => {
      assert.equal(asked('/members')[0]?.headers.accept, container);
    });
    it('Verify Bearer Token', () => {
      assert.match(asked('/members')[0]?.headers.authorization ?? '', /^Bearer [\w-]+$/u);
    });
    it('Verify Bearer Scope', async () => {
      // The token is kept while it lives: that of the first of these launches.
      at.clock.move(2 * 3_600_000);
      course += 1;
      await membersAfterLaunch();
      const form = new URLSearchParams(asked('/token').at(-1)?.body);
      assert.equal(form.get('scope'), scope);
      assert.equal(form.get('grant_type'), 'client_credentials');
    });
    it('Affirm Response Received', async () => {
      course += 1;
      assert.deepEqual(namesOf(await membersAfterLaunch()), ['N 1', 'Teacher']);
    });
  });

  describe('The response', () => {
    it('of several pages (limit) is read to its end', async () => {
      const { issuer } = at.fake;
      at.fake.misbehave('/members', ({ query }) => {
        if (!query.has('p')) return page([teacher(), member('1')], `${issuer}/members?p=2`);
        return query.get('p') === '2' ? page([member('2')], '?p=3') : page([member('3')]);
      });
      const names = namesOf(await membersAfterLaunch(`${issuer}/members?limit=2`));
      assert.deepEqual(names, ['N 1', 'N 2', 'N 3', 'Teacher']);
      assert.deepEqual(
        asked('/members').map(({ query }) => query.toString()),
        ['limit=2', 'p=2', 'p=3'],
      );
    });
    it('may be filtered (role, rlid): the address is asked as the platform gave it', async () => {
      at.fake.misbehave('/members', () => page([teacher()]));
      await membersAfterLaunch(`${at.fake.issuer}/members?role=Instructor&rlid=49`);
      assert.equal(asked('/members')[0]?.query.toString(), 'role=Instructor&rlid=49');
    });
    it('with members of a resource link (message) is read like any other', async () => {
      const message = [{ [lti('message_type')]: 'LtiResourceLinkRequest', [lti('custom')]: {} }];
      at.fake.misbehave('/members', () => page([teacher(), member('1', { message })]));
      assert.deepEqual(namesOf(await membersAfterLaunch()), ['N 1', 'Teacher']);
    });
    it('has in the course whom it calls Active, or says nothing of; not the Inactive and Deleted', async () => {
      const all = [
        teacher(),
        member('1'),
        member('2', { status: 'Inactive' }),
        member('3', { status: 'Deleted' }),
        member('4', { status: undefined }),
      ];
      at.fake.misbehave('/members', () => page(all));
      assert.deepEqual(namesOf(await membersAfterLaunch()), ['N 1', 'N 4', 'Teacher']);
    });
    it('of differences is not asked for: each reading is of the whole, and who is not in it is out', async () => {
      at.fake.misbehave('/members', () => page([teacher(), member('1'), member('2')], undefined));
      await membersAfterLaunch();
      at.clock.move(3_600_000);
      at.fake.misbehave('/members', () => page([teacher(), member('2')]));
      assert.deepEqual(namesOf(await membersAfterLaunch()), ['N 2', 'Teacher']);
      assert.ok(asked('/members').every(({ query }) => query.toString() === ''));
    });
    it('without names or mail (no PII) has its members nevertheless', async () => {
      at.fake.misbehave('/members', () => page([teacher(), { user_id: '1', roles: ['Learner'] }]));
      assert.equal((await membersAfterLaunch()).length, 2);
    });
    for (const [what, reply] of [
      ['401', { status: 401, body: '{}' }],
      ['403', { status: 403, body: '{}' }],
      ['404', { status: 404, body: '{}' }],
      ['500', { status: 500, body: '' }],
      ['no JSON', { body: '<!DOCTYPE html>' }],
    ] as const) {
      it(`that is none (${what}) leaves everybody in, and the launch is not refused`, async () => {
        at.fake.misbehave('/members', () => page([teacher(), member('1')]));
        await membersAfterLaunch();
        at.clock.move(3_600_000);
        at.fake.misbehave('/members', () => reply);
        assert.deepEqual(namesOf(await membersAfterLaunch()), ['N 1', 'Teacher']);
      });
    }
  });
});
