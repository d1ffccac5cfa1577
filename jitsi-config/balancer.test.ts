import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { partAt } from '../bridge/test/parts.ts';
import { startProgram, type RunningProgram } from './generator/test/program.ts';

const here = join(import.meta.dirname, '../docker');

interface Asked {
  bridge: number;
  forwarded: string;
}

/** Stands where a bridge is, and says which one it is and what it was told. */
async function startBridge(bridge: number): Promise<Server> {
  const server = createServer((request, response) => {
    const forwarded = request.headers['x-forwarded-for'] ?? '';
    response.end(JSON.stringify({ bridge, forwarded }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const nginx = partAt('nginx');

(nginx ? describe : describe.skip)('the balancer (nginx)', () => {
  let place: string;
  let bridges: Server[];
  let running: RunningProgram;
  let base: string;

  before(async () => {
    place = mkdtempSync(join(tmpdir(), 'campus-balancer-'));
    bridges = await Promise.all([1, 2].map(startBridge));
    const port = await getPort();
    base = `http://127.0.0.1:${port}`;
    const nobody = [await getPort(), await getPort()];
    const ports = [...bridges.map(portOf), ...nobody];
    const text = readFileSync(join(here, 'balancer.conf'), 'utf8')
      .replace('127.0.0.1:8090', `127.0.0.1:${port}`)
      .replaceAll(
        /127\.0\.0\.1:809([1-4])/gu,
        (_, at: string) => `127.0.0.1:${ports[Number(at) - 1]}`,
      );
    writeFileSync(join(place, 'balancer.conf'), text);
    const file = join(place, 'nginx.conf');
    const user = process.getuid?.() === 0 ? 'user root;' : '';
    const main = readFileSync(join(here, 'nginx.conf'), 'utf8')
      .replaceAll('/tmp/', `${place}/`)
      .replace('stderr warn', `${place}/error.log`)
      .replace('/etc/nginx/conf.d/*.conf', `${place}/balancer.conf`);
    writeFileSync(file, `daemon off; ${user}\n${main}`);
    running = await startProgram([nginx ?? '', '-c', file, '-p', place], async () =>
      fetch(base).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
  });

  after(async () => {
    await running.stop();
    for (const bridge of bridges) bridge.close();
    rmSync(place, { recursive: true, force: true });
  });

  const ask = async (address: string): Promise<Asked> =>
    (await (await fetch(base, { headers: { 'X-Forwarded-For': address } })).json()) as Asked;

  it('keeps a client at its bridge, and spreads clients', async () => {
    const seen = new Set<number>();
    for (let host = 1; host <= 40; host += 1) {
      const address = `10.0.0.${host}`;
      const first = await ask(address);
      assert.equal((await ask(address)).bridge, first.bridge);
      seen.add(first.bridge);
    }
    assert.deepEqual([...seen].sort(), [1, 2]);
  });

  it('tells the bridge where the browser is, as the web server in front said it', async () => {
    assert.equal((await ask('192.0.2.7')).forwarded, '192.0.2.7');
  });

  it('asks another bridge when one has gone, and nobody notices', async () => {
    const [one] = bridges;
    one?.close();
    one?.closeAllConnections();
    for (let host = 1; host <= 40; host += 1) {
      assert.equal((await ask(`10.0.0.${host}`)).bridge, 2);
    }
  });
});
