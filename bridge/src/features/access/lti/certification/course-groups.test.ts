import assert from 'node:assert/strict';
import {
  actorOf,
  lti,
  ltiFixture,
  membership,
  nrpsClaim,
  type LtiFixture,
} from '../../../../../test/lti-fixture.ts';
import { getCourse, listCourseMembers } from '../../../directory/courses/contract.ts';

const groupsClaim = 'https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice';
const scope = 'https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly';
const container = 'application/vnd.ims.lti-gs.v1.contextgroupcontainer+json';

/*
 * 1EdTech's Course Groups Service 1.0 (no part of the certification guide): groups of a course in the LMS are
 * groups of the course here.
 */
describe('LTI Course Groups Service', () => {
  let at: LtiFixture;
  let course = 0;
  before(async () => {
    at = await ltiFixture();
  });
  after(() => at.close());
  beforeEach(() => {
    course += 1;
    at.fake.requests.length = 0;
    at.fake.misbehave('/groups', ({ query }) => {
      const isSecond = query.get('p') === '2';
      const groups = isSecond
        ? [{ id: 'g3', name: 'Hidden', hidden: true }]
        : [{ id: 'g1', name: 'Lab 甲' }, { id: 'g2' }];
      return {
        headers: isSecond ? {} : { link: `<${at.fake.issuer}/groups?p=2>; rel="next"` },
        body: JSON.stringify({ id: at.fake.issuer, groups }),
      };
    });
    at.fake.misbehave('/members', ({ query }) => {
      const groups = query.get('groups') === 'true';
      const member = (user_id: string, role: string, ids: string[]) => ({
        user_id,
        status: 'Active',
        name: user_id,
        roles: [membership(role)],
        ...(groups ? { group_enrollments: ids.map((group_id) => ({ group_id })) } : {}),
      });
      const members = [
        member('teacher', 'Instructor', []),
        member('Ann', 'Learner', ['g1', 'g3', 'elsewhere']),
        member('Ben', 'Learner', []),
      ];
      return { body: JSON.stringify({ id: 'x', context: { id: `g${course}` }, members }) };
    });
  });

  const groupsFrom = (url: string, scopes = [scope]) => ({
    [groupsClaim]: { context_groups_url: url, scope: scopes, service_versions: ['1.0'] },
  });
  const launched = async (change: Record<string, unknown>) => {
    const launch = await at.launch({
      sub: 'teacher',
      [lti('roles')]: [membership('Instructor')],
      [lti('context')]: { id: `g${course}`, title: 'Course' },
      [lti('custom')]: {},
      [nrpsClaim]: { context_memberships_url: `${at.fake.issuer}/members` },
      ...change,
    });
    const courseId = launch.opened?.courseId ?? '';
    const isRead = () => at.db('roster_runs').where({ scope: courseId, running_key: null }).first();
    while (!(await isRead())) await new Promise(setImmediate);
    const params = { courseId };
    const who = actorOf(launch);
    const { groups } = (await at.ask(who, getCourse, { params })).reply;
    const { members } = (await at.ask(who, listCourseMembers, { params })).reply;
    const names = new Map(groups.map(({ id, name }) => [id, name]));
    const groupsOf = (name: string) =>
      members.find(({ displayName }) => displayName === name)?.groupIds.map((id) => names.get(id));
    return { groups: groups.map(({ name }) => name), groupsOf, members };
  };
  const asked = (path: string) => at.fake.requests.filter((request) => request.path === path);

  it('makes groups of the platform’s, with who is in them; hidden ones are left out', async () => {
    const { groups, groupsOf } = await launched(groupsFrom(`${at.fake.issuer}/groups`));
    assert.ok(groups.includes('Lab 甲'));
    assert.ok(!groups.includes('Hidden'));
    assert.deepEqual(groupsOf('Ann'), ['Lab 甲']);
    assert.deepEqual(groupsOf('Ben'), []);
    assert.equal(asked('/groups')[0]?.headers.accept, container);
    const scopes = asked('/token').map(({ body }) => new URLSearchParams(body).get('scope'));
    assert.ok(scopes.includes(scope));
  });

  it('is not asked where its scope was not granted, nor elsewhere than on the platform', async () => {
    const url = `${at.fake.issuer}/groups`;
    assert.deepEqual((await launched(groupsFrom(url, []))).groups, []);
    course += 1;
    assert.deepEqual((await launched(groupsFrom('https://elsewhere.test/groups'))).groups, []);
    assert.equal(asked('/groups').length, 0);
    assert.ok(asked('/members').every(({ query }) => !query.has('groups')));
  });

  it('that fails is told, and the roster is read without it', async () => {
    const failing = [
      { status: 500, body: '' },
      { status: 403, body: '' },
      { body: '{"groups":5}' },
    ];
    for (const reply of failing) {
      course += 1;
      at.fake.misbehave('/groups', () => reply);
      const { groups, members } = await launched(groupsFrom(`${at.fake.issuer}/groups`));
      assert.deepEqual(groups, []);
      assert.equal(members.length, 3);
    }
    const reports = await at.db('roster_runs').pluck<string[]>('report');
    const told = reports.filter((report) => report.includes('Groups stay as they were'));
    assert.equal(told.length, failing.length);
  });
});
