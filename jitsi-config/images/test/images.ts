import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import getPort from 'get-port';
import { SignJWT } from 'jose';
import { parse } from 'yaml';
import { renderInto } from '../../generator/run.ts';
import type { RunningProgram } from '../../generator/test/program.ts';
import { stockStandIns } from '../../generator/test/stock-stand-ins.ts';
import { claims } from '../../prosody/test/harness.ts';
import { XmppClient } from '../../prosody/test/xmpp-client.ts';
import { argumentsOf, enterScript, startContainer } from './as-compose.ts';
import type { ComposeService, Container } from './as-compose.ts';
import { debianBase, ImageStore } from './store.ts';

/*
 * `npm run images`: a base of Debian is made and npm's packages are installed anew, which takes minutes. Therefore it is
 * no part of `npm test`, and its name does not end with `.test.ts`.
 */

const docker = join(import.meta.dirname, '../../../docker');
const domain = 'meet.uni.test';

const serviceIn = (file: string, name: string): ComposeService =>
  (parse(readFileSync(file, 'utf8'), { merge: true }) as Services).services[name] ?? {};
interface Services {
  services: Record<string, ComposeService>;
}

describe('our own images', function () {
  // Two images are built: minutes, where others take seconds.
  // eslint-disable-next-line no-restricted-syntax -- no other test builds a system
  this.timeout(45 * 60_000);
  let place: string;
  let store: ImageStore;
  let rendered: string;
  let settings: Record<string, string | undefined>;
  let ports: { prosody: number; bridge: number };
  const running: RunningProgram[] = [];

  before(async () => {
    place = mkdtempSync(join(tmpdir(), 'campus-images-'));
    store = new ImageStore(join(place, 'store'));
    ports = { prosody: await getPort(), bridge: await getPort() };
    rendered = await render(join(place, 'jitsi.yaml'), join(place, 'rendered'));
    settings = parseEnv(readFileSync(join(rendered, 'campus-meet/jitsi.env'), 'utf8'));
    // Stand-ins for what a registry has: Debian made here, and Jitsi's modules in name only.
    store.import('localhost/debian:bookworm-slim', debianBase('bookworm'));
    store.import('localhost/jitsi/prosody:stable-11146-2', plugins(), '/prosody-plugins');
  });
  after(async () => {
    for (const program of running.reverse()) await program.stop();
    store.remove();
    rmSync(place, { recursive: true, force: true });
  });

  function plugins(): string {
    const folder = join(place, 'plugins');
    stockStandIns(folder);
    // The other stand-in writes down what it is told; an image is read-only.
    writeFileSync(join(folder, 'mod_roster_command.lua'), 'function module.command() end\n');
    return folder;
  }

  async function render(file: string, folder: string): Promise<string> {
    const [c2s, https, http, jicofo] = [
      await getPort(),
      await getPort(),
      await getPort(),
      await getPort(),
    ];
    writeFileSync(
      file,
      `domain: ${domain}
peoplePerMeeting: 20
campusMeet: { url: "https://${domain}", listen: ${ports.bridge} }
signalling: { address: 10.99.0.1, httpsPort: ${https}, httpPort: ${http}, prosodyClientPort: ${c2s}, prosodyHttpPort: ${ports.prosody}, jicofoPort: ${jicofo} }
videobridges: [{ id: jvb1, address: 10.99.0.1 }]
folders: { logs: /var/log/meetings }
`,
    );
    await renderInto({ file, folder, isCheck: false });
    return folder;
  }

  const container = (image: string, service: ComposeService): Container => ({
    files: store.files(image),
    config: store.config(image),
    service,
    folder: rendered,
    environment: service.environment ?? {},
  });

  describe('Prosody’s', () => {
    let prosody: Container;
    before(async () => {
      store.build('docker/prosody.Dockerfile', 'campus-meet/prosody');
      const service = serviceIn(join(rendered, 'compose.yaml'), 'prosody');
      prosody = container('campus-meet/prosody', service);
      const url = `http://127.0.0.1:${ports.prosody}/campus-meet/commands`;
      running.push(
        await startContainer(prosody, async () => {
          const answer = await fetch(url).catch(() => null);
          await answer?.body?.cancel();
          return answer?.status === 405;
        }),
      );
    });

    async function connect(secret: string): Promise<XmppClient> {
      const token = await new SignJWT({ ...claims({ room: 'r1' }), sub: domain })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .sign(new TextEncoder().encode(secret));
      const httpUrl = `http://127.0.0.1:${ports.prosody}`;
      return XmppClient.connect({ httpUrl, domain, room: 'r1', token });
    }

    it('runs read-only as its own user with what is rendered, and lets people in with a token that Campus Meet signs', async () => {
      const client = await connect(settings['JITSI_APP_SECRET'] ?? '');
      assert.match(client.jid, new RegExp(`@${domain}/`, 'u'));
      client.close();
      await assert.rejects(connect('x'.repeat(43)), /not-allowed/u);
      const { stdout: prosodyUser } = run(prosody, ['id', '-u', 'prosody']);
      assert.equal(userOf(running.at(-1)), prosodyUser.trim());
    });

    it('has Jitsi’s own modules’ Lua libraries for the Lua that Prosody runs', () => {
      const load =
        'for _, m in ipairs{"basexx","inspect","cjson.safe","openssl.digest"} do require(m) end';
      assert.equal(run(prosody, ['lua5.4', '-e', load]).stderr, '');
    });

    it('is asked for its health by a program that it has', () => {
      assert.equal(run(prosody, ['curl', '--version']).status, 0);
    });
  });

  describe('the bridge’s', () => {
    let bridge: Container;
    const address = () => `127.0.0.1:${ports.bridge}`;
    before(async () => {
      store.build('docker/bridge.Dockerfile', 'campus-meet/bridge');
      const service = serviceIn(join(docker, 'compose.yaml'), 'bridge-1');
      bridge = {
        ...container('campus-meet/bridge', service),
        environment: {
          ...(settings as Record<string, string>),
          CAMPUS_MEET_URL: `https://${domain}`,
          CAMPUS_MEET_SECRET: 'vTq0mXo8wB3kQy7nLr2hCz5sJd9fGa1e',
          CAMPUS_MEET_LISTEN: address(),
          // Compose's MariaDB is no image of ours.
          CAMPUS_MEET_DATABASE: 'sqlite:/tmp/campus-meet.sqlite',
        },
      };
      running.push(
        await startContainer(bridge, async () => {
          const answer = await fetch(`http://${address()}/health/ready`).catch(() => null);
          await answer?.body?.cancel();
          return answer?.status === 200;
        }),
      );
    });

    it('runs read-only as nobody without any right, is ready and serves the panel', async () => {
      assert.equal((await fetch(`http://${address()}/health/ready`)).status, 200);
      const panel = await fetch(`http://${address()}/login`);
      assert.match(await panel.text(), /<html/u);
      assert.equal(userOf(running.at(-1)), '10001');
    });

    it('is found healthy by its own check, and answers commands', () => {
      const [kind, ...check] = bridge.config.Healthcheck?.Test ?? [];
      assert.equal(kind, 'CMD');
      const asked = run(bridge, check);
      assert.equal(asked.status, 0, asked.stderr);
      const listed = run(bridge, ['node', 'bridge/src/cli.ts', 'settings']);
      assert.equal(listed.status, 0, listed.stderr);
      assert.match(listed.stdout, /CAMPUS_MEET_URL/u);
    });

    it('holds nothing for development, and no settings of whoever built it', () => {
      const found = run(bridge, ['ls', '-a', '/app', '/app/node_modules']).stdout.split('\n');
      for (const name of ['mocha', 'eslint', 'vite', 'campus-meet.env', '.git']) {
        assert.ok(!found.includes(name), name);
      }
    });
  });

  /** Another program in a container, to its end. */
  const run = (one: Container, command: readonly string[]) =>
    spawnSync('unshare', ['--mount', 'sh', '-c', enterScript, 'sh', ...argumentsOf(one, command)], {
      encoding: 'utf8',
    });
});

/** Whose a program is, as a number: the image’s names are not this machine’s. */
function userOf(program: RunningProgram | undefined): string {
  const { stdout } = spawnSync('ps', ['-o', 'uid=', '-p', String(program?.pid)], {
    encoding: 'utf8',
  });
  return stdout.trim();
}
