import assert from 'node:assert/strict';
import {
  readingCapabilities,
  type ServiceAccount,
} from '../../plugin/demo-campus/web-services/site.ts';
import { startSite, type TestSite } from '../../plugin/demo-campus/web-services/test/start-site.ts';
import { readConfig } from '../src/app/config.ts';
import { inspectMoodles } from '../src/cli/moodle-inspection.ts';
import { keyAdvice } from '../src/adapters/moodle/key-check.ts';
import { moodleCommand } from '../src/cli/moodle.ts';
import { Failure } from '../src/kernel/failure.ts';
import { forEachDatabase } from './databases.ts';
import { json, startMoodleReplay } from './moodle-replay.ts';
import { joinCampus, quietLog } from './roster-fixtures.ts';
import { completeSettings } from './settings-fixture.ts';

const token = 'w3Lp7Nc5yBd1q8Zr2Kx9vTm4';

const rootOf = (site: TestSite) => site.url.replace('/webservice/rest/server.php', '');

const platformOf = (issuer: string) => ({
  id: 'p',
  issuer,
  clientId: 'c',
  deploymentIds: ['1'],
  productFamily: 'moodle',
  authUrl: issuer,
  tokenUrl: issuer,
  jwksUrl: issuer,
  name: 'Lakeside',
});

