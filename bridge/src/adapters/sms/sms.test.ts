import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { z } from 'zod';
import {
  carrierRules,
  fakeProvider,
  type Manner,
  type Provider,
  type Taken,
} from '../../../test/carriers.ts';
import type { Sms } from '../../features/outbox/ports.ts';
import { createSmsCarrier } from './carrier.ts';

const sms = (text: string): Sms => ({ kind: 'sms', to: '+8613800000000', text });
const secret = 'a key of the gateway';

/** A gateway over real HTTP. */
async function realGateway(): Promise<Provider<Sms> & { url: () => string }> {
  const taken: Taken[] = [];
  const manners: Manner[] = [];
  let server: Server | undefined;
  let port = 0;
  const start = () =>
    new Promise<void>((resolve) => {
      server = createServer((request, response) => {
        void readText(request).then((body) => {
          if (request.headers.authorization !== `Bearer ${secret}`) {
            response.writeHead(401).end();
            return;
          }
          const manner = manners.shift() ?? 'take';
          if (manner === 'refuse' || manner === 'busy') {
            response.writeHead(manner === 'refuse' ? 400 : 429, { 'Retry-After': '7' }).end();
            return;
          }
          const { text } = z.object({ to: z.string(), text: z.string() }).parse(JSON.parse(body));
          taken.push({ text, id: String(request.headers['idempotency-key']) });
          if (manner === 'break-off') request.socket.destroy();
          else response.writeHead(202).end(JSON.stringify({ id: `gw-${taken.length}` }));
        });
      });
      server.listen(port, '127.0.0.1', () => {
        port = (server?.address() as AddressInfo).port;
        resolve();
      });
    });
  const stop = () =>
    new Promise<void>((resolve) => {
      server?.closeAllConnections();
      server?.close(() => resolve());
    });
  await start();
  const url = () => `http://127.0.0.1:${port}/sms`;
  return {
    url,
    carrier: createSmsCarrier({ url: url(), secret, timeoutMs: 2_000 }),
    message: sms,
    taken: () => taken,
    meet: (manner) => void manners.push(manner),
    goAway: stop,
    comeBack: start,
    close: () => (server?.listening ? stop() : Promise.resolve()),
  };
}

carrierRules('short messages by a real HTTP gateway', realGateway);
carrierRules('the double of short messages', () =>
  Promise.resolve(fakeProvider({ message: sms, textOf: ({ text }: Sms) => text })),
);

describe('short messages by HTTP', () => {
  it('waits as long as the gateway says, keeps its reference, and blames no message for a wrong key', async () => {
    const gateway = await realGateway();
    const envelope = { id: randomUUID(), expiresAt: null };
    gateway.meet('busy');
    const busy = await gateway.carrier.carry(sms('x'), envelope);
    assert.equal(busy.is === 'later' && busy.afterMs, 7_000);
    const taken = await gateway.carrier.carry(sms('x'), envelope);
    assert.equal(taken.is === 'accepted' && taken.reference, 'gw-1');
    const stranger = createSmsCarrier({ url: gateway.url(), secret: 'another' });
    assert.equal((await stranger.carry(sms('x'), envelope)).is, 'away');
    await gateway.close();
  });
});
