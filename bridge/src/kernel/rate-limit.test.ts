import assert from 'node:assert/strict';
import { isFailure } from './failure.ts';
import { createNetworkRateLimit, createRateCounter, createRateLimit } from './rate-limit.ts';

describe('A rate limit', () => {
  it('lets so many through for each key, and says to the others when it goes on', async () => {
    const limit = createRateLimit({ name: 'x', points: 3, seconds: 60, code: 'call/too-often' });
    for (let n = 0; n < 3; n += 1) await limit.take('a');
    await limit.take('b', 3);
    for (const key of ['a', 'b']) {
      await assert.rejects(limit.take(key), (error) => {
        assert.ok(isFailure(error, 'call/too-often'));
        const wait = error.retryAfter ?? 0;
        return Number.isInteger(wait) && wait >= 1 && wait <= 60;
      });
    }
  });

  it('by address counts an IPv6 network of 64 bits as one, and of 48 bits as four', async () => {
    const limit = createNetworkRateLimit({ name: 'x', points: 2, seconds: 60 });
    for (const host of ['1', '2']) await limit.take(`2001:db8:1:1::${host}`);
    await assert.rejects(limit.take('2001:db8:1:1::3'), { code: 'request/too-many' });
    for (let net = 2; net < 8; net += 1) await limit.take(`2001:db8:1:${net}::1`);
    await assert.rejects(limit.take('2001:db8:1:8::1'), { code: 'request/too-many' });
  });
});

describe('A counter of a while', () => {
  it('refuses nobody and says how often it was', async () => {
    const counter = createRateCounter({ name: 'x', seconds: 60 });
    assert.deepEqual(await counter.of('a'), { points: 0, waitMs: 60_000 });
    await Promise.all([counter.add('a'), counter.add('a')]);
    const { points, waitMs } = await counter.of('a');
    assert.deepEqual([points, waitMs > 0 && waitMs <= 60_000], [2, true]);
  });
});
