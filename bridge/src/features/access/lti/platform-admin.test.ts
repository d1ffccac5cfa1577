import assert from 'node:assert/strict';
import { campus, type Actor } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { runRawBridge } from '../../../../test/raw-bridge.ts';
import { platformsCommand } from '../../../cli/platforms.ts';
import { composeRegistry } from '../../../app/registry.ts';
import { readConfig } from '../../../app/config.ts';
import { bridgeSettings } from '../../../../test/bridge-settings.ts';
import { settableClock } from '../../../kernel/clock.ts';
import { createLog } from '../../../kernel/log.ts';
import type { Database } from '../../../kernel/database.ts';
import type { PlatformDetails } from './index.ts';
import type { PlatformShown } from './contract.ts';

interface Deed {
  seq: number;
  action: string;
  actor_id: string | null;
}

const details: PlatformDetails = {
  issuer: 'https://lms.uni.test',
  clientId: 'c1',
  deploymentIds: ['1'],
  authUrl: 'https://sso.uni.test/auth',
  tokenUrl: 'https://lms.uni.test/token',
  jwksUrl: 'https://lms.uni.test/jwks',
  name: 'LMS',
};

async function fixture(db: Database) {
  const clock = settableClock();
  const people = campus(db, clock);
  const bridge = await runRawBridge(db, clock);
  const deps = { config: readConfig(bridgeSettings), db, clock, log: createLog('silent') };
  const registry = composeRegistry(deps);
  const { roles } = registry;
  const root = await people.person('Root');
  const student = await people.person('Student');
  await roles.give({ role: 'system', personId: root.id, departmentId: null, actorId: null });
  const ask = (who: Actor, request: string, body?: unknown) => {
    const [method = '', path = ''] = request.split(' ');
    return bridge.send({ method, path: `/api/admin/platforms${path}`, token: who.token, body });
  };
  const list = async () =>
    (JSON.parse((await ask(root, 'GET ')).text) as { platforms: PlatformShown[] }).platforms;
  const lines: string[] = [];
  const command = (...args: string[]) =>
    platformsCommand(registry.ltiLaunches, args, (line) => lines.push(line));
  const deeds = async () => db<Deed>('audit_entries').orderBy('seq').select('action', 'actor_id');
  return { db, registry, people, root, student, ask, list, command, lines, deeds };
}

