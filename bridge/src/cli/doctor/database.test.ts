import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { itOnEmptyDatabases } from '../../../test/databases.ts';
import { resultsOf } from '../../../test/doctor-fixture.ts';
import { bridgeSettings } from '../../../test/bridge-settings.ts';
import { migrations } from '../../../migrations/index.ts';
import { readConfig } from '../../app/config.ts';
import { composeRegistry } from '../../app/registry.ts';
import { systemClock } from '../../kernel/clock.ts';
import { migrate, openDatabase } from '../../kernel/database.ts';
import { newSecret } from '../../kernel/ids.ts';
import { createLog } from '../../kernel/log.ts';
import { diskCheck, type Space } from './checks/disk.ts';

describe('npm run campus -- doctor, on an SQLite file', () => {
  let folder: string;
  let file: string;
  const settings = (more: Record<string, string> = {}) => ({
    CAMPUS_MEET_DATABASE: `sqlite:${file}`,
    ...more,
  });
  const make = async (steps = migrations) => {
    const db = openDatabase({ kind: 'sqlite', file });
    await migrate(db, steps);
    chmodSync(file, 0o600);
    return db;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'campus-meet-doctor-'));
    file = join(folder, 'campus-meet.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('finds one that is up to date', async () => {
    await (await make()).destroy();
    const [result, ...more] = await resultsOf(settings(), 'database');
    assert.equal(result?.state, 'ok');
    assert.match(result.words, /SQLite 3\.\d+.*, all \d+ migrations applied/u);
    assert.deepEqual(more, []);
  });

  it('does not make one that is missing', async () => {
    const [result] = await resultsOf(settings(), 'database');
    assert.equal(result?.code, 'database/missing');
    assert.match(result.words, /npm run bridge/u);
    assert.ok(!existsSync(file));
  });

  it('names migrations that are not applied, and applies none', async () => {
    await (await make(migrations.slice(0, -2))).destroy();
    for (let time = 0; time < 2; time += 1) {
      const [result] = await resultsOf(settings(), 'database');
      assert.equal(result?.code, 'database/migrations-pending');
      assert.match(result.words, /2 migrations are not applied.*backup before/u);
    }
  });

  it('tells of one that a later version has changed', async () => {
    const later = { name: '9999-later', up: () => Promise.resolve() };
    await (await make([...migrations, later])).destroy();
    const [result] = await resultsOf(settings(), 'database');
    assert.equal(result?.code, 'database/newer');
    assert.match(result.words, /9999-later/u);
  });

  it('tells of a file that is none, and of one that others can read', async () => {
    writeFileSync(file, 'this is no database, it is a long line of text'.repeat(100));
    const [broken] = await resultsOf(settings(), 'database');
    assert.equal(broken?.code, 'database/unavailable');
    assert.match(broken.words, /SQLITE_NOTADB.*restore a backup/u);
    rmSync(file);
    await (await make()).destroy();
    chmodSync(file, 0o644);
    const readable = (await resultsOf(settings(), 'database')).at(-1);
    assert.deepEqual([readable?.state, readable?.code], ['warning', 'database/readable']);
    assert.match(readable?.words ?? '', /chmod 600/u);
  });

  it('tells whether what is secret in it is sealed with the present secret', async () => {
    const db = await make();
    const log = createLog('silent');
    const config = readConfig(bridgeSettings);
    const { portals } = composeRegistry({ config, db, log, clock: systemClock });
    await portals.add({
      issuer: 'https://my.uni.test',
      name: 'Intranet',
      origins: ['https://my.uni.test'],
      trust: { kind: 'secret', secret: newSecret() },
    });
    await db.destroy();
    const codesWith = async (more: Record<string, string>) =>
      (await resultsOf(settings(more), 'secrets')).map(({ code }) => code);
    const present = { CAMPUS_MEET_SECRET: newSecret() };
    const former = { CAMPUS_MEET_SECRET_OLD: bridgeSettings.CAMPUS_MEET_SECRET };
    assert.deepEqual(await codesWith({}), ['secrets/ok']);
    assert.deepEqual(await codesWith(present), ['secrets/unopenable']);
    assert.deepEqual(await codesWith({ ...present, ...former }), ['secrets/former']);
    assert.deepEqual(await codesWith({ CAMPUS_MEET_SECRET_OLD: newSecret() }), [
      'secrets/old-kept',
    ]);
    assert.deepEqual(await codesWith({ METRICS_TOKEN: 'a'.repeat(24) }), [
      'secrets/weak',
      'secrets/ok',
    ]);
  });

  it('tells that changes are refused, and for longer than announced', async () => {
    const db = await make();
    const look = async () => (await resultsOf(settings(), 'maintenance'))[0];
    assert.equal((await look())?.code, 'maintenance/off');
    await db('maintenance').insert({ id: 'deployment', since: 1, until: 2 });
    const result = await look();
    assert.deepEqual([result?.state, result?.code], ['warning', 'maintenance/on']);
    assert.match(result?.words ?? '', /longer than announced.*maintenance off/u);
    await db.destroy();
  });

  it('leaves out what needs a database that is not there', async () => {
    for (const name of ['secrets', 'lti']) {
      const [result] = await resultsOf(settings(), name);
      assert.deepEqual([result?.state, result?.code], ['warning', `${name}/not-looked-at`]);
    }
  });
});

describe('doctor, on a database server', () => {
  it('remarks on an account that has no password', async () => {
    const codesOf = async (address: string) =>
      (await resultsOf({ CAMPUS_MEET_DATABASE: address }, 'secrets')).map(({ code }) => code);
    // Nothing listens there.
    const place = '127.0.0.1:1/campus';
    for (const account of ['campus:@', 'campus@', '']) {
      assert.ok((await codesOf(`mysql://${account}${place}`)).includes('secrets/weak'), account);
    }
    for (const address of [
      `mariadb://campus:${newSecret()}@${place}`,
      'mysql://campus@localhost/campus?socketPath=/run/no-such.sock',
    ]) {
      assert.ok(!(await codesOf(address)).includes('secrets/weak'), address);
    }
  });

  itOnEmptyDatabases('names what a database lacks, and then nothing', async (where) => {
    if (where.kind === 'sqlite') return;
    const settings = { CAMPUS_MEET_DATABASE: where.url };
    assert.equal((await resultsOf(settings, 'database'))[0]?.code, 'database/migrations-pending');
    const db = openDatabase(where);
    await migrate(db, migrations);
    await db.destroy();
    const [result] = await resultsOf(settings, 'database');
    assert.equal(result?.state, 'ok', result?.words);
    assert.match(result.words, /MariaDB/u);
    const gone = new URL(where.url);
    gone.pathname = '/no_such';
    const [missing] = await resultsOf({ CAMPUS_MEET_DATABASE: gone.href }, 'database');
    assert.match(missing?.words ?? '', /ER_BAD_DB_ERROR.*CREATE DATABASE/u);
  });
});

describe('doctor, on disks', () => {
  const gigabyte = 1024 ** 3;
  const look = async (space: Partial<Space>) => {
    const all = { bavail: 100, bsize: gigabyte, files: 10, ffree: 5, ...space };
    const results = await diskCheck(readConfig(bridgeSettings), () => Promise.resolve(all)).run();
    return [results].flat()[0]?.code;
  };

  it('tells in time when one fills up', async () => {
    assert.equal(await look({}), 'disk/ok');
    assert.equal(await look({ bavail: 1 }), 'disk/low');
    assert.equal(await look({ bavail: 0 }), 'disk/full');
    assert.equal(await look({ ffree: 0 }), 'disk/no-inodes');
  });
});
