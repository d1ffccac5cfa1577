import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claims } from '../prosody/test/harness.ts';
import { SignJWT } from 'jose';
import { XmppClient } from '../prosody/test/xmpp-client.ts';
import { startCoturn } from './test/coturn.ts';
import { deploy, type Deployment } from './test/deployment.ts';
import { startProgram, type RunningProgram } from './test/program.ts';
import { TurnClient } from '../../bridge/src/adapters/stun/turn.ts';
import { readConfig } from '../../bridge/src/app/config.ts';
import { turnCheck } from '../../bridge/src/cli/doctor/checks/turn.ts';
import { systemClock } from '../../bridge/src/kernel/clock.ts';
import { completeSettings } from '../../bridge/test/settings-fixture.ts';

/**
 * The rendered file behind what a test needs besides: Prosody as root, in the foreground, and the certificate where it
 * was rendered to.
 */
function prosodyFile(jitsi: Deployment): string {
  const file = join(jitsi.place, 'prosody.cfg.lua');
  const rendered = jitsi
    .text('signalling/prosody.cfg.lua')
    .replace(/\/etc\/prosody\/certs\/[\w.]+\.(key|crt)/gu, `${jitsi.folder}/signalling/xmpp.$1`);
  writeFileSync(file, `run_as_root = true\n${rendered}`);
  return file;
}

const startProsody = (jitsi: Deployment): Promise<RunningProgram> =>
  startProgram(['prosody', '-F', '--config', prosodyFile(jitsi)], async () => {
    const url = `http://127.0.0.1:${jitsi.ports.prosodyHttp}/campus-meet/commands`;
    const answer = await fetch(url).catch(() => null);
    await answer?.body?.cancel();
    return answer?.status === 405;
  });

/** What Prosody's log has of a level. */
const logged = (jitsi: Deployment, level: 'warn' | 'error'): string[] =>
  readFileSync(join(jitsi.place, 'logs/prosody/prosody.log'), 'utf8')
    .split('\n')
    .filter((line) => line.split('\t')[1] === level)
    // Campus Meet is not there.
    .filter((line) => !line.includes('mod_campus_meet\twarn\tThe bridge did not take'));

/** Logs in at Prosody as a server does, by name and password. Answers whether it was let in. */
async function logIn(jitsi: Deployment, user: string, password: string): Promise<boolean> {
  const socket = new WebSocket(`ws://127.0.0.1:${jitsi.ports.prosodyHttp}/xmpp-websocket`, 'xmpp');
  const host = `auth.${jitsi.domain}`;
  const initial = Buffer.from(`\0${user}\0${password}`).toString('base64');
  return new Promise((resolve, reject) => {
    socket.addEventListener('error', () => reject(new Error('no websocket')));
    socket.addEventListener('open', () =>
      socket.send(`<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='${host}' version='1.0'/>`),
    );
    socket.addEventListener('message', ({ data }) => {
      const text = String(data);
      if (text.startsWith('<stream:features')) {
        socket.send(
          `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${initial}</auth>`,
        );
      }
      if (!/^<(?:success|failure)/u.test(text)) return;
      socket.close();
      resolve(text.startsWith('<success'));
    });
  });
}

