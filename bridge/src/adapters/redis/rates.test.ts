import assert from 'node:assert/strict';
import pino from 'pino';
import { createClient } from 'redis';
import { becomes, patience } from '../../../test/becomes.ts';
import { partAt } from '../../../test/parts.ts';
import { startRedis, type Redis } from '../../../test/redis.ts';
import { isFailure } from '../../kernel/failure.ts';
import { createRateCounter, createRateLimit } from '../../kernel/rate-limit.ts';
import { joinByRedis } from './index.ts';

const program = partAt('redis-server');
const key = Buffer.alloc(32, 7);

(program ? describe : describe.skip)('rate limits over Redis', () => {
  let redis: Redis;
  const joined: ReturnType<typeof joinByRedis>[] = [];
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => lines.push(line) });
  const bridge = () => {
    // Slow is not away: on a busy machine each would count for itself.
    const one = joinByRedis(redis.url, { log, key, slowMs: patience });
    joined.push(one);
    return one.rates;
  };
  beforeEach(async () => {
    lines.length = 0;
    redis = await startRedis(program ?? '');
  });
  afterEach(async () => {
    for (const one of joined.splice(0)) one.close();
    await redis.stop();
  });

  /** Until what each counts arrives in Redis: before, it counts for itself. */
  const areConnected = async () => {
    const client = await createClient({ url: redis.url }).connect();
    const probes = joined.map(({ rates }) =>
      createRateCounter({ name: 'probe', seconds: 60 }, rates),
    );
    await becomes(async () => {
      for (const [of, probe] of probes.entries()) await probe.add(String(of));
      return client.dbSize();
    }, probes.length);
    await client.flushAll();
    client.destroy();
  };

  it('hold for two bridges together, each rule by itself', async () => {
    const [a, b] = [bridge(), bridge()];
    await areConnected();
    const rule = { name: 'calls', points: 3, seconds: 600 };
    const [onA, onB] = [createRateLimit(rule, a), createRateLimit(rule, b)];
    await onA.take('10.1.2.3', 2);
    await onB.take('10.1.2.3');
    for (const limit of [onA, onB]) {
      await assert.rejects(limit.take('10.1.2.3'), (error) => {
        assert.ok(isFailure(error, 'request/too-many'));
        return (error.retryAfter ?? 0) > 500;
      });
    }
    await onB.take('10.9.9.9');
    await createRateLimit({ ...rule, name: 'people' }, b).take('10.1.2.3', 3);
    const guesses = { name: 'guess-pair', seconds: 300 };
    const counters = [createRateCounter(guesses, a), createRateCounter(guesses, b)];
    for (const counter of counters) await counter.add('10.1.2.3 482915037');
    for (const counter of counters) {
      assert.equal((await counter.of('10.1.2.3 482915037')).points, 2);
    }
    assert.equal((await counters[0]?.of('nobody'))?.points, 0);
  });

  it('keep no address in Redis that could be read there', async () => {
    const limit = createRateLimit({ name: 'x', points: 3, seconds: 600 }, bridge());
    await areConnected();
    await limit.take('10.1.2.3');
    const client = await createClient({ url: redis.url }).connect();
    const keys = await client.keys('*');
    client.destroy();
    assert.equal(keys.length, 1);
    assert.match(keys[0] ?? '', /^campus-meet:x:[\w-]{43}$/u);
  });

  it('are each bridge’s own while Redis is away, said once, and shared again afterwards', async () => {
    const [a, b] = [bridge(), bridge()];
    await areConnected();
    const rule = { name: 'x', points: 2, seconds: 600 };
    const [onA, onB] = [createRateLimit(rule, a), createRateLimit(rule, b)];
    await onA.take('k', 2);
    const { port } = new URL(redis.url);
    await redis.stop();
    for (const limit of [onA, onB]) {
      await limit.take('k', 2);
      await assert.rejects(limit.take('k'), { code: 'request/too-many' });
    }
    const said = lines.filter((line) => line.includes('counts requests and guesses for itself'));
    assert.equal(said.length, 2, 'once by each bridge');
    redis = await startRedis(program ?? '', Number(port));
    await areConnected();
    await onA.take('other');
    await onB.take('other');
    await assert.rejects(onA.take('other'), { code: 'request/too-many' });
  });
});
