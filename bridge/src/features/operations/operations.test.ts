import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { bridgeSettings } from '../../../test/bridge-settings.ts';
import { forEachDatabase } from '../../../test/databases.ts';
import { composeBridge } from '../../app/bridge.ts';
import { readConfig } from '../../app/config.ts';
import { settableClock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { createLog } from '../../kernel/log.ts';
import { healthOf } from './health.ts';

const token = 'a-token-of-monitoring-0123456789';

async function running(db: Database, more: Record<string, string> = { METRICS_TOKEN: token }) {
  const config = readConfig({ ...bridgeSettings, ...more });
  const bridge = composeBridge({ config, db, clock: settableClock(), log: createLog('silent') });
  bridge.server.listen(0, '127.0.0.1');
  await once(bridge.server, 'listening');
  const { port } = bridge.server.address() as AddressInfo;
  const get = async (path: string, authorization?: string) => {
    const headers = authorization === undefined ? {} : { Authorization: authorization };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
    return { status: response.status, text: await response.text() };
  };
  return { get, bridge };
}

forEachDatabase('whether the bridge is well', (open) => {
  it('is told to anybody, and nothing else', async () => {
    const { get, bridge } = await running(await open());
    assert.deepEqual(await get('/health/live'), { status: 200, text: '{"status":"ok"}' });
    const ready = await get('/health/ready');
    assert.deepEqual(JSON.parse(ready.text), { status: 'ok', checks: { database: 'ok' } });
    await bridge.close();
  });

  it('is no while the database does not answer; the process itself runs on', async () => {
    const db = await open();
    const { get, bridge } = await running(db);
    await db.destroy();
    const { status, text } = await get('/health/ready');
    assert.equal(status, 503);
    assert.deepEqual(JSON.parse(text), {
      status: 'unavailable',
      checks: { database: 'unavailable' },
    });
    assert.equal((await get('/health/live')).status, 200);
    db.initialize();
    assert.equal((await get('/health/ready')).status, 200);
    await bridge.close();
  });

  it('is measured for whoever has the token', async () => {
    const { get, bridge } = await running(await open());
    await get('/api/meetings/11111111-1111-4111-8111-111111111111');
    await get('/api/no/such/address/of/somebody');
    assert.equal((await get('/metrics')).status, 401);
    assert.equal((await get('/metrics', `Bearer ${token}x`)).status, 401);
    const { status, text } = await get('/metrics', `Bearer ${token}`);
    assert.equal(status, 200);
    assert.match(text, /^campus_meet_meetings 0$/mu);
    assert.match(text, /^campus_meet_participants 0$/mu);
    assert.match(text, /^campus_meet_entry_queue_waiting 0$/mu);
    assert.match(text, /^campus_meet_entry_queue_longest_wait_seconds 0$/mu);
    assert.match(text, /^campus_meet_entry_queue_at_once \d+$/mu);
    assert.match(text, /^campus_meet_outbox_messages\{state="waiting"\} 0$/mu);
    assert.match(
      text,
      /campus_meet_http_request_duration_seconds_count\{method="GET",route="none",status="404"\}/u,
    );
    assert.doesNotMatch(text, /11111111|somebody/u, 'an address is no label');
    await bridge.close();
  });

  it('is measured for nobody where no token is set', async () => {
    const { get, bridge } = await running(await open(), {});
    assert.equal((await get('/metrics', `Bearer ${token}`)).status, 404);
    await bridge.close();
  });
});

describe('a dependency', () => {
  it('that never answers is unavailable, and does not hold up the others', async () => {
    const health = await healthOf([
      { name: 'silent', ask: () => new Promise(() => undefined) },
      { name: 'well', ask: () => Promise.resolve() },
    ]);
    assert.deepEqual(health, {
      status: 'unavailable',
      checks: { silent: 'unavailable', well: 'ok' },
    });
  });
});