forEachDatabase('npm run campus -- moodle', (open) => {
  let site: TestSite;
  const sites: TestSite[] = [];
  const start = async (
    account: Partial<ServiceAccount> = {},
    more: Partial<Parameters<typeof startSite>[0]> = {},
  ) => {
    site = await startSite({ token, account, ...more });
    sites.push(site);
    return site;
  };
  afterEach(() => {
    for (const one of sites.splice(0)) one.stop();
  });

  /** What the command prints. */
  const run = async (
    settings: Record<string, string> = {},
    {
      args = [] as string[],
      roster = null as Error | null,
      platforms = [] as ReturnType<typeof platformOf>[],
    } = {},
  ) => {
    const db = await open();
    if (platforms.length > 0) {
      await db('roster_addresses').insert({
        course_id: 'c',
        platform_id: 'p',
        nrps_url: 'https://x',
      });
    }
    const lines: string[] = [];
    const config = readConfig({
      ...completeSettings,
      ...(sites[0] ? { MOODLE_URL: rootOf(sites[0]), MOODLE_TOKEN: token } : {}),
      ...settings,
    });
    const ltiLaunches = {
      platforms: () => Promise.resolve(platforms),
      nrpsMembers: () =>
        roster
          ? Promise.reject(roster)
          : Promise.resolve({ courseExternalId: null, members: [], problems: [] }),
    };
    const { syncService } = joinCampus(db);
    const inspect = (source?: string) =>
      inspectMoodles({ config, log: quietLog, registry: { ltiLaunches, syncService } }, source);
    const code = await moodleCommand(inspect, args, (line) => lines.push(line));
    return { code, said: lines.join('\n') };
  };

  it('shows what is there, and three people field by field with what they are taken as', async () => {
    await start();
    Object.assign(site.campus.people.get(3) ?? {}, {
      idNumber: ' ２０23 00001 ',
      phone: '13800007919',
    });
    const { said } = await run();
    assert.match(said, /✓ Connected to “Lakeside[^”]*”, Moodle 5\.1/u);
    assert.match(said, /✓ The service has all 5 functions/u);
    assert.match(said, /✓ \d+ courses, [1-9]\d* of them hidden/u);
    assert.equal(said.match(/^user \d+$/gmu)?.length, 3);
    assert.match(said, /campusNumber +idnumber .*taken as 202300001$/mu);
    assert.match(said, /phone +phone2 or phone1 +13800007919 {2}taken as \+8613800007919/u);
    assert.match(
      said,
      /vouches for nothing but its own account ids[\s\S]*Lock user fields[\s\S]*MOODLE_VOUCHES/u,
    );
    assert.ok(!said.includes(token));
  });

  const without = (...names: string[]) => ({
    capabilities: new Set(readingCapabilities.filter((name) => !names.includes(name))),
  });

  const lacking: Record<string, RegExp> = {
    'moodle/course:enrolreview':
      /✗ .*lacks moodle\/course:enrolreview \(“Review course enrolments”\)/u,
    'moodle/course:viewparticipants': /✗ .*lacks moodle\/course:viewparticipants/u,
    'moodle/course:view': /✗ [\s\S]*Allow moodle\/course:view/u,
    'moodle/course:viewhiddencourses': /0 of them hidden\.\n.*moodle\/course:viewhiddencourses/u,
    'moodle/user:viewdetails': /✗ [\s\S]*moodle\/user:viewdetails/u,
    'moodle/site:accessallgroups': /✗ [\s\S]*moodle\/site:accessallgroups/u,
    'moodle/site:viewuseridentity':
      /\? Nobody has an ID number[\s\S]*showuseridentity[\s\S]*moodle\/site:viewuseridentity/u,
    'webservice/rest:use': /✗ [\s\S]*webservice\/rest:use[\s\S]*“Valid until” there must be empty/u,
  };
  for (const [capability, pattern] of Object.entries(lacking)) {
    it(`names ${capability} where it is missing, and where to allow it`, async () => {
      await start(without(capability));
      const { said } = await run();
      assert.match(said, pattern);
    });
  }

  it('names a function that the service lacks, and a field that is kept back', async () => {
    await start(
      {},
      {
        functions: ['core_webservice_get_site_info', 'core_course_get_courses_by_field'],
        identityFields: ['email'],
      },
    );
    const { code, said } = await run();
    assert.equal(code, 1);
    assert.match(said, /✗ The service lacks core_enrol_get_enrolled_users\.\n.*Add functions/u);
  });

  it('says what is wrong with a token, an address, or a Moodle that is away', async () => {
    await start();
    assert.match(
      (await run({ MOODLE_TOKEN: 'q8Zr2Kx9vTm4w3Lp' })).said,
      /✗ .*invalidtoken[\s\S]*Manage tokens/u,
    );
    const away = await run({ MOODLE_URL: 'http://127.0.0.1:9' });
    assert.equal(away.code, 1);
    assert.match(away.said, /✗ Moodle could not be reached/u);
  });

  it('says that the address is not the one that Moodle has', async () => {
    const replay = await startMoodleReplay({
      core_webservice_get_site_info: json({
        sitename: 'M',
        siteurl: 'https://moodle.uni.test',
        release: '4.5.6',
        userissiteadmin: true,
        functions: [{ name: 'core_user_get_users' }],
      }),
    });
    const { said } = await run({ MOODLE_URL: replay.wwwroot, MOODLE_TOKEN: 'w3Lp7Nc5yBd1q8Zr' });
    await replay.stop();
    assert.match(said, /✗ This Moodle calls itself https:\/\/moodle\.uni\.test/u);
    assert.match(said, /\? The token is a site administrator’s/u);
    assert.match(said, /\? .*core_user_get_users, which searches all people/u);
  });

  it('tries whether Moodle reaches our keys, and says what to enter where it does not', async () => {
    await start();
    const platforms = [platformOf(rootOf(site))];
    assert.match((await run({}, { platforms })).said, /✓ Moodle reaches our keys/u);
    const roster = new Failure('lti/platform-refused', { detail: 'HTTP 404' });
    const { said, code } = await run(
      { CAMPUS_MEET_URL: 'http://127.0.0.1:8090' },
      { platforms, roster },
    );
    assert.equal(code, 1);
    assert.match(
      said,
      /✗ [\s\S]*127\.0\.0\.0\/8 out of “cURL blocked hosts list”[\s\S]*add 8090 to “cURL allowed/u,
    );
    assert.match((await run()).said, /\? No LTI platform has the issuer/u);
  });

  it('goes through several Moodles, or the one that is named', async () => {
    await start();
    await start();
    const further = [{ name: 'medicine', url: rootOf(site), token, vouches: 'mail' }];
    const settings = { MOODLE_SITES: JSON.stringify(further) };
    assert.match((await run(settings)).said, /^moodle: http[\s\S]*^moodle:medicine: http/mu);
    const one = await run(settings, { args: ['moodle:medicine'] });
    assert.ok(!/^moodle: /mu.test(one.said));
    assert.match(one.said, /It vouches for: mail[\s\S]*"vouches" of medicine in MOODLE_SITES/u);
    assert.equal((await run(settings, { args: ['moodle:law'] })).code, 64);
  });

  it('says so when none is configured', async () => {
    const { code, said } = await run();
    assert.equal(code, 64);
    assert.match(said, /MOODLE_SITES/u);
  });
});

describe('what HTTP security needs', () => {
  const at =
    (...addresses: string[]) =>
    () =>
      Promise.resolve(addresses.map((address) => ({ address })));

  it('nothing for a public address on 443', async () => {
    const said = await keyAdvice('https://meet.uni.test', at('203.0.113.7'));
    assert.match(said, /its defaults let meet\.uni\.test on port 443 through/u);
  });

  it('names the range of a private address, and an odd port', async () => {
    const said = await keyAdvice('https://meet.uni.test:8443', at('10.1.2.3', '203.0.113.7'));
    assert.match(said, /take 10\.0\.0\.0\/8 out[\s\S]*10\.1\.2\.3[\s\S]*add 8443/u);
  });

  it('goes on without a name server', async () => {
    const said = await keyAdvice('http://meet', () => Promise.reject(new Error('ENOTFOUND')));
    assert.match(said, /port 80 through/u);
  });
});
