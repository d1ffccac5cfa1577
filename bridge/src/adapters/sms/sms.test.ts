import assert from 'node:assert/strict';
import { testSealing } from '../../../test/bridge-settings.ts';
import { randomUUID } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import pino from 'pino';
import { z } from 'zod';
import { migrations } from '../../../migrations/index.ts';
import {
  carrierRules,
  fakeProvider,
  type Manner,
  type Provider,
  type Taken,
} from '../../../test/carriers.ts';
import { createOutbox } from '../../features/notifications/outbox/index.ts';
import type { Outcome, Sms } from '../../features/notifications/outbox/ports.ts';
import { settableClock } from '../../kernel/clock.ts';
import { migrate, openDatabase } from '../../kernel/database.ts';
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

  /** A gateway that answers as it likes; keeps the keys of what it was handed. */
  async function oddGateway(answer: (response: ServerResponse, to: string) => void) {
    const keys: string[] = [];
    const server = createServer((request, response) => {
      void readText(request).then((body) => {
        keys.push(String(request.headers['idempotency-key']));
        answer(response, z.object({ to: z.string() }).parse(JSON.parse(body)).to);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return {
      keys,
      carrier: createSmsCarrier({ url, secret }),
      impatient: createSmsCarrier({ url, secret, timeoutMs: 300 }),
      close: () => {
        server.closeAllConnections();
        server.close();
      },
    };
  }

  it('never takes silence, an error, a web page or garbage for a yes; each repetition has the same key', async () => {
    const answers: [Outcome['is'], (response: ServerResponse) => void][] = [
      ['unsure', (response) => response.writeHead(500).end('{"id":"x"}')],
      ['unsure', (response) => response.socket?.end('garbage\r\n\r\n')],
      ['unsure', (response) => response.writeHead(202, { 'Content-Length': 9 }).end('{"id"')],
      ['away', (response) => response.writeHead(503).end()],
      ['away', (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>')],
      ['away', (response) => response.writeHead(302, { Location: '/login' }).end()],
      ['accepted', (response) => response.writeHead(200).end('OK, not JSON')],
    ];
    const expected = answers.map(([is]) => is);
    const gateway = await oddGateway((response) => answers.shift()?.[1](response));
    const envelope = { id: randomUUID(), expiresAt: null };
    const got: Outcome['is'][] = [];
    while (answers.length > 0) {
      got.push((await gateway.carrier.carry(sms('x'), envelope)).is);
    }
    assert.deepEqual(got, expected);
    // Late, and then never: it waits no longer than it was told to.
    answers.push(['unsure', (response) => setTimeout(() => response.writeHead(202).end(), 600)]);
    for (let time = 0; time < 2; time += 1)
      assert.equal((await gateway.impatient.carry(sms('x'), envelope)).is, 'unsure');
    assert.deepEqual(new Set(gateway.keys), new Set([envelope.id]));
    gateway.close();
  });

  it('that the gateway chokes on are repeated, and hold up nobody else’s', async () => {
    const bad = '+8613800000001';
    const taken: string[] = [];
    const gateway = await oddGateway((response, to) => {
      if (to === bad) response.writeHead(500).end();
      else response.writeHead(202, {}).end(JSON.stringify({ id: `${taken.push(to)}` }));
    });
    const db = openDatabase({ kind: 'sqlite', file: ':memory:' });
    await migrate(db, migrations);
    const clock = settableClock();
    const carriers = { sms: gateway.carrier };
    const outbox = createOutbox({
      db,
      clock,
      log: pino({ level: 'silent' }),
      sealing: testSealing,
      carriers,
    });
    const good = Array.from({ length: 20 }, (_, index) => `+86138000001${10 + index}`);
    for (const to of [bad, ...good])
      await outbox.add(db, { message: { ...sms('x'), to }, about: 'x' });
    await outbox.run();
    assert.deepEqual(taken.toSorted(), good);
    assert.deepEqual((await outbox.status()).counts, { sent: 20, waiting: 1 });
    clock.move(60_000);
    await outbox.run();
    const tries = gateway.keys.filter((key, at, all) => all.indexOf(key) !== at);
    assert.equal(tries.length, 1);
    gateway.close();
    await db.destroy();
  });
});
