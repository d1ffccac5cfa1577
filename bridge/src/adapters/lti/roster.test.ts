import assert from 'node:assert/strict';
import type { FakeReply } from '../../../test/fake-platform/platform.ts';
import { readPrivateHosts } from '../../kernel/addresses.ts';
import { createOutbound } from '../../kernel/outbound.ts';
import { createSend } from './http.ts';
import { createLti } from './index.ts';
import { nextLink } from './link-header.ts';
import {
  aFakePlatform,
  failsWith,
  memoryKeys,
  recorded,
  replay,
  type Recorded,
} from './testing.test.ts';

describe('roster', () => {
  const on = aFakePlatform();
  const { clock, asked } = on;

  const at = (path: string) => `${on.fake.issuer}${path}`;
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
    on.fake.misbehave('/members', () => {
      return { body: replay('nrps_rlid', on.fake.issuer).body };
    });
    const { courseExternalId, members } = await on.lti.members(on.platform, at('/members'));
    assert.equal(courseExternalId, '2');
    assert.deepEqual(
      members.map(({ name, campusNumber, roles }) => [name, campusNumber, roles]),
      [
        ['Tom & Jerry "Quote" Bold', 'ODD-AMP', ['learner']],
        ['Suspended Account', null, ['learner']],
      ],
    );
  });
  it('follows pages of a real Moodle to the end', async () => {
    const path = '/mod/lti/services.php/CourseSection/2/bindings/1/memberships';
    on.fake.misbehave(path, ({ query }) => {
      const from = query.get('from');
      if (from === null) return replay('nrps_limit10', on.fake.issuer);
      return from === '10' ? replay('nrps_page2', on.fake.issuer) : pageOf(['last']);
    });
    const { members } = await on.lti.members(on.platform, at(`${path}?limit=10`));
    assert.equal(members.length, 9);
    assert.equal(asked(path).length, 3);
  });
  it('makes one of a person who is listed twice', async () => {
    const twice = ['Instructor', 'Learner'].map((role) => ({ user_id: '1', roles: [role] }));
    on.fake.misbehave('/members', () => ({ body: JSON.stringify({ members: twice }) }));
    const { members } = await on.lti.members(on.platform, at('/members'));
    assert.deepEqual(
      members.map(({ roles }) => roles),
      [['instructor', 'learner']],
    );
  });
  it('is nothing when a page fails', async () => {
    on.fake.misbehave('/members', ({ query }) =>
      query.has('from') ? { status: 500, body: '' } : pageOf(['1'], '/members?from=1'),
    );
    await failsWith(on.lti.members(on.platform, at('/members')), 'lti/platform-unavailable');
    on.fake.misbehave('/members', ({ query }) =>
      query.has('from') ? { body: '{"members":[{"roles":[]}]}' } : pageOf(['1'], '/members?from=1'),
    );
    await failsWith(on.lti.members(on.platform, at('/members')), 'lti/platform-bad-answer');
    on.fake.misbehave('/members', () => ({ body: '<!DOCTYPE html><p>Log in' }));
    await failsWith(on.lti.members(on.platform, at('/members')), 'lti/platform-bad-answer');
    on.fake.misbehave('/members', () => ({ status: 404, body: '{}' }));
    await failsWith(on.lti.members(on.platform, at('/members')), 'lti/platform-refused');
  });
  it('does not run in circles, nor to another site', async () => {
    on.fake.misbehave('/members', ({ query }) =>
      pageOf(['1'], query.get('from') === '1' ? '/members?from=2' : '/members?from=1'),
    );
    await failsWith(on.lti.members(on.platform, at('/members')), 'lti/platform-bad-answer');
    on.fake.misbehave('/members', () => pageOf(['1'], 'http://localhost:1/members'));
    await failsWith(on.lti.members(on.platform, at('/members')), 'lti/platform-bad-answer');
  });
  it('is nothing when the platform hangs up in the middle', async () => {
    on.fake.misbehave('/members', () => ({
      headers: { 'content-length': '999' },
      body: '{"members":[',
    }));
    const send = createSend(createOutbound(readPrivateHosts(['127.0.0.1'])));
    const quick = createLti({
      keyStore: memoryKeys(),
      clock,
      allowLoopbackHttp: true,
      send: (url, ask) => send(url, { ...ask, timeoutMs: 500 }),
    });
    await failsWith(quick.members(on.platform, at('/members')), 'lti/platform-unavailable');
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
      nextLink((recorded('ags_list_filter_tag') as Recorded).headers['link'] ?? '', 'http://x'),
      null,
    );
    assert.equal(nextLink(null, 'http://x'), null);
  });
});