describe('Prosody with the rendered configuration', () => {
  let jitsi: Deployment;
  let prosody: RunningProgram;
  before(async () => {
    jitsi = await deploy();
    prosody = await startProsody(jitsi);
  });
  after(async () => {
    await prosody.stop();
    jitsi.remove();
  });

  /** Connects as a person with a token that Campus Meet would sign with the rendered secret. */
  async function connect(room: string, secret = jitsi.secret('token')): Promise<XmppClient> {
    const token = await new SignJWT({ ...claims({ room }), sub: jitsi.domain })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .sign(new TextEncoder().encode(secret));
    const httpUrl = `http://127.0.0.1:${jitsi.ports.prosodyHttp}`;
    return XmppClient.connect({ httpUrl, domain: jitsi.domain, room, token });
  }

  it('starts with every module, and complains of nothing', () => {
    assert.deepEqual(logged(jitsi, 'error'), []);
    assert.deepEqual(logged(jitsi, 'warn'), []);
  });

  it('passes Prosody’s own check', () => {
    const { status, stdout } = checked(prosodyFile(jitsi));
    assert.equal(status, 0, stdout);
  });

  it('lets people in with the token that Campus Meet signs, and nobody else', async () => {
    const client = await connect('r1');
    assert.match(client.jid, /@meet\.uni\.test\//u);
    client.close();
    await assert.rejects(connect('r1', 'x'.repeat(43)), /not-allowed/u);
  });

  it('lets servers in once accounts.sh has made their accounts, also when it runs twice, with the password of today', async () => {
    const script = join(jitsi.folder, 'signalling/accounts.sh');
    for (let turn = 0; turn < 2; turn++) {
      execFileSync('sh', [script, '--config', prosodyFile(jitsi)], { stdio: 'pipe' });
    }
    assert.equal(await logIn(jitsi, 'focus', jitsi.secret('focus')), true);
    assert.equal(await logIn(jitsi, 'jvb', jitsi.secret('videobridge')), true);
    assert.equal(await logIn(jitsi, 'jvb', jitsi.secret('focus')), false);
    const file = join(jitsi.folder, 'signalling/accounts');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, before.replace(jitsi.secret('videobridge'), 'another-password'));
    execFileSync('sh', [script, '--config', prosodyFile(jitsi)], { stdio: 'pipe' });
    assert.equal(await logIn(jitsi, 'jvb', 'another-password'), true);
    assert.equal(await logIn(jitsi, 'jvb', jitsi.secret('videobridge')), false);
  });

  it('shows Jicofo its proxy among its contacts, wherever accounts.sh runs: in containers too', () => {
    const told = readFileSync(join(jitsi.place, 'plugins/roster-told'), 'utf8');
    assert.match(told, /^subscribe focus\.meet\.uni\.test focus@auth\.meet\.uni\.test$/mu);
  });

  it('lets nobody but the focus make a room', async () => {
    const client = await connect('r2');
    await assert.rejects(client.join('nick'), /not-allowed|cancel/u);
    client.close();
  });

  it('gives credentials that coturn takes', async () => {
    const coturn = await startCoturn(jitsi);
    const client = await connect('r3');
    const services = await client.iq(
      `<services xmlns='urn:xmpp:extdisco:2'/>`,
      jitsi.domain,
      'get',
    );
    client.close();
    const turn = /<service [^>]*type='turn'[^>]*>/u.exec(services)?.[0] ?? '';
    const value = (name: string) => new RegExp(` ${name}='([^']*)'`, 'u').exec(turn)?.[1] ?? '';
    assert.equal(value('host'), 'turn.uni.test');
    const given = { username: value('username'), password: value('password') };
    const at = { host: '127.0.0.1', port: Number(value('port')) };
    const relay = await TurnClient.open(at, given);
    assert.equal(await relay.allocate(), 0);
    relay.close();
    await coturn.stop();
  });

  it('is found good by doctor, as far as TURN goes; another secret and a silent coturn are told', async () => {
    const config = readConfig({
      ...completeSettings,
      JITSI_SERVICE_URL: `ws://127.0.0.1:${jitsi.ports.prosodyHttp}/xmpp-websocket`,
      JITSI_APP_SECRET: jitsi.secret('token'),
    });
    const turnAt = async (port: number) => {
      const locate = () =>
        Promise.resolve([
          { host: '127.0.0.1', port },
          { host: '::1', port },
        ]);
      const results = await turnCheck({ config, clock: systemClock }, locate).run();
      return [results].flat().map(({ code }) => code);
    };
    const other = await deploy();
    const coturns = [await startCoturn(jitsi), await startCoturn(other)];
    // Over TLS its name does not lead here.
    assert.deepEqual(await turnAt(jitsi.ports.turn), ['turn/ok', 'turn/ok', 'turn/no-tls']);
    assert.deepEqual(await turnAt(other.ports.turn), [
      ...['turn/refused', 'turn/refused', 'turn/no-tls'],
    ]);
    for (const coturn of coturns) await coturn.stop();
    other.remove();
    assert.deepEqual(await turnAt(jitsi.ports.turn), [
      ...['turn/unreachable', 'turn/unreachable', 'turn/no-tls'],
    ]);
  });
});

