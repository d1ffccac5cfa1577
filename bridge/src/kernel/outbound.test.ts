import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mayConnect, noPrivateHosts, readPrivateHosts, type Resolve } from './addresses.ts';
import { createOutbound, OutboundError, type OutboundTrouble } from './outbound.ts';

const names: Record<string, string[]> = {
  'inside.test': ['127.0.0.1'],
  'metadata.test': ['169.254.169.254'],
  'mixed.test': ['93.184.215.14', '10.0.0.8'],
  'mapped.test': ['::ffff:127.0.0.1'],
};
const resolve: Resolve = (name, _, done) => {
  const found = (names[name] ?? []).map((address) => ({
    address,
    family: address.includes(':') ? 6 : 4,
  }));
  done(null, found);
};

const troubles = async (asking: Promise<unknown>, trouble: OutboundTrouble) => {
  await assert.rejects(asking, (error) => {
    assert.ok(error instanceof OutboundError, String(error));
    assert.equal(error.trouble, trouble, error.message);
    return true;
  });
};

describe('asking servers that are not ours', () => {
  let server: Server;
  let port: number;
  let reached: string[];
  let reply: (response: ServerResponse) => void;

  beforeEach(async () => {
    reached = [];
    reply = (response) => void response.end('ok');
    server = createServer((request, response) => {
      reached.push(request.url ?? '');
      reply(response);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    port = (server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  const strict = createOutbound(noPrivateHosts, resolve);
  const open = createOutbound(readPrivateHosts(['127.0.0.1']), resolve);

  it('never reaches inside, however the address is written', async () => {
    const hosts = [
      ...[
        '127.0.0.1',
        'localhost',
        '2130706433',
        '0x7f.1',
        '017700000001',
        '127.1',
        '0.0.0.0',
        '0',
      ],
      ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]'],
      ...['[64:ff9b::7f00:1]', '[2002:7f00:1::]', '[fe80::1]', '[fd00::1]', '169.254.169.254'],
      ...['10.0.0.1', '172.16.0.1', '192.168.1.1', '100.64.0.1', '127.0.0.1.', '１２７.0.0.1'],
      ...['inside.test', 'metadata.test', 'mixed.test', 'mapped.test'],
    ];
    for (const host of hosts) await troubles(strict(`http://${host}:${port}/x`), 'address');
    await troubles(createOutbound(noPrivateHosts)(`http://localhost:${port}/`), 'address');
    assert.deepEqual(reached, []);
  });

  it('takes web addresses without a user only', async () => {
    const odd = ['file:///etc/passwd', 'gopher://x', 'ftp://x', '', 'x', '//x', 'data:,x'];
    const users = [`http://u@127.0.0.1:${port}/`, `http://meet.test:pw@127.0.0.1:${port}/`];
    for (const url of [...odd, ...users]) await troubles(open(url), 'address');
    assert.deepEqual(reached, []);
  });

  it('reaches inside what is listed: by address, by network, by name', async () => {
    assert.equal((await open(`http://127.0.0.1:${port}/a`)).text, 'ok');
    assert.equal((await open(`http://inside.test:${port}/b`)).text, 'ok');
    const byName = createOutbound(readPrivateHosts(['INSIDE.test', 'metadata.test']), resolve);
    assert.equal((await byName(`http://inside.test:${port}/c`)).text, 'ok');
    await troubles(byName(`http://mapped.test:${port}/`), 'address');
    await troubles(byName(`http://127.0.0.1:${port}/`), 'address');
    // A listed name that leads to a cloud's metadata is not what was meant.
    await troubles(byName(`http://metadata.test:${port}/`), 'address');
    const network = createOutbound(readPrivateHosts(['127.0.0.0/8']), resolve);
    assert.equal((await network(`http://mapped.test:${port}/d`)).text, 'ok');
    assert.deepEqual(reached, ['/a', '/b', '/c', '/d']);
  });

  it('looks at each connection: a name that changes its mind gains nothing', async () => {
    let turn = 0;
    const rebinding: Resolve = (_, __, done) => {
      const address = turn++ === 0 ? '127.0.0.1' : '10.0.0.1';
      done(null, [{ address, family: 4 }]);
    };
    const ask = createOutbound(readPrivateHosts(['127.0.0.1']), rebinding);
    assert.equal((await ask(`http://turning.test:${port}/`)).text, 'ok');
    await troubles(ask(`http://turning.test:${port}/`), 'address');
    assert.equal(reached.length, 1);
  });

  it('follows no redirect', async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      reply = (response) => {
        response.writeHead(status, { location: `http://127.0.0.1:${port}/inside` }).end();
      };
      await troubles(open(`http://127.0.0.1:${port}/`), 'redirect');
    }
    assert.ok(!reached.includes('/inside'));
  });

  it('ends with answers that do not end, in size and in time', async () => {
    reply = (response) => {
      const more = () => response.write('x'.repeat(50_000), () => response.writable && more());
      more();
    };
    await troubles(open(`http://127.0.0.1:${port}/`), 'too-large');
    const soon = { timeoutMs: 200 };
    reply = () => undefined;
    await troubles(open(`http://127.0.0.1:${port}/`, soon), 'too-slow');
    reply = (response) => {
      const drip = setInterval(() => response.write('x'), 20);
      response.once('close', () => clearInterval(drip));
    };
    await troubles(open(`http://127.0.0.1:${port}/`, soon), 'too-slow');
    reply = (response) => {
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    };
    await troubles(open(`http://127.0.0.1:${port}/`), 'unanswered');
    await troubles(open('http://127.0.0.1:1/'), 'unanswered');
  });

  it('sends and hands back what was said', async () => {
    const echo = createServer((request, response) => {
      response.setHeader('link', [`<${request.method}>`, '<second>']);
      request.pipe(response);
    });
    await new Promise<void>((done) => echo.listen(0, '127.0.0.1', done));
    const to = (echo.address() as AddressInfo).port;
    const answer = await open(`http://127.0.0.1:${to}/`, { method: 'POST', body: '林芳' });
    assert.deepEqual([answer.status, answer.text], [200, '林芳']);
    assert.equal(answer.headers.get('link'), '<POST>, <second>');
    await new Promise((done) => echo.close(done));
  });

  it('knows a list from a mistake', () => {
    for (const wrong of ['a/b', '10.0.0.0/99', 'http://x', '*.uni.test', 'a b']) {
      assert.throws(() => readPrivateHosts([wrong]), RangeError, wrong);
    }
    const hosts = readPrivateHosts(['[fd00::1]', ' Moodle.uni.test ', '']);
    assert.ok(mayConnect(hosts, 'x', 'fd00::1'));
    assert.ok(!mayConnect(hosts, 'x', 'fd00::2'));
    assert.ok(mayConnect(hosts, 'moodle.uni.test', 'fd00::2'));
    assert.ok(!mayConnect(hosts, 'moodle.uni.test', 'fe80::1'));
    assert.ok(mayConnect(noPrivateHosts, 'x', '2606:4700::1111'));
  });
});
