import assert from 'node:assert/strict';
import { ask, assertLike, recordingOf, repeat } from './trial-services.ts';
import { startTrial, type Trial } from './trial.ts';
import { mediaTypes, scopes } from './vocabulary.ts';

describe('LTI names and roles (NRPS)', () => {
  let trial: Trial;
  before(async () => {
    trial = await startTrial();
  });
  after(() => trial.stop());

  for (const name of [
    'nrps_limit10',
    'nrps_rlid',
    'nrps_rlid_unknown',
    'nrps_unknown_course',
    'nrps_v1',
    'nrps_role_instructor',
    'nrps_zero_course_without_link',
  ]) {
    it(`answers as ${name}`, async () => {
      const answer = await repeat(trial, name, (path) => path.replace('bindings/2', 'bindings/1'));
      assertLike(answer, name);
      const link = answer.headers.get('link');
      const real = recordingOf(name).headers['link'];
      const pathIn = (text: string | null | undefined) =>
        text?.replace(/<http:\/\/[^/]+/, '<') ?? null;
      assert.equal(pathIn(link), pathIn(real));
    });
  }

  it('pages through the whole course, escaping names, without suspended enrolments', async () => {
    const members: { user_id: string; name: string; roles: string[] }[] = [];
    let next: string | null =
      '/mod/lti/services.php/CourseSection/2/bindings/1/memberships?limit=10';
    while (next !== null) {
      const { headers, body } = await ask(trial, { path: next, accept: mediaTypes.members });
      members.push(...(body as { members: typeof members }).members);
      next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1] ?? null;
    }
    assert.equal(members.length, 73);
    assert.equal(new Set(members.map((each) => each.user_id)).size, 73);
    const amp = members.find((each) => each.user_id === '545');
    assert.equal(amp?.name, 'Tom &amp; Jerry "Quote" Bold');
    assert.ok(
      members.some((each) => each.user_id === '550'),
      'a suspended account is still Active',
    );
    for (const id of ['63', '64', '65']) assert.ok(!members.some((each) => each.user_id === id));
    // The non-editing teacher is an Instructor in the launch and a Learner here.
    assert.deepEqual(members.find((each) => each.user_id === '524')?.roles, ['Learner']);
  });

  it('forgets the role in the next link', async () => {
    const path =
      '/mod/lti/services.php/CourseSection/2/bindings/1/memberships?role=Learner&limit=2';
    const { headers } = await ask(trial, { path, accept: mediaTypes.members });
    assert.ok(!headers.get('link')?.includes('role'));
  });

  it('gives 500 students in one answer', async () => {
    const { body } = await ask(trial, {
      path: '/mod/lti/services.php/CourseSection/12/bindings/1/memberships',
    });
    assert.equal((body as { members: unknown[] }).members.length, 503);
  });

  for (const [what, token, path] of [
    ['no token', '', 'bindings/1'],
    ['a bad token', 'x', 'bindings/1'],
    ['another tool’s address', undefined, 'bindings/2'],
  ] as const) {
    it(`refuses ${what} as recorded`, async () => {
      const answer = await ask(trial, {
        path: `/mod/lti/services.php/CourseSection/2/${path}/memberships`,
        accept: mediaTypes.members,
        ...(token !== undefined && { token }),
      });
      assertLike(answer, 'nrps_notoken');
    });
  }

  it('refuses a token of another scope', async () => {
    const token = await trial.token([scopes.score]);
    const path = '/mod/lti/services.php/CourseSection/2/bindings/1/memberships';
    assertLike(await ask(trial, { path, accept: mediaTypes.members, token }), 'nrps_notoken');
  });
});