for (const isIPv6 of [false, true]) {
  describe(`Prosody with the rendered configuration, videobridges on other machines, by ${isIPv6 ? 'IPv6' : 'IPv4'}`, () => {
    let jitsi: Deployment;
    let prosody: RunningProgram;
    before(async () => {
      const recorder = isIPv6 ? '2001:db8:99::3' : '10.99.0.3';
      jitsi = await deploy({
        isSpread: true,
        isIPv6,
        more: () => `recording: { recorders: [{ id: jibri1, address: '${recorder}' }] }\n`,
      });
      prosody = await startProsody(jitsi);
    });
    after(async () => {
      await prosody.stop();
      jitsi.remove();
    });

    it('starts and complains of nothing, and passes Prosody’s own check', () => {
      assert.deepEqual([...logged(jitsi, 'error'), ...logged(jitsi, 'warn')], []);
      const { status, stdout } = checked(prosodyFile(jitsi));
      assert.equal(status, 0, stdout);
    });

    it('asks servers for TLS, with the certificate that they are told to trust', () => {
      const { ports, folder, domain } = jitsi;
      const address = `${isIPv6 ? '[::1]' : '127.0.0.1'}:${ports.prosodyClient}`;
      const { stdout } = spawnSync(
        'openssl',
        [
          ...['s_client', '-starttls', 'xmpp', '-xmpphost', `auth.${domain}`],
          ...['-connect', address, '-CAfile', `${folder}/videobridges/jvb1/xmpp.crt`],
          ...['-partial_chain', '-verify_hostname', `auth.${domain}`],
        ],
        { input: '', encoding: 'utf8' },
      );
      assert.match(stdout, /Verify return code: 0 \(ok\)/u);
    });
  });
}

describe('the Lua modules of Jitsi’s plugins', () => {
  it('are made ready for the Lua that Debian’s Prosody runs', async () => {
    const jitsi = await deploy();
    const target = join(jitsi.place, 'lua');
    const script = join(jitsi.folder, 'signalling/lua-modules.sh');
    for (let turn = 0; turn < 2; turn++) {
      const { status, stderr } = spawnSync('sh', [script, target], { encoding: 'utf8' });
      assert.equal(status, 0, stderr);
    }
    // Where a later Debian ships them for this Lua, nothing has to be copied.
    const load = `package.path = "${target}/?.lua;" .. package.path; assert(require("basexx").to_base64("a") == "YQ=="); require "inspect"`;
    execFileSync('lua5.4', ['-e', load]);
    jitsi.remove();
  });

  it('are named when they are not there', async () => {
    const jitsi = await deploy();
    const script = jitsi
      .text('signalling/lua-modules.sh')
      .replaceAll('/usr/share/lua', join(jitsi.place, 'nowhere'))
      .replace('basexx inspect', 'no_such_module')
      .replace('basexx:lua-basexx', 'no_such_module:lua-none');
    const { status, stderr } = spawnSync('sh', ['-s', join(jitsi.place, 'lua')], {
      input: script,
      encoding: 'utf8',
    });
    assert.equal(status, 1);
    assert.match(stderr, /apt-get install lua-none/u);
    assert.ok(!existsSync(join(jitsi.place, 'lua')));
    jitsi.remove();
  });
});

const checked = (file: string) =>
  spawnSync('prosodyctl', ['--config', file, 'check', 'config'], { encoding: 'utf8' });
