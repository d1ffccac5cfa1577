import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { migrations } from '../../migrations/index.ts';
import { campus } from '../../test/campus.ts';
import { runRawBridge } from '../../test/raw-bridge.ts';
import { systemClock } from '../kernel/clock.ts';
import { migrate, openDatabase } from '../kernel/database.ts';

describe('while another process holds the SQLite file', () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  it('pages and what is read are answered; what is to be written is told to come again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'campus-meet-locked-'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>panel</title>');
    const file = join(folder, 'campus-meet.sqlite');
    const db = openDatabase({ kind: 'sqlite', file });
    await migrate(db, migrations);
    const me = await campus(db, systemClock).person('Me');
    const bridge = await runRawBridge(db, systemClock, { CAMPUS_MEET_PANEL: folder });
    const other = new Sqlite(file);
    ends.push(
      () => other.close(),
      bridge.close,
      () => db.destroy(),
    );
    ends.push(() => rmSync(folder, { recursive: true, force: true }));
    const change = {
      method: 'PATCH',
      path: '/api/me/notices',
      token: me.token,
      body: { mail: true },
    };
    assert.equal((await bridge.send(change)).status, 200);
    other.exec('BEGIN EXCLUSIVE');
    let isRefused = false;
    const refused = bridge.send(change).finally(() => (isRefused = true));
    assert.equal((await fetch(`${bridge.base}/login`)).status, 200);
    assert.equal((await bridge.send({ path: '/api/courses', token: me.token })).status, 200);
    assert.equal(isRefused, false, 'nobody waited for the one that writes');
    const answer = await refused;
    assert.deepEqual([answer.status, answer.code], [503, 'database/busy']);
    assert.equal(answer.headers.get('retry-after'), '5');
    other.exec('ROLLBACK');
    assert.equal((await bridge.send(change)).status, 200);
  });
});
