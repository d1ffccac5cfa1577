import assert from 'node:assert/strict';
import fc from 'fast-check';
import { settableClock } from '../../kernel/clock.ts';
import { digest } from '../../kernel/ids.ts';
import type { LtiProtocol } from '../../features/access/lti/ports.ts';
import { toLaunchClaims } from './claims.ts';
import { platformFor } from '../../../test/fake-platform/known.ts';
import { startFakePlatform, type FakePlatform } from '../../../test/fake-platform/platform.ts';
import { createLti } from './index.ts';
import { failsWith, memoryKeys, recordedClaims } from './testing.test.ts';

const lti = 'https://purl.imsglobal.org/spec/lti/claim/';
const dl = 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings';
const launch = recordedClaims('id_token-t0001-iframe');
const choosing = recordedClaims('id_token-deeplinking');
const read = (change: Record<string, unknown>, base = launch) =>
  toLaunchClaims({ ...base, ...change }, 'client');

/** What must stay strict; beneath `resource_link` and the settings of deep linking one field each. */
const strict = new Set([
  ...['iss', 'aud', 'sub', 'nonce', 'exp', 'iat', `${lti}deployment_id`, `${lti}message_type`],
  ...[`${lti}version`, `${lti}target_link_uri`, `${lti}resource_link`, dl],
  ...[`${lti}resource_link/id`, `${dl}/deep_link_return_url`],
]);

/** Every optional place of a payload: a claim, or a field inside of one. */
function placesOf(payload: Record<string, unknown>): string[] {
  return Object.entries(payload).flatMap(([claim, value]) => {
    const inside =
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.keys(value).map((field) => `${claim}\n${field}`)
        : [];
    return [claim, ...inside].filter((place) => !strict.has(place.replace('\n', '/')));
  });
}

function mutated(payload: Record<string, unknown>, place: string, value: unknown) {
  const changed = structuredClone(payload);
  const [claim = '', field] = place.split('\n');
  if (field === undefined) changed[claim] = value;
  else (changed[claim] as Record<string, unknown>)[field] = value;
  return changed;
}

const odd = fc.oneof(
  ...[undefined, null, [], {}, '', 0, 1, -1.5, 1e300, true, '[]', '{}', 'x'].map(fc.constant),
  ...['\u0000', 'javascript:alert(1)', '9'.repeat(5000), [[]], [null], [{}], { id: [] }].map(
    fc.constant,
  ),
  fc.string(),
  fc.anything(),
);

