import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import getPort from 'get-port';
import { migrations } from '../../../migrations/index.ts';
import {
  contentOf,
  filled,
  run,
  withDatabase,
  type Command,
} from '../../../test/backup-fixture.ts';
import { itOnEmptyDatabases } from '../../../test/databases.ts';
import { runCampus, startMain } from '../../../test/main-process.ts';
import { migrate, openDatabase, type DatabaseSettings } from '../../kernel/database.ts';
import { newId, newSecret } from '../../kernel/ids.ts';
import { createLog } from '../../kernel/log.ts';
import { backupCommand, restoreCommand } from './index.ts';
import { withSnapshot } from './snapshot.ts';

describe('npm run campus -- backup, restore', () => {
  let folder: string;
  const path = (name: string) => join(folder, name);
  const sqlite = (name: string): DatabaseSettings => ({ kind: 'sqlite', file: path(name) });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'campus-meet-backup-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** In-memory databases have no address: a file stands for them. */
  const reachable = (given: DatabaseSettings): DatabaseSettings =>
    given.kind === 'sqlite' ? sqlite('source.sqlite') : given;

  itOnEmptyDatabases('keep everything, and it fits into either database', async (given) => {
    const where = reachable(given);
    const before = await filled(where);
    const made = await run(backupCommand, where, [path('backup')]);
    assert.equal(made.code, 0, made.said);
    assert.match(made.said, /45\d rows of \d+ tables[\s\S]*CAMPUS_MEET_SECRET.*not inside/u);
    assert.equal(statSync(path('backup')).mode & 0o777, 0o600);
    const into = sqlite('restored.sqlite');
    const done = await run(restoreCommand, into, [path('backup')]);
    assert.equal(done.code, 0, done.said);
    assert.equal(statSync(path('restored.sqlite')).mode & 0o777, 0o600);
    assert.deepEqual(await withDatabase(into, contentOf), before);
    // And back to where it came from, over what is there.
    const back = [path('backup'), '--replace'];
    assert.equal((await run(restoreCommand, where, back)).code, 0);
    assert.deepEqual(await withDatabase(where, contentOf), before);
  });

  itOnEmptyDatabases(
    'refuse a database that is not empty, and leave it as it was',
    async (given) => {
      const where = reachable(given);
      const before = await filled(where);
      await run(backupCommand, where, [path('backup')]);
      const refused = await run(restoreCommand, where, [path('backup')]);
      assert.equal(refused.code, 1);
      assert.match(refused.said, /not empty.*--replace/u);
      assert.deepEqual(await withDatabase(where, contentOf), before);
    },
  );

  itOnEmptyDatabases('see one moment, whatever is written meanwhile', async (given) => {
    const where = reachable(given);
    await withDatabase(where, async (db) => {
      await migrate(db, migrations);
      await withSnapshot(where, createLog('silent'), async (snapshot) => {
        assert.equal((await snapshot.migrations()).length, migrations.length);
        await db('job_leases').insert({ name: 'later', owner: '', lease_until: 1 });
        for await (const row of snapshot.rows('job_leases', ['name'])) assert.fail(String(row));
      });
      assert.ok(await db('job_leases').first());
    });
  });

  it('refuse what is of a later version, cut off, changed, or something else', async () => {
    await filled(sqlite('source'));
    await run(backupCommand, sqlite('source'), [path('backup')]);
    const packed = readFileSync(path('backup'));
    const text = gunzipSync(packed).toString();
    const wrong: [string, Buffer, RegExp][] = [
      [
        'later',
        gzipSync(text.replace('"migrations":[', '"migrations":["9999-later",')),
        /later version.*9999-later/u,
      ],
      [
        'format',
        gzipSync(text.replace('"campus-meet-backup":1', '"campus-meet-backup":2')),
        /later version/u,
      ],
      ['cut', packed.subarray(0, packed.length / 2), /damaged, or not whole/u],
      ['changed', gzipSync(text.replace('job 7"', 'job 8"')), /damaged/u],
      ['shorter', gzipSync(text.slice(0, text.lastIndexOf('{"end"'))), /damaged/u],
      ['other', gzipSync('hello\n'), /no backup/u],
      ['none', Buffer.from('hello\n'), /damaged/u],
    ];
    for (const [name, content, words] of wrong) {
      writeFileSync(path(name), content);
      const { code, said } = await run(restoreCommand, sqlite(`into-${name}`), [path(name)]);
      assert.equal(code, 1, name);
      assert.match(said, words);
      assert.ok(!existsSync(path(`into-${name}`)), 'nothing was made');
    }
  });

  it('say when what is sealed inside does not open with the present secret', async () => {
    await filled(sqlite('source'));
    await run(backupCommand, sqlite('source'), [path('backup')]);
    const withAnother: Command = (environment, args, print) =>
      restoreCommand({ ...environment, CAMPUS_MEET_SECRET: newSecret() }, args, print);
    const { code, said } = await run(withAnother, sqlite('new'), [path('backup')]);
    assert.equal(code, 0);
    assert.match(said, /does not open with this CAMPUS_MEET_SECRET/u);
  });

  it('write over nothing, and leave nothing half written', async () => {
    await filled(sqlite('source'));
    writeFileSync(path('there'), 'mine');
    assert.equal((await run(backupCommand, sqlite('source'), [path('there')])).code, 73);
    assert.equal(readFileSync(path('there'), 'utf8'), 'mine');
    const nowhere = await run(backupCommand, sqlite('source'), [path('no/such/folder')]);
    assert.equal(nowhere.code, 73);
    assert.equal((await run(backupCommand, sqlite('missing'), [path('b')])).code, 66);
    assert.ok(!existsSync(path('missing')));
    assert.equal((await run(restoreCommand, sqlite('x'), [path('no')])).code, 66);
    for (const args of [[], ['--all'], ['a', 'b']]) {
      assert.equal((await run(backupCommand, sqlite('source'), args)).code, 64);
    }
  });

  it('work beside a bridge that writes, and restore only without one', async () => {
    const port = await getPort();
    const settings = {
      CAMPUS_MEET_LISTEN: `127.0.0.1:${port}`,
      CAMPUS_MEET_DATABASE: `sqlite:${path('campus-meet.sqlite')}`,
    };
    chmodSync(folder, 0o700);
    const bridge = startMain(settings);
    await bridge.ready();
    const db = openDatabase(sqlite('campus-meet.sqlite'));
    const over = new AbortController();
    let written = 0;
    // Two rows that belong together, in one transaction: a backup has both or neither.
    const writing = (async () => {
      while (!over.signal.aborted) {
        await wait(5);
        await db.transaction(async (trx) => {
          for (const half of ['a', 'b']) {
            await trx('job_leases').insert({
              name: `${half}${written}`,
              owner: newId(),
              lease_until: 1,
            });
          }
        });
        written += 1;
      }
    })();
    const made = await runCampus(['backup', 'backup'], { settings, folder });
    assert.equal(made.code, 0, made.said);
    over.abort();
    await writing;
    await db.destroy();
    assert.ok(written > 0);
    const refused = await runCampus(['restore', 'backup', '--replace'], { settings, folder });
    assert.equal(refused.code, 1);
    assert.match(refused.said, /A bridge answers at .* Stop all bridges first/u);
    await bridge.stop();
    const done = await runCampus(['restore', 'backup', '--replace'], { settings, folder });
    assert.equal(done.code, 0, done.said);
    const names = await withDatabase(sqlite('campus-meet.sqlite'), async (restored) => {
      const rows: { name: string }[] = await restored('job_leases').select('name');
      return rows.map(({ name }) => name).filter((name) => /^[ab]\d/u.test(name));
    });
    const halves = (half: string) =>
      names
        .filter((name) => name.startsWith(half))
        .map((name) => name.slice(1))
        .sort();
    assert.deepEqual(halves('a'), halves('b'));
    const again = startMain(settings);
    await again.ready();
    assert.equal(await again.stop(), 0);
  });
});
