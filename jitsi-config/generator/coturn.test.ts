import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { once } from 'node:events';
import { deploy, type Deployment } from './test/deployment.ts';
import { credentials, startCoturn } from './test/coturn.ts';
import type { RunningProgram } from './test/program.ts';
import { TurnClient, type TurnCredentials } from '../../bridge/src/adapters/stun/turn.ts';

describe('coturn with the rendered configuration', () => {
  let jitsi: Deployment;
  let coturn: RunningProgram;
  const clients: TurnClient[] = [];
  const open = async (given: TurnCredentials, host = '127.0.0.1'): Promise<TurnClient> => {
    const client = await TurnClient.open({ host, port: jitsi.ports.turn }, given);
    clients.push(client);
    return client;
  };

  before(async () => {
    jitsi = await deploy();
    coturn = await startCoturn(jitsi);
  });
  after(async () => {
    for (const client of clients) client.close();
    await coturn.stop();
    jitsi.remove();
  });

  it('relays for whoever has credentials that are signed and not over', async () => {
    const secret = jitsi.secret('turn');
    assert.equal(await (await open(credentials(secret, 60))).allocate(), 0);
    assert.equal(await (await open(credentials(secret, -60))).allocate(), 401);
    assert.equal(await (await open(credentials('another secret', 60))).allocate(), 401);
  });

  it('relays to the videobridges and to the world, and never to other machines inside', async () => {
    const client = await open(credentials(jitsi.secret('turn'), 60));
    assert.equal(await client.allocate(), 0);
    assert.equal(await client.permit('10.99.0.1'), 0);
    assert.equal(await client.permit('198.51.100.7'), 0);
    for (const inside of [
      '10.99.0.2',
      '192.168.1.1',
      '172.16.0.1',
      '169.254.169.254',
      '224.0.0.1',
    ]) {
      assert.equal(await client.permit(inside), 403, inside);
    }
  });

  it('relays over IPv6, by either kind of address', async () => {
    const secret = jitsi.secret('turn');
    for (const family of ['IPv4', 'IPv6'] as const) {
      const client = await open(credentials(secret, 60), '::1');
      assert.equal(await client.allocate(family), 0, family);
    }
    assert.equal(await (await open(credentials('another', 60), '::1')).allocate(), 401);
  });

  it('relays by IPv6 to the videobridges alone: other machines inside have addresses of the world', async () => {
    const six = await deploy({ isIPv6: true });
    const other = await startCoturn(six);
    const at = { host: '::1', port: six.ports.turn };
    const client = await TurnClient.open(at, credentials(six.secret('turn'), 60));
    clients.push(client);
    assert.equal(await client.allocate('IPv6'), 0);
    assert.equal(await client.permit('2001:db8:99::1'), 0);
    for (const inside of [
      '::',
      '2001:db8:99::2',
      'fd00::1',
      'fe80::1',
      '::ffff:10.0.0.1',
      'ff02::1',
    ]) {
      assert.equal(await client.permit(inside), 403, inside);
    }
    await other.stop();
    six.remove();
  });

  it('speaks TLS with the certificate of its host', async () => {
    const ca = readFileSync(join(jitsi.place, 'certificates/turn.uni.test/fullchain.pem'));
    const socket = connect({
      host: '127.0.0.1',
      port: jitsi.ports.turnTls,
      ca,
      servername: 'turn.uni.test',
    });
    await once(socket, 'secureConnect');
    assert.equal(socket.authorized, true);
    socket.destroy();
  });
});