describe('odd optional claims', () => {
  for (const [name, base] of Object.entries({ launch, choosing })) {
    it(`never refuse a ${name}, nor give a role or a name that was not given`, () => {
      const before = read({}, base);
      const places = [
        ...placesOf(base),
        ...['azp', 'nbf', 'jti', 'auth_time', 'https://x.test/new'],
      ];
      fc.assert(
        fc.property(fc.constantFrom(...places), odd, (place, value) => {
          // Of roles an odd value is none; without any it is no launch.
          fc.pre(!(place === `${lti}roles` && value === undefined));
          const after = toLaunchClaims(mutated(base, place, value), 'client');
          assert.ok(after.roles.every((role) => before.roles.includes(role) || role === 'other'));
          assert.equal(after.person.subject, before.person.subject);
          const numbers = [before.person.campusNumber, null];
          if (typeof value === 'object') {
            assert.ok(numbers.includes(after.person.campusNumber));
          }
        }),
        { numRuns: 2_000 },
      );
    });
  }

  it('are named, without their values', () => {
    const { odd: names } = read({
      email: ['secret'],
      [`${lti}roles`]: [5],
      [`${lti}lis`]: 'secret',
    });
    assert.deepEqual(names.sort(), ['email', 'lis', 'roles']);
  });

  it('may be empty lists where PHP has an empty object', () => {
    for (const claim of ['custom', 'lis', 'launch_presentation', 'tool_platform', 'context']) {
      assert.deepEqual(read({ [`${lti}${claim}`]: [] }).odd, []);
    }
  });

  it('may be numbers where texts are meant', () => {
    const claims = read({
      [`${lti}lis`]: { person_sourcedid: 31010033 },
      [`${lti}context`]: { id: 7, label: 101, title: 5 },
      [`${lti}resource_link`]: { id: 12 },
      [`${lti}custom`]: { groups: 4 },
    });
    assert.equal(claims.person.campusNumber, '31010033');
    assert.deepEqual([claims.course?.id, claims.course?.label], ['7', '101']);
    assert.equal(claims.resourceLink?.id, '12');
    assert.deepEqual(claims.groups, ['4']);
    // A number that was rounded on its way is somebody else's.
    const rounded = read({ [`${lti}lis`]: { person_sourcedid: 1e20 } });
    assert.equal(rounded.person.campusNumber, null);
  });

  it('of deep linking may be null', () => {
    const nulls = { accept_multiple: null, accept_presentation_document_targets: null, data: null };
    const settings = { deep_link_return_url: 'https://lms.test/r', ...nulls };
    for (const accept_types of [['ltiResourceLink'], null, [], {}, 5]) {
      const claims = read(
        { [dl]: { ...settings, accept_types }, [`${lti}resource_link`]: null },
        choosing,
      );
      assert.deepEqual(claims.deepLinking?.acceptTypes, ['ltiResourceLink']);
      assert.equal(claims.deepLinking.acceptMultiple, false);
    }
    assert.throws(() => read({ [dl]: { accept_types: ['ltiResourceLink'] } }, choosing), {
      code: 'lti/token-claims',
    });
  });

  it('that say nothing give no number', () => {
    for (const nothing of ['$Person.sourcedId', 'N/A', '-', '0', '无', 'null', '#N/A', '']) {
      const claims = read({ [`${lti}lis`]: { person_sourcedid: nothing } });
      assert.equal(claims.person.campusNumber, null, nothing);
    }
  });

  it('tell a test user', () => {
    const role = 'http://purl.imsglobal.org/vocab/lti/system/person#TestUser';
    const learner = 'http://purl.imsglobal.org/vocab/lis/v2/membership#Learner';
    const claims = read({ [`${lti}roles`]: [learner, role] });
    assert.deepEqual([claims.testUser, claims.roles], [true, ['learner']]);
    assert.equal(read({ [`${lti}roles`]: [learner, 'https://x.test/NoTestUser'] }).testUser, false);
  });
});

describe('tokens', () => {
  let fake: FakePlatform;
  let protocol: LtiProtocol;
  const clock = settableClock();

  beforeEach(async () => {
    fake = await startFakePlatform(() => clock.now());
    protocol = createLti({ keyStore: memoryKeys(), clock, allowLoopbackHttp: true });
  });
  afterEach(() => fake.close());

  const verify = async (change: Record<string, unknown>) => {
    const { id_token: token = '' } = await fake.authenticate(
      'https://x.test/auth?nonce=n&login_hint=5&redirect_uri=https://meet.test/lti/launch',
      change,
    );
    return protocol.verifyLaunch(token, { platform: platformFor(fake), nonceDigest: digest('n') });
  };

  it('may say nothing, or nonsense, where they need not say anything', async () => {
    for (const azp of [null, undefined, '', 5, [], {}]) {
      assert.equal((await verify({ azp })).person.subject, '5');
    }
    for (const nbf of [null, 'soon', [], {}])
      assert.equal((await verify({ nbf })).clientId, 'client-1');
    await failsWith(verify({ azp: 'other' }), 'lti/token-audience');
    await failsWith(verify({ azp: null, aud: ['client-1', 'other'] }), 'lti/token-audience');
  });

  it('that ask for extensions are refused by a code', async () => {
    const [, body = '', signature = ''] = (await fake.sign({ sub: 'x' })).split('.');
    for (const crit of [['b64'], ['exp'], [], null, 'x', { x: 1 }]) {
      const header = { alg: 'RS256', crit, b64: false, exp: 1 };
      const head = Buffer.from(JSON.stringify(header)).toString('base64url');
      const forged = `${head}.${body}.${signature}`;
      const expected = { platform: platformFor(fake), nonceDigest: '' };
      await failsWith(protocol.verifyLaunch(forged, expected), 'lti/token-malformed');
    }
  });
});
