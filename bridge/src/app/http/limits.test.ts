import assert from 'node:assert/strict';
import { isFailure } from '../../kernel/failure.ts';
import { createLimits } from './limits.ts';

/** How many of these requests are let through. */
async function passed(keys: string[]): Promise<number> {
  const take = createLimits(0.1);
  let count = 0;
  for (const key of keys) {
    await take('read', key).then(
      () => (count += 1),
      (error: unknown) => assert.ok(isFailure(error, 'request/too-many')),
    );
  }
  return count;
}
const times = (count: number, make: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => make(n));

describe('Budgets of requests', () => {
  it('are one for all addresses of an IPv6 network of 64 bits', async () => {
    assert.equal(await passed(times(200, (n) => `2001:db8:1:2::${n.toString(16)}`)), 60);
    assert.equal(await passed(times(200, (n) => `2001:db8:1:2:${n.toString(16)}::1`)), 60);
  });
  it('are four times that for a network of 48 bits in sum', async () => {
    assert.equal(await passed(times(600, (n) => `2001:db8:1:${n.toString(16)}::1`)), 240);
  });
  it('are one for both spellings of an IPv4 address, and one for each session', async () => {
    assert.equal(
      await passed(times(200, (n) => (n % 2 === 0 ? '192.0.2.1' : '::ffff:192.0.2.1'))),
      60,
    );
    assert.equal(await passed(times(200, () => crypto.randomUUID())), 200);
  });
});
