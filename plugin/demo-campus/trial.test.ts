import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify, parseEnv } from 'node:util';
import getPort, { portNumbers } from 'get-port';
import { Client } from 'ldapts';
import { becomes } from '../../bridge/test/becomes.ts';
import { spawnBound } from '../../bridge/test/bound-process.ts';
import { bridgeSettings } from '../../bridge/test/bridge-settings.ts';
import { untilListening } from '../../bridge/test/listening.ts';
import { partAt } from '../../bridge/test/parts.ts';
import { runBridgeCommand } from './bridge-process.ts';
import { demoPassword } from './data/people.ts';
import { portsFrom } from './ports.ts';

const slapd = partAt('slapd');
const run = promisify(execFile);
const trial = join(import.meta.dirname, 'trial.ts');

/** What docker/compose.trial.yaml starts, without containers: real OpenLDAP, the campus, and a bridge's commands. */
(slapd ? describe : describe.skip)('a trial: OpenLDAP, the demo campus and a bridge', () => {
  let folder: string;
  let environment: Record<string, string>;
  /** What `prepare` wrote for the bridge. */
  let settings: ReturnType<typeof parseEnv>;
  const ends: (() => Promise<unknown>)[] = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'campus-trial-'));
    const port = await getPort({ port: portNumbers(20_000, 30_000) });
    const programs = dirname(slapd ?? '');
    environment = {
      ...bridgeSettings,
      PATH: `${process.env['PATH'] ?? ''}${delimiter}${programs}`,
      DEMO_PORT: `${port}`,
      LDAP_PORT: `${portsFrom(port).ldap}`,
      CAMPUS_MEET_DATABASE: `sqlite:${join(folder, 'bridge.sqlite')}`,
    };
    await run(process.execPath, [trial, 'prepare', folder], { env: environment });
    settings = parseEnv(readFileSync(join(folder, 'campus.env'), 'utf8'));
  });

  after(async () => {
    for (const end of ends.reverse()) await end();
    rmSync(folder, { recursive: true, force: true });
  });

  const bridge = (): Record<string, string> =>
    ({ ...environment, ...settings }) as Record<string, string>;

  /** Starts a program that ends with the test. */
  function start(command: string, args: string[]) {
    const child = spawnBound(command, args, environment);
    ends.push(async () => {
      const ended = once(child, 'exit');
      if (child.kill('SIGTERM')) await ended;
    });
    return child;
  }

  it('has everybody of the campus in a real directory, and the bridge knows them', async () => {
    const ldap = start('sh', [
      join(import.meta.dirname, '../../docker/trial/start-slapd.sh'),
      folder,
    ]);
    await untilListening({ host: '127.0.0.1', port: Number(environment['LDAP_PORT']) }, ldap);
    start(process.execPath, [trial, 'serve', folder]);
    // Several commands of the bridge's, each a process that starts.
    const isRegistered = join(folder, 'registered');
    await becomes(() => Promise.resolve(existsSync(isRegistered)), true);
    // What the first start read is what is there: a second run changes nothing.
    for (const source of ['ldap', 'moodle']) {
      const said = await runBridgeCommand(['sync', source], bridge());
      const changes = [...said.matchAll(/people: (\d+ added, \d+ changed, \d+ removed)/gu)];
      assert.ok(changes.length > 0, said);
      for (const [, change] of changes) assert.equal(change, '0 added, 0 changed, 0 removed');
    }
  });

  it('lets people log in by their password, which nobody reads', async () => {
    const reader = new Client({ url: settings['LDAP_URL'] ?? '' });
    await reader.bind(settings['LDAP_BIND_DN'] ?? '', settings['LDAP_BIND_PASSWORD'] ?? '');
    const { searchEntries } = await reader.search(settings['LDAP_BASE'] ?? '', {
      filter: '(uid=t0001)',
      attributes: ['userPassword', 'mail'],
    });
    const [teacher] = searchEntries;
    assert.deepEqual(teacher?.['userPassword'], []);
    assert.ok(teacher);
    await assert.rejects(reader.bind(teacher.dn, 'wrong'));
    await reader.bind(teacher.dn, demoPassword);
    await reader.unbind();
  });
});
