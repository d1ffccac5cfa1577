import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import getPort from 'get-port';
import { execFileSync } from 'node:child_process';
import { becomes } from '../../bridge/test/becomes.ts';
import { prosodyConfig, type ProsodySettings } from './configure.ts';
import { lua } from './lua.ts';
import { startProsody, type ProsodyRun } from './run.ts';
import { domain, eventsSecret, tokenSecret } from './test/harness.ts';

const settings: ProsodySettings = {
  domain,
  address: '127.0.0.1',
  httpPort: 1,
  c2sPort: 2,
  focus: { port: 3, secret: 'a secret of the focus' },
  dataFolder: '/nowhere',
  eventsUrl: 'http://127.0.0.1:9/jitsi/events',
  eventsSecret,
  token: { secret: tokenSecret, issuer: 'campus-meet', audience: 'jitsi' },
  maxOccupants: 500,
};

/** Runs Lua and returns what it writes. */
const runLua = (program: string) => execFileSync('lua5.4', ['-'], { input: program });

describe('the Prosody configuration', () => {
  it('writes any text as a Lua literal that means that text', () => {
    const property = fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      assert.equal(runLua(`io.write(${lua(text)})`).toString(), Buffer.from(text).toString());
    });
    fc.assert(property, { numRuns: 25 });
  });

  it('is Lua with every value filled in', () => {
    const nasty = { ...settings, eventsSecret: `"]] os.exit(3) --${'x'.repeat(30)}` };
    const text = prosodyConfig(nasty);
    assert.doesNotMatch(text, /undefined/u);
    const words = 'function VirtualHost() end function Component() return function() end end\n';
    runLua(`${words}${text}\nassert(campus_meet_secret:find("os.exit", 1, true))`);
  });

  it('listens on one address only', () => {
    const addresses = prosodyConfig(settings).match(/\b\d+\.\d+\.\d+\.\d+\b/gu) ?? [];
    assert.deepEqual(new Set(addresses), new Set(['127.0.0.1']));
  });
});

describe('running Prosody', () => {
  let dataFolder: string;
  let run: ProsodyRun;
  beforeEach(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'campus-prosody-'));
    run = {
      ...settings,
      dataFolder,
      httpPort: await getPort(),
      c2sPort: await getPort(),
      focus: { port: await getPort(), secret: settings.focus.secret },
    };
  });
  afterEach(() => rm(dataFolder, { recursive: true, force: true }));

  it('starts, stops (twice is once), and starts again on the same folder and ports', async () => {
    for (let turn = 0; turn < 2; turn++) {
      const prosody = await startProsody(run);
      await Promise.all([prosody.stop(), prosody.stop()]);
      assert.equal(await prosody.ended, 0);
      await assert.rejects(fetch(prosody.httpUrl));
    }
  });

  for (const which of ['httpPort', 'c2sPort', 'focus'] as const) {
    it(`says which port is taken (${which})`, async () => {
      const port = which === 'focus' ? run.focus.port : run[which];
      const other = createServer().listen(port, '127.0.0.1');
      await once(other, 'listening');
      await assert.rejects(
        startProsody(run),
        new RegExp(`port ${port} on 127.0.0.1 is taken`, 'u'),
      );
      other.close();
    });
  }

  it('says when there is no Prosody', async () => {
    await assert.rejects(startProsody({ ...run, program: 'no-such-prosody' }), /no-such-prosody/u);
  });

  it('says what Prosody itself complains of', async () => {
    await assert.rejects(
      startProsody({ ...run, eventsSecret: 'short' }),
      /campus_meet_secret must be set/u,
    );
  });

  it('ends with the process that started it, even when that is killed', async () => {
    const program = [
      `import { startProsody } from ${JSON.stringify(join(import.meta.dirname, 'run.ts'))};`,
      `const prosody = await startProsody(${JSON.stringify(run)});`,
      `process.stdout.write(String(prosody.pid));`,
      `setInterval(() => {}, 1000);`,
    ].join('\n');
    const parent = spawn(process.execPath, ['--input-type=module-typescript', '-e', program]);
    const [pid] = (await once(parent.stdout, 'data')) as [Buffer];
    parent.kill('SIGKILL');
    const isAlive = () => {
      try {
        return process.kill(Number(pid.toString()), 0);
      } catch {
        return false;
      }
    };
    assert(isAlive());
    await becomes(() => Promise.resolve(isAlive()), false);
  });
});
