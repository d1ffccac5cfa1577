import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { startMain } from '../../test/main-process.ts';

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('the bridge as a process', () => {
  let folder: string;
  const running: ReturnType<typeof startMain>[] = [];
  const start = (settings: Record<string, string>) => {
    const one = startMain(settings);
    running.push(one);
    return one;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'campus-meet-main-'));
  });
  afterEach(() => {
    for (const one of running.splice(0)) one.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it('that finds its port taken ends with 1 and has done nothing', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const file = join(folder, 'data', 'campus-meet.sqlite');
    const bridge = start({
      CAMPUS_MEET_LISTEN: `127.0.0.1:${port}`,
      CAMPUS_MEET_DATABASE: `sqlite:${file}`,
    });
    assert.equal(await bridge.ended, 1);
    assert.match(bridge.said(), new RegExp(`127\\.0\\.0\\.1:${port} is taken`, 'u'));
    assert.doesNotMatch(bridge.said(), /\n\s+at /u, 'no stack trace');
    assert.ok(!existsSync(join(folder, 'data')));
    other.close();
  });

  it('refuses weak secrets before it listens', async () => {
    const bridge = start({ JITSI_APP_SECRET: 'a'.repeat(32) });
    assert.equal(await bridge.ended, 78);
    assert.match(bridge.said(), /JITSI_APP_SECRET: is easy to guess \[secret\/weak\]/u);
  });

  it('closes its database’s file and folder before others, and stops while sockets are silent', async () => {
    const data = join(folder, 'data');
    const file = join(data, 'campus-meet.sqlite');
    mkdirSync(data);
    chmodSync(data, 0o755);
    writeFileSync(file, '');
    chmodSync(file, 0o644);
    const port = await getPort();
    const at = { CAMPUS_MEET_LISTEN: `127.0.0.1:${port}`, CAMPUS_MEET_LOG: 'info' };
    const bridge = start({ ...at, CAMPUS_MEET_DATABASE: `sqlite:${file}` });
    await bridge.ready();
    assert.deepEqual([mode(data), mode(file)], ['700', '600']);
    for (const beside of ['-wal', '-shm']) assert.equal(mode(file + beside), '600');
    assert.match(bridge.said(), /"tightened":\[[^\]]*data"/u);
    const silent = await Promise.all(
      ['', 'GET / HTTP/1.1\r\nHost: x\r\n', upgrade(port)].map(async (text) => {
        const socket = connect(port, '127.0.0.1').on('error', () => undefined);
        await once(socket, 'connect');
        socket.write(text);
        return socket;
      }),
    );
    // It takes connections in the order in which they came: it has the silent ones by now.
    assert.equal((await fetch(`http://127.0.0.1:${port}/lti/jwks.json`)).status, 200);
    assert.equal(await bridge.stop(), 0);
    for (const socket of silent) socket.destroy();
  });

  it('whose database is sealed with another secret does not start, and says so', async () => {
    const file = join(folder, 'campus-meet.sqlite');
    const port = await getPort();
    const settings = {
      CAMPUS_MEET_LISTEN: `127.0.0.1:${port}`,
      CAMPUS_MEET_DATABASE: `sqlite:${file}`,
    };
    const first = start(settings);
    await first.ready();
    // Asking for the public keys makes the first one.
    assert.equal((await fetch(`http://127.0.0.1:${port}/lti/jwks.json`)).status, 200);
    await first.stop();
    const second = start({ ...settings, CAMPUS_MEET_SECRET: 'Nf8Lq3VzXw6TbYc1KmRd5HsJp0Ga2Ue7' });
    assert.equal(await second.ended, 78);
    assert.match(second.said(), /CAMPUS_MEET_SECRET: is not the one/u);
  });
});

/** The start of a websocket that says nothing afterwards. */
const upgrade = (port: number): string =>
  [
    'GET /live/?EIO=4&transport=websocket HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    ...['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'],
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    '\r\n',
  ].join('\r\n');
