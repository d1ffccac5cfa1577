import assert from 'node:assert/strict';
import {
  actorOf,
  lti,
  ltiFixture,
  membership,
  type Launched,
  type LtiFixture,
} from '../../../../../test/lti-fixture.ts';
import type { FailureCode } from '../../../../kernel/codes.ts';
import { getCourse } from '../../../directory/courses/contract.ts';

/*
 * The cases of 1EdTech's “LTI Advantage Conformance Certification Guide”, part “Tool Conformance → LTI Core
 * testing”, under the guide's own titles. What is refused, and by which code, beyond them: refusals.test.ts
 * beside this folder, and adapters/lti/id-token.test.ts.
 */
describe('LTI certification: core launch', () => {
  let at: LtiFixture;
  before(async () => {
    at = await ltiFixture();
  });
  after(() => at.close());

  const refusedWith = async (
    code: FailureCode,
    change: Record<string, unknown>,
    kid?: string | null,
  ): Promise<void> => {
    const { status, code: said, opened } = await at.launch(change, kid);
    assert.deepEqual([said, opened], [code, null]);
    assert.ok(status >= 400 && status < 500, String(status));
  };
  /** What the launched person may in the course, as the bridge says it over HTTP. */
  const inCourse = async (launched: Launched) => {
    const courseId = launched.opened?.courseId ?? '';
    return (await at.ask(actorOf(launched), getCourse, { params: { courseId } })).reply;
  };

  describe('Known "Bad" Payloads', () => {
    const now = () => Math.floor(at.clock.now() / 1000);
    const without = (name: string) => ({ [lti(name)]: undefined });

    it('No KID Sent in JWT header', () => refusedWith('lti/token-signature', {}, null));
    it('Incorrect KID in JWT header', () => refusedWith('lti/token-signature', {}, 'not-a-kid'));
    it('Wrong LTI Version', () => refusedWith('lti/token-claims', { [lti('version')]: '11.3' }));
    it('No LTI Version', () => refusedWith('lti/token-claims', without('version')));
    it('Invalid LTI message', () => {
      const names = ['message_type', 'version', 'deployment_id', 'target_link_uri', 'roles'];
      const none = Object.fromEntries(
        [...names, 'resource_link'].map((name) => [lti(name), undefined]),
      );
      return refusedWith('lti/token-claims', { ...none, name: 'badltilaunch' });
    });
    it('Missing LTI Claims', () =>
      refusedWith('lti/token-claims', {
        ...without('target_link_uri'),
        ...without('message_type'),
      }));
    it('Timestamps Incorrect', async () => {
      await refusedWith('lti/token-expired', { iat: 11111, exp: 22222 });
      await refusedWith('lti/token-not-yet', { iat: now() + 3_600, exp: now() + 7_200 });
      await refusedWith('lti/token-expired', { iat: now(), exp: now() - 60 });
    });
    // The guide's own spelling.
    it('messsage_type Claim Missing', () =>
      refusedWith('lti/token-claims', without('message_type')));
    it('role Claim Missing', () => refusedWith('lti/token-claims', without('roles')));
    it('deployment_id Claim Missing', () =>
      refusedWith('lti/token-claims', without('deployment_id')));
    it('resource_link_id Claim Missing', async () => {
      await refusedWith('lti/token-claims', without('resource_link'));
      await refusedWith('lti/token-claims', { [lti('resource_link')]: { title: 'no id' } });
    });
    it('user Claim Missing', () => refusedWith('lti/token-claims', { sub: undefined }));
  });

  const names = { given_name: 'Wei', family_name: 'Chen', name: 'Wei Chen' };
  const email = 'wei.chen@uni.test';
  const noNames = { given_name: undefined, family_name: undefined, name: undefined };
  const noPii = { ...noNames, email: undefined, picture: undefined };
  const institution = 'http://purl.imsglobal.org/vocab/lis/v2/institution/person';

  /** The valid launches are the same for both; only who is launched, and what they may then, is another. */
  const valid = (who: 'Instructor' | 'Student', role: string, mayHost: boolean) => {
    let subject = 0;
    const roles = (...list: string[]) => ({ [lti('roles')]: list });
    const launch = (change: Record<string, unknown>) => {
      subject += 1;
      return at.launch({ sub: `${who}-${subject}`, ...roles(membership(role)), ...change });
    };
    const entered = async (change: Record<string, unknown>) => {
      const launched = await launch(change);
      assert.equal(launched.status, 303, launched.code);
      const course = await inCourse(launched);
      assert.equal(course.title, '数据结构');
      return { ...launched, mayHost: course.mayHost, name: launched.opened?.person.displayName };
    };
    const title = (rest: string) => `Valid ${who} ${rest}`;

    it(title('Launch'), async () => {
      const launched = await entered({ ...names, email });
      assert.deepEqual([launched.mayHost, launched.name], [mayHost, 'Wei Chen']);
    });
    it(title('Launch with Roles'), async () => {
      const several = roles(`${institution}#Student`, membership('Mentor'), membership(role));
      assert.equal((await entered(several)).mayHost, mayHost);
    });
    it(title('Launch Short Role'), async () => {
      assert.equal((await entered(roles(role))).mayHost, mayHost);
    });
    it(title('Launch Unknown Role'), async () => {
      assert.equal((await entered(roles('Unknown'))).mayHost, false);
      const also = roles(
        'http://purl.imsglobal.org/vocab/lis/v2/unknown/unknown#Helper',
        membership(role),
      );
      assert.equal((await entered(also)).mayHost, mayHost);
    });
    it(title('Launch No Role'), async () => {
      assert.equal((await entered(roles())).mayHost, false);
    });
    it(title('Launch Email Only'), async () => {
      const launched = await entered({ ...noNames, email });
      assert.equal(launched.mayHost, mayHost);
      // No name is made out of an address: it is the person's own.
      assert.doesNotMatch(launched.name ?? '', /@|wei/iu);
    });
    it(title('Launch Names Only'), async () => {
      assert.equal((await entered({ ...names, email: undefined })).name, 'Wei Chen');
    });
    it(title('No PII'), async () => {
      const launched = await entered(noPii);
      assert.equal(launched.mayHost, mayHost);
    });
    it(title('Email Without Context'), async () => {
      const launched = await launch({ ...names, email, [lti('context')]: undefined });
      assert.equal(launched.status, 303, launched.code);
      assert.match(launched.location ?? '', /^\/#ticket=/u);
      assert.equal(launched.opened?.courseId, null);
    });
    it(title('New resource_id'), async () => {
      const link = { id: `new-${who}`, title: 'A new link' };
      assert.equal((await entered({ [lti('resource_link')]: link })).mayHost, mayHost);
    });
  };

  describe('Valid Teacher Launches', () => valid('Instructor', 'Instructor', true));
  describe('Valid Student Launches', () => valid('Student', 'Learner', false));
});
