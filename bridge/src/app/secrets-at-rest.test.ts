import assert from 'node:assert/strict';
import { bridgeSettings } from '../../test/bridge-settings.ts';
import { forEachDatabase } from '../../test/databases.ts';
import { secretFixture, unseal } from '../../test/secret-fixture.ts';
import { mentionsOf, tablesOf } from '../../test/whole-database.ts';
import { secretsCommand } from '../cli/secrets.ts';
import type { Database } from '../kernel/database.ts';
import { newSecret } from '../kernel/ids.ts';
import { sealedPrefix } from '../kernel/sealing.ts';
import { ConfigurationError, readConfig, type Settings } from './config.ts';
import { makeReady } from './ready.ts';
import { reseal } from './sealing.ts';
import { sealedColumns, sealingOf } from './sealing.ts';

/** Columns by whose names one would look for secrets, and why they hold none that is read again. */
const secretLike = /password|private|secret|token|auth|payload|trust|jwk|p256dh|^value$|endpoint$/u;
const noSecret: Record<string, string> = {
  'admissions.password_changes': 'a count',
  'meeting_series.password_changes': 'a count',
  'lti_tool_keys.public_jwk': 'everybody may have it',
  'lti_platforms.auth_url': 'an address',
  'lti_platforms.token_url': 'an address',
  'lti_platforms.jwks_url': 'an address',
  'address_book_state.value': 'which rules the index was made by',
};

const rotated = (config: Settings): Settings => {
  const { CAMPUS_MEET_SECRET: old } = config;
  return { ...config, CAMPUS_MEET_SECRET: newSecret(), CAMPUS_MEET_SECRET_OLD: old };
};

const only = (config: Settings): Settings => ({ ...config, CAMPUS_MEET_SECRET_OLD: undefined });

async function command(db: Database, config: Settings, action: string) {
  const lines: string[] = [];
  const code = await secretsCommand({ config, db }, [action], (line) => void lines.push(line));
  return { code, said: lines.join('\n') };
}

forEachDatabase('secrets at rest', (open) => {
  it('stand nowhere in the database in clear', async () => {
    const db = await open();
    const { read, config, mailText } = await secretFixture(db);
    const secrets = await read(config);
    assert.equal(secrets.length, 8);
    assert.ok(secrets.every((one) => one.length >= 10));
    assert.equal(secrets[0], 'Kw7-geheim', 'hosts are shown the guest password');
    assert.deepEqual(await mentionsOf(db, [...secrets, mailText, '482913']), []);
    assert.equal((await command(db, config, 'check')).code, 0);
  });

  it('are in declared columns: whoever adds a column that may hold one says so', async () => {
    const db = await open();
    const sealed = new Set(sealedColumns.map(({ table, column }) => `${table}.${column}`));
    const undeclared: string[] = [];
    for (const table of await tablesOf(db)) {
      for (const column of Object.keys(await db(table).columnInfo())) {
        const name = `${table}.${column}`;
        const isDigest = /digest|hash|expires/u.test(column);
        if (!secretLike.test(column) || isDigest || sealed.has(name) || name in noSecret) continue;
        undeclared.push(name);
      }
    }
    assert.deepEqual(undeclared, []);
  });

  it('that an earlier version kept in clear are sealed at the next start, and work as before', async () => {
    const db = await open();
    const { read, config, deps, mailText } = await secretFixture(db);
    const before = await read(config);
    await unseal(db, config);
    assert.ok((await mentionsOf(db, [...before, mailText])).length >= 8);
    const looked = await command(db, config, 'check');
    assert.equal(looked.code, 1);
    assert.match(looked.said, /in clear: 9/u);
    // Cut off after the first column: the next start goes on.
    const sealing = sealingOf(config);
    await reseal(db, { sealing, columns: sealedColumns.slice(0, 1), what: 'clear' });
    await makeReady(deps(config));
    await makeReady(deps(config));
    assert.deepEqual(await mentionsOf(db, [...before, mailText]), []);
    assert.deepEqual(await read(config), before);
  });

  it('are sealed anew with another secret by one command, that can be cut off', async () => {
    const db = await open();
    const { read, config, deps, host, seriesId } = await secretFixture(db);
    const before = await read(config);
    // A merge left a row out: it comes back when the merge is undone.
    const row = (await db('meeting_series').where({ id: seriesId }).first()) as object;
    await db('person_merge_rows').insert({
      decision_id: host.id,
      table_name: 'meeting_series',
      column_name: '',
      what: 'out',
      before: JSON.stringify([row]),
    });
    const next = rotated(config);
    await makeReady(deps(next));
    assert.deepEqual(await read(next), before, 'both are read meanwhile');
    assert.equal((await command(db, next, 'check')).code, 1);
    const half = { sealing: sealingOf(next), columns: sealedColumns.slice(2, 4) };
    await reseal(db, { ...half, what: 'all' });
    assert.equal((await command(db, next, 'rotate')).code, 0);
    assert.equal((await command(db, next, 'rotate')).code, 0);
    assert.deepEqual(await mentionsOf(db, [sealingOf(config).currentPrefix]), []);
    await makeReady(deps(only(next)));
    assert.deepEqual(await read(only(next)), before);
    await assert.rejects(read(config), 'the former one opens nothing any more');
    const refused = await makeReady(deps(config)).catch((error: unknown) => error);
    assert.ok(refused instanceof ConfigurationError);
    assert.match(refused.message, /CAMPUS_MEET_SECRET: is not the one/u);
    const [kept] = (await db('person_merge_rows')) as [{ before: string }];
    const [moved] = JSON.parse(kept.before) as [{ guest_password: string }];
    const column = sealedColumns.find(({ table }) => table === 'meeting_series');
    assert.ok(column);
    assert.equal(sealingOf(only(next)).open(column, seriesId, moved.guest_password), before[0]);
  });

  it('cannot be changed, put elsewhere, or replaced by something in clear', async () => {
    const db = await open();
    const { config, seriesId } = await secretFixture(db);
    const column = sealedColumns.find(({ table }) => table === 'meeting_series');
    assert.ok(column);
    const sealing = sealingOf(config);
    const row = (await db('meeting_series').where({ id: seriesId }).first()) as {
      guest_password: string;
    };
    const kept = row.guest_password;
    assert.ok(kept.startsWith(sealedPrefix));
    const at = kept.length - 5;
    const changed = kept.slice(0, at) + (kept[at] === 'A' ? 'B' : 'A') + kept.slice(at + 1);
    const other = { ...column, column: 'title' };
    for (const attempt of [
      () => sealing.open(column, 'another-series', kept),
      () => sealing.open(other, seriesId, kept),
      () => sealing.open(column, seriesId, changed),
      () => sealing.open(column, seriesId, 'Kw7-geheim'),
      () => sealing.open(column, seriesId, sealing.currentPrefix),
    ]) {
      assert.throws(attempt, /meeting_series\.(guest_password|title)/u);
    }
    assert.notEqual(sealing.seal(column, seriesId, 'x'), sealing.seal(column, seriesId, 'x'));
  });
});

describe('codes and known browsers', () => {
  it('do not hang on the secret that Prosody has', () => {
    const config = readConfig(bridgeSettings);
    const other = { ...config, JITSI_APP_SECRET: newSecret() };
    assert.deepEqual(sealingOf(config).currentPrefix, sealingOf(other).currentPrefix);
  });
});