forEachDatabase('platforms in the administration', (open) => {
  it('are listed, approved, suspended, changed and removed by system admins', async () => {
    const at = await fixture(await open());
    const { id } = await at.registry.ltiLaunches.registerPlatform({
      ...details,
      status: 'pending',
    });
    const [first] = await at.list();
    assert.deepEqual(
      [first?.status, first?.vouches, first?.registered.how, first?.registered.by],
      ['pending', [], 'command', null],
    );
    assert.deepEqual(first?.ownOrigins, ['https://lms.uni.test', 'https://sso.uni.test']);
    const steps: [string, string, unknown, Partial<PlatformShown>][] = [
      ['POST', '/approval', undefined, { status: 'active' }],
      ['PATCH', '', { vouches: ['mail', 'campusNumber'] }, { vouches: ['campusNumber', 'mail'] }],
      ['PATCH', '', { origins: ['https://s.uni.test'] }, { origins: ['https://s.uni.test'] }],
      [
        'PATCH',
        '',
        { audience: 'https://a' },
        { audience: 'https://a', vouches: ['campusNumber', 'mail'] },
      ],
      ['PATCH', '', { audience: null, vouches: [] }, { audience: null, vouches: [] }],
      ['POST', '/suspension', undefined, { status: 'suspended' }],
    ];
    for (const [method, path, body, wanted] of steps) {
      const answer = await at.ask(at.root, `${method} /${id}${path}`, body);
      assert.equal(answer.status, 200, answer.text);
      const { platform } = JSON.parse(answer.text) as { platform: PlatformShown };
      for (const [key, value] of Object.entries(wanted)) {
        assert.deepEqual(platform[key as keyof PlatformShown], value);
      }
    }
    assert.deepEqual(await at.registry.ltiLaunches.frameAncestors(), []);
    assert.equal((await at.ask(at.root, `DELETE /${id}`)).status, 200);
    assert.deepEqual(await at.list(), []);
    assert.equal((await at.ask(at.root, `DELETE /${id}`)).code, 'platform/not-found');
    assert.deepEqual((await at.deeds())[1], { action: 'platform.register', actor_id: null });
    const deeds = (await at.deeds()).filter(({ actor_id }) => actor_id === at.root.id);
    assert.deepEqual(
      deeds.map(({ action }) => action.replace('platform.', '')),
      ['approve', 'change', 'change', 'change', 'change', 'suspend', 'remove'],
    );
  });

  it('that are suspended or removed end what their launches have opened, in their courses alone', async () => {
    const at = await fixture(await open());
    const { ltiLaunches, courses } = at.registry;
    const launched = async (issuer: string) => {
      const { id } = await ltiLaunches.registerPlatform({ ...details, issuer });
      const { courseId } = await courses.registerLaunch({
        sourceKey: `lti:${id}`,
        issuer,
        subject: '1',
        givenName: 'A',
        familyName: 'B',
        displayName: 'A B',
        email: null,
        campusNumber: null,
        locale: null,
        timezone: null,
        course: { externalId: '1', label: null, title: 'C' },
        role: 'student',
        groupExternalIds: null,
      });
      const who = await at.people.person('A B');
      await at.db('sessions').where({ person_id: who.id }).update({ course_id: courseId });
      return { id, who };
    };
    const gone = async ({ id }: Actor) =>
      (
        await at
          .db<{ person_id: string; ended_at: number | null }>('sessions')
          .where('person_id', id)
      ).every(({ ended_at }) => ended_at !== null);
    const one = await launched('https://lms.uni.test');
    const two = await launched('https://other.uni.test');
    const again = await ltiLaunches.registerPlatform({ ...details, clientId: 'c2' });
    assert.equal((await at.ask(at.root, `POST /${one.id}/suspension`)).status, 200);
    assert.equal(await gone(one.who), false, 'another registration of the same LMS is let in');
    assert.equal((await at.ask(at.root, `POST /${again.id}/suspension`)).status, 200);
    assert.equal(await gone(one.who), true);
    assert.equal(await gone(two.who), false);
    assert.equal(await at.command('remove', two.id), 0);
    assert.equal(await gone(two.who), true);
  });

  it('are nobody else’s business, and take no nonsense', async () => {
    const at = await fixture(await open());
    const { id } = await at.registry.ltiLaunches.registerPlatform(details);
    const all = [
      ['GET', ''],
      ['POST', '/registration-links'],
      ['POST', `/${id}/approval`],
      ['POST', `/${id}/suspension`],
      ['PATCH', `/${id}`],
      ['DELETE', `/${id}`],
    ] as const;
    for (const [method, path] of all) {
      const answer = await at.ask(
        at.student,
        `${method} ${path}`,
        method === 'PATCH' ? {} : undefined,
      );
      assert.equal(answer.code, 'admin/not-allowed', path);
    }
    const nonsense = [
      ...[
        { vouches: ['sub'] },
        { origins: ['https://x.test/path'] },
        { origins: ['javascript:1'] },
      ],
      ...[{ status: 'active' }, { audience: '' }, { origins: ['https://u:p@x.test'] }],
    ];
    for (const body of nonsense) {
      const answer = await at.ask(at.root, `PATCH /${id}`, body);
      assert.equal(answer.code, 'request/invalid', JSON.stringify(body));
    }
    assert.equal((await at.list())[0]?.status, 'active');
  });

  it('are opened for registration by a link that is good once, made by somebody', async () => {
    const at = await fixture(await open());
    const answer = await at.ask(at.root, 'POST /registration-links');
    const { url } = JSON.parse(answer.text) as { url: string };
    assert.match(url, /\/lti\/register\/[\w-]{20,}$/u);
    const makers = await at.db('lti_registration_codes').pluck<string[]>('made_by');
    assert.deepEqual(makers, [at.root.id]);
    assert.ok(!(await at.deeds()).some((deed) => JSON.stringify(deed).includes(url)));
  });

  it('are kept at the command line as well', async () => {
    const at = await fixture(await open());
    const { id } = await at.registry.ltiLaunches.registerPlatform({
      ...details,
      status: 'pending',
    });
    const done = [
      ['approve', id],
      ['trust', id, 'mail,campusNumber'],
      ['origins', id, 'https://s.uni.test'],
      ['audience', id, 'https://a.uni.test'],
      ['suspend', id],
      ['list'],
    ];
    for (const args of done) assert.equal(await at.command(...args), 0, args.join(' '));
    const line = at.lines.at(-1) ?? '';
    assert.match(
      line,
      /suspended {2}LMS {2}https:\/\/lms\.uni\.test {2}client c1 {2}deployments 1/u,
    );
    assert.match(
      line,
      /vouches for campusNumber,mail .*https:\/\/s\.uni\.test .*https:\/\/a\.uni\.test$/u,
    );
    const wrong = [
      ['trust', id, 'name'],
      ['trust', id],
      ['origins', id],
      ['origins', id, 'https://x.test/path'],
      ['audience', id],
      ['approve', 'nobody'],
      ['constructor'],
    ];
    for (const args of wrong) assert.equal(await at.command(...args), 64, args.join(' '));
    assert.equal(await at.command('remove', id), 0);
    assert.deepEqual(await at.list(), []);
    const shown = [
      ...['--issuer', 'https://b.test', '--client-id', 'c', '--deployment', '1', '--name', 'B'],
      ...[
        '--auth',
        'https://b.test/a',
        '--token',
        'https://b.test/t',
        '--keys',
        'https://b.test/k',
      ],
    ];
    assert.equal(await at.command('add', ...shown, '--vouches', 'everything'), 64);
    assert.deepEqual(await at.list(), []);
    const more = [
      '--vouches',
      'mail',
      '--origin',
      'https://s.test',
      '--audience',
      'https://a.test',
    ];
    assert.equal(await at.command('add', ...shown, ...more), 0);
    const [added] = await at.list();
    assert.deepEqual(
      [added?.status, added?.vouches, added?.origins, added?.audience],
      ['active', ['mail'], ['https://s.test'], 'https://a.test'],
    );
  });

  it('that are suspended are not asked for rosters', async () => {
    const at = await fixture(await open());
    const { id } = await at.registry.ltiLaunches.registerPlatform(details);
    const { courseId } = await at.registry.courses.registerLaunch({
      sourceKey: `lti:${id}`,
      issuer: details.issuer,
      subject: '5',
      givenName: 'A',
      familyName: 'B',
      displayName: 'A B',
      email: null,
      campusNumber: null,
      locale: null,
      timezone: null,
      course: { externalId: '7', label: null, title: 'T' },
      role: 'student',
      groupExternalIds: null,
    });
    const address = { course_id: courseId, platform_id: id, nrps_url: 'https://lms.uni.test/m' };
    await at.db('roster_addresses').insert(address);
    const nrps = at.registry.syncService.sources.find(({ name }) => name === 'nrps');
    assert.deepEqual(await nrps?.scopes(), [courseId]);
    await at.command('suspend', id);
    assert.deepEqual(await nrps?.scopes(), []);
  });
});
