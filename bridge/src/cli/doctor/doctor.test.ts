import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { startSite } from '../../../../plugin/demo-campus/web-services/test/start-site.ts';
import { runCampus, startMain } from '../../../test/main-process.ts';
import { bridgeSettings } from '../../../test/bridge-settings.ts';
import { examine } from '../../../test/doctor-fixture.ts';
import { doctorCommand } from './index.ts';
import { runChecks } from './running.ts';
import { ok } from './result.ts';

const token = 'w3Lp7Nc5yBd1q8Zr2Kx9vTm4';

describe('npm run campus -- doctor', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'campus-meet-doctor-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('looks at a running bridge and its Moodle, and ends with 1 where something failed', async () => {
    const port = await getPort();
    const site = await startSite({ token });
    const settings = {
      CAMPUS_MEET_LISTEN: `127.0.0.1:${port}`,
      CAMPUS_MEET_URL: `http://127.0.0.1:${port}`,
      CAMPUS_MEET_DATABASE: `sqlite:${join(folder, 'campus-meet.sqlite')}`,
      MOODLE_URL: site.url.replace('/webservice/rest/server.php', ''),
      MOODLE_TOKEN: token,
    };
    const bridge = startMain(settings);
    await bridge.ready();
    const all = await runCampus(['doctor'], { settings, folder });
    assert.equal(all.code, 1, all.said);
    assert.match(all.said, /^✓ ok +database +SQLite .* migrations applied\.$/mu);
    assert.match(all.said, /^✓ ok +address +A bridge answers at .* and is ready\.$/mu);
    assert.match(all.said, /^✓ ok +address +Websockets pass/mu);
    assert.match(all.said, /^! warning +moodle +No LTI platform has the issuer/mu);
    assert.match(all.said, /^– not configured +redis/mu);
    // Nothing listens where these settings say that the conference server is.
    assert.match(all.said, /^✗ failed +conference +Nobody takes our commands/mu);
    assert.match(all.said, /^\d+ failed, \d+ to look at, \d+ ok\.$/mu);
    const well = ['doctor', '--only', 'database,address', '--only', 'secrets'];
    assert.equal((await runCampus(well, { settings, folder })).code, 0);
    const badToken = { ...settings, MOODLE_TOKEN: `${token.slice(0, -1)}x` };
    const refused = await runCampus(['doctor', '--only', 'moodle'], { settings: badToken, folder });
    assert.equal(refused.code, 1);
    assert.match(refused.said, /^✗ failed +moodle .*\n +→ /mu);
    site.stop();
    await bridge.stop();
  });

  it('lists what is wrong with the settings, and ends with 78', async () => {
    writeFileSync(join(folder, 'campus-meet.env'), 'SMTP_URL=smtp://mail.uni.test\n');
    const settings = { CAMPUS_MEET_URL: 'no address', JITSI_APP_SECRET: 'a'.repeat(32) };
    const { code, said } = await runCampus(['doctor'], { settings, folder });
    assert.equal(code, 78);
    assert.match(said, /^✗ failed +settings +CAMPUS_MEET_URL: /mu);
    assert.match(said, /JITSI_APP_SECRET: is easy to guess/u);
    assert.ok(!existsSync(join(folder, 'campus-meet.sqlite')), 'nothing was made');
  });

  it('tells machines the same as JSON, and no secret', async () => {
    const found = await examine({
      SMTP_URL: 'smtp://u:w0rd-9Xk@127.0.0.1:1',
      MAIL_FROM: 'a@uni.test',
    });
    assert.equal(found.state, 'failed');
    assert.equal(found.code, 1);
    const names = found.checks.map(({ name }) => name);
    assert.deepEqual(names.slice(0, 4), ['settings', 'disk', 'database', 'secrets']);
    for (const secret of ['w0rd-9Xk', bridgeSettings.JITSI_APP_SECRET]) {
      assert.ok(!found.text.includes(secret));
    }
  });

  it('does not take what it does not know', async () => {
    const run = async (...args: string[]) => {
      const lines: string[] = [];
      return [await doctorCommand(bridgeSettings, args, (line) => lines.push(line)), lines.join()];
    };
    assert.equal((await run('--verbose'))[0], 64);
    assert.equal((await run('--only'))[0], 64);
    const [code, said] = await run('--only', 'weather');
    assert.equal(code, 64);
    assert.match(String(said), /There are: disk, database/u);
  });

  it('waits for nobody for ever, and does not end because a check breaks', async () => {
    const reports = await runChecks(
      [
        { name: 'silent', run: () => new Promise(() => undefined) },
        { name: 'broken', run: () => Promise.reject(new Error('out of paper')) },
        { name: 'well', run: () => Promise.resolve(ok('well/ok', 'Well.')) },
      ],
      20,
    );
    const codes = reports.flatMap(({ results }) => results.map(({ code }) => code));
    assert.deepEqual(codes, ['silent/too-slow', 'broken/error', 'well/ok']);
  });
});
