import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createLti } from './index.ts';
import { readPage } from './nrps-page.ts';
import { aFakePlatform, failsWith, memoryKeys } from './testing.test.ts';

const learner = 'http://purl.imsglobal.org/vocab/lis/v2/membership#Learner';
const member = (change: Record<string, unknown> = {}) => ({
  user_id: 'u-1',
  status: 'Active',
  roles: [learner],
  name: 'N1 F',
  given_name: 'N1',
  family_name: 'F',
  email: 'n1@x.test',
  ...change,
});
const page = (...members: object[]) =>
  readPage({ id: 'x', context: { id: '7' }, members: [...members, member({ user_id: 'u-2' })] });

describe('odd values in a roster', () => {
  it('leave everybody in it, with no more roles', () => {
    const odd = fc.oneof(
      ...[undefined, null, [], {}, '', 0, 7, true, 'x', [null], [{}]].map(fc.constant),
      fc.anything(),
    );
    const field = fc.constantFrom(
      ...['status', 'roles', 'name', 'given_name', 'family_name', 'email', 'message', 'picture'],
      ...['lis_person_sourcedid', 'ext_user_username', 'group_enrollments', 'anything'],
    );
    fc.assert(
      fc.property(field, odd, (name, value) => {
        const { members } = page(member({ [name]: value }));
        assert.deepEqual(
          members.map(({ subject }) => subject),
          ['u-1', 'u-2'],
        );
        assert.ok(members[0]?.roles.every((role) => role === 'learner' || role === 'other'));
      }),
      { numRuns: 2_000 },
    );
    for (const context of [null, [], {}, 'x', undefined, { id: null }]) {
      const read = readPage({ context, members: [member()] });
      assert.equal(read.courseExternalId, null);
    }
  });

  it('a standing is read in any case; nothing said is active, an unknown word is told', () => {
    const statusOf = (status: unknown) => {
      const { members, problems } = page(member({ status }));
      return [members[0]?.status, problems.length];
    };
    for (const word of ['active', 'ACTIVE', ' Active '])
      assert.deepEqual(statusOf(word), ['active', 0]);
    for (const word of ['inactive', 'Inactive']) assert.deepEqual(statusOf(word), ['inactive', 0]);
    assert.deepEqual(statusOf('DELETED'), ['deleted', 0]);
    assert.deepEqual(statusOf(null), ['active', 0]);
    assert.deepEqual(statusOf('Enrolled'), ['active', 1]);
    const { problems } = page(member({ status: 'Enrolled', roles: 5 }));
    assert.deepEqual(
      problems.map(({ where, field }) => [where, field]),
      [
        ['u-1', 'roles'],
        ['u-1', 'status'],
      ],
    );
  });

  it('who has no role is somebody without one, a test user nobody', () => {
    assert.deepEqual(page(member({ roles: undefined })).members[0]?.roles, []);
    const test = ['http://purl.imsglobal.org/vocab/lti/system/person#TestUser', learner];
    assert.deepEqual(
      page(member({ roles: test })).members.map(({ subject }) => subject),
      ['u-2'],
    );
  });

  it('without an id, or without a list, it is none', () => {
    for (const user_id of [undefined, null, '', [], {}, 1.5]) {
      assert.throws(() => page(member({ user_id })), { code: 'lti/platform-bad-answer' });
    }
    for (const members of [null, undefined, {}, 'x']) {
      assert.throws(() => readPage({ members }), { code: 'lti/platform-bad-answer' });
    }
    assert.equal(page(member({ user_id: 165639 })).members[0]?.subject, '165639');
  });
});

describe('addresses of a platform’s services', () => {
  const on = aFakePlatform();
  const { clock, asked } = on;

  it('are followed in the scheme of the first page', async () => {
    const { host } = new URL(on.fake.issuer);
    on.fake.misbehave('/members', ({ query }) => ({
      headers: query.has('p') ? {} : { link: `<https://${host}/members?p=2>; rel="next"` },
      body: JSON.stringify({ members: [member({ user_id: query.get('p') ?? '1' })] }),
    }));
    const roster = await on.lti.members(on.platform, `https://${host}/members`);
    assert.deepEqual(
      roster.members.map(({ subject }) => subject),
      ['1', '2'],
    );
  });

  it('are on its registered origins: no token goes elsewhere', async () => {
    const { port } = new URL(on.fake.issuer);
    const elsewhere = [
      `http://localhost:${port}/members`,
      'http://127.0.0.1:1/members',
      'http://169.254.169.254/latest',
      `http://${new URL(on.fake.issuer).host}@evil.test/members`,
      `http://user@127.0.0.1:${port}/members`,
      'file:///etc/passwd',
      'members',
    ];
    for (const url of elsewhere)
      await failsWith(on.lti.members(on.platform, url), 'lti/address-refused');
    assert.equal(on.fake.requests.length, 0);
    const listed = { ...on.platform, origins: [`http://localhost:${port}`] };
    assert.equal(
      (await on.lti.members(listed, `http://localhost:${port}/members`)).members.length,
      1,
    );
  });

  it('inside the campus are called only where they are listed', async () => {
    const strict = createLti({ keyStore: memoryKeys(), clock, allowLoopbackHttp: false });
    await failsWith(
      strict.members(on.platform, `${on.fake.issuer}/members`),
      'lti/address-refused',
    );
    assert.equal(on.fake.requests.length, 0);
  });

  it('get an assertion that is meant for whom the platform says', async () => {
    const audience = 'https://api.lms.test/auth/token';
    await on.lti.members({ ...on.platform, audience }, `${on.fake.issuer}/members`);
    const form = new URLSearchParams(asked('/token')[0]?.body);
    const [, claims = ''] = (form.get('client_assertion') ?? '').split('.');
    const { aud } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string };
    assert.equal(aud, audience);
  });

  it('may answer a megabyte of spaces, quotes or links: its beginning is read', async () => {
    const long = 1_000_000 - 20;
    const answers = [
      `"error":${' '.repeat(long)}x`,
      `"error":"${'"'.repeat(long)}`,
      `"error":"a"${' }'.repeat(long / 2)}x`,
      '"error"'.repeat(long / 7),
      `{"error":"${'a '.repeat(long / 2 - 20)}"}`,
    ];
    for (const body of answers) {
      on.fake.misbehave('/token', () => ({ status: 400, body }));
      await failsWith(
        on.lti.members(on.platform, `${on.fake.issuer}/members`),
        'lti/platform-refused',
      );
    }
  });
});
