import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import webpush from 'web-push';
import { carrierRules, fakeProvider, type Provider } from '../../../test/carriers.ts';
import { PushFixture } from '../../../test/push-fixture.ts';
import type { BrowserAddress } from '../../features/notifications/sending/ports.ts';
import type { Push } from '../../features/notifications/outbox/ports.ts';
import { settableClock } from '../../kernel/clock.ts';
import { isPublicAddress } from '../../kernel/addresses.ts';
import { createWebPushCarrier } from './carrier.ts';

const browserId = randomUUID();
const push = (payload: string): Push => ({
  kind: 'push',
  to: browserId,
  payload,
  urgency: 'high',
  topic: 'ring-1',
});

function carrierTo(browsers: Map<string, BrowserAddress>, allowPrivate: boolean) {
  const keys = webpush.generateVAPIDKeys();
  return createWebPushCarrier({
    keys: () => Promise.resolve(keys),
    contact: 'mailto:it@uni.test',
    subscriptions: {
      find: (id) => Promise.resolve(browsers.get(id) ?? null),
      remove: (id) => Promise.resolve(void browsers.delete(id)),
    },
    allowPrivate,
    timeoutMs: 2_000,
    clock: settableClock(),
  });
}

const addressOf = ({ subscription: { endpoint, keys } }: PushFixture) => ({ endpoint, ...keys });

async function realService(): Promise<Provider<Push>> {
  const fixture = new PushFixture();
  await fixture.start();
  return {
    carrier: carrierTo(new Map([[browserId, addressOf(fixture)]]), true),
    message: push,
    taken: () =>
      fixture.received.map(({ payload, headers }) => ({
        text: payload,
        id: String(headers['topic']),
      })),
    meet: (manner) => fixture.meet(manner),
    goAway: () => fixture.stop(),
    comeBack: () => fixture.start(),
    close: () => fixture.stop(),
  };
}

carrierRules('web push by a real service that decrypts', realService, 'later');
carrierRules(
  'the double of web push',
  () =>
    Promise.resolve(
      fakeProvider({
        message: push,
        textOf: ({ payload }: Push) => payload,
        whenAway: 'later',
      }),
    ),
  'later',
);

describe('web push', () => {
  const envelope = { id: randomUUID(), expiresAt: null };

  it('is signed in our name, urgent, and kept only as long as it is of use', async () => {
    const fixture = new PushFixture();
    await fixture.start();
    const carrier = carrierTo(new Map([[browserId, addressOf(fixture)]]), true);
    await carrier.carry(push('{}'), { ...envelope, expiresAt: settableClock().now() + 45_000 });
    const [got] = fixture.received;
    assert.equal(got?.subject, 'mailto:it@uni.test');
    assert.deepEqual([got.headers['urgency'], got.headers['ttl']], ['high', '45']);
    await fixture.stop();
  });

  it('forgets a browser that the service does not know any more', async () => {
    for (const status of [404, 410] as const) {
      const fixture = new PushFixture();
      await fixture.start();
      fixture.gone = status;
      const browsers = new Map([[browserId, addressOf(fixture)]]);
      const carrier = carrierTo(browsers, true);
      assert.equal((await carrier.carry(push('{}'), envelope)).is, 'gone');
      assert.equal(browsers.size, 0);
      assert.equal((await carrier.carry(push('{}'), envelope)).is, 'gone');
      await fixture.stop();
    }
  });

  it('never calls plain HTTP, this machine or the inner network, by number or by name', async () => {
    const fixture = new PushFixture();
    await fixture.start();
    const port = new URL(fixture.endpoint).port;
    const forged = [
      fixture.endpoint,
      `https://127.0.0.1:${port}/`,
      `https://[::1]:${port}/`,
      `https://[::ffff:127.0.0.1]:${port}/`,
      `https://2130706433:${port}/`,
      'https://169.254.169.254/latest/meta-data',
      'https://10.0.0.1/',
      // A name that leads inside is found out when it is resolved for the connection.
      `https://localhost:${port}/`,
    ];
    for (const endpoint of forged) {
      const browser = { ...addressOf(fixture), endpoint };
      const carrier = carrierTo(new Map([[browserId, browser]]), false);
      const { is } = await carrier.carry(push('{}'), envelope);
      assert.notEqual(is, 'accepted', endpoint);
    }
    assert.deepEqual(fixture.received, []);
    await fixture.stop();
  });

  it('knows which addresses are public', () => {
    const inside = ['10.1.2.3', '172.31.0.1', '192.168.1.1', '100.64.0.1', '0.0.0.0', '224.0.0.1'];
    const inside6 = ['::1', 'fe80::1', 'fd00::1', '::ffff:8.8.8.8', '2001:db8::1', '2002:a00:1::'];
    for (const address of [...inside, ...inside6]) assert.equal(isPublicAddress(address), false);
    for (const address of ['8.8.8.8', '223.5.5.5', '2001:4860:4860::8888', '240e::1']) {
      assert.equal(isPublicAddress(address), true, address);
    }
  });
});
