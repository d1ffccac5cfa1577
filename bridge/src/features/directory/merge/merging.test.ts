import assert from 'node:assert/strict';
import { adminFixture } from '../../../../test/admin-fixture.ts';
import { shippedTemplates } from '../../../../test/shipped-templates.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { personalData } from '../../../app/personal-data.ts';
import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';
import type { PersonalData } from '../../../kernel/personal-data.ts';
import { createMerge } from './index.ts';
import { undoMs } from './deciding.ts';
import { uniqueKeysOf } from './unique-keys.ts';

type Row = Record<string, unknown>;

type Fixture = Awaited<ReturnType<typeof fixture>>;

async function fixture(db: Database) {
  const at = await adminFixture(db);
  const personMerge = createMerge({
    ...at.registry,
    db,
    clock: at.clock,
    // What is compared is what was moved: nobody is signed out here.
    sessions: { endAllOf: () => Promise.resolve([]) },
    events: { emit: () => undefined },
    outbox: { addAll: () => Promise.resolve(), carries: () => false },
    templates: shippedTemplates(db),
    personal: personalData,
    loginUrl: 'https://meet.uni.test/login',
  });
  const survivor = at.physicist;
  const other = at.gone;
  const artsChief = at.other;
  const pair = { survivorId: survivor.id, otherId: other.id };
  return { ...at, personMerge, survivor, other, artsChief, pair };
}

/** Of each decision listed, why the caller may not undo it; null: may, `over`: nobody may any more. */
const toUndo = async (at: Fixture, who: string) =>
  (await at.personMerge.decisions(who, undefined)).map(({ undoUntil, refusal }) =>
    undoUntil === null ? 'over' : refusal,
  );

/** Tables whose rows somebody's run, launch or login writes, not this test. */
const written = new Set([
  ...['people', 'person_records', 'person_accounts', 'person_conflict_candidates'],
]);

const movable = personalData.filter(
  ({ table, via, holds, merge }) =>
    !written.has(table) &&
    via === undefined &&
    (holds === 'person' || holds === 'participant') &&
    (merge === 'move' || merge === 'survivor'),
);

/** Columns of a table that name people, so that nobody is named whom there is not. */
const namesPeople = (table: string, column: string): boolean =>
  personalData.some(
    (data) =>
      data.table === table &&
      data.column === column &&
      data.via === undefined &&
      (data.holds === 'person' || data.holds === 'participant'),
  );

/** A row of any table, made from its columns: what is given, and something that fits in the others. */
async function aRow(db: Database, table: string, given: Row): Promise<Row> {
  const columns = Object.entries(await db(table).columnInfo());
  return Object.fromEntries(
    columns.flatMap(([name, { type, nullable, defaultValue }]) => {
      if (given[name] !== undefined) return [[name, given[name]]];
      const isLeft = nullable || ![null, undefined].includes(defaultValue as null);
      return isLeft || name === 'seq' ? [] : [[name, valueOf(name, type)]];
    }),
  );
}

function valueOf(name: string, type: string): unknown {
  if (/int|bool|real|float|double/u.test(type)) return 1;
  if (name === 'status') return 'active';
  return type.includes('text') ? '[]' : 'x';
}

/** One of each of what rows refer to, none of it of the people in question. */
async function referred(at: Fixture): Promise<Row> {
  const tables = {
    course_id: 'courses',
    series_id: 'meeting_series',
    meeting_id: 'meetings',
    call_id: 'calls',
    batch_id: 'registration_batches',
    run_id: 'roster_runs',
  };
  const refers: Row = { department_id: at.sciences.id };
  for (const [column, table] of Object.entries(tables)) {
    const id = newId();
    const people = personalData.filter((data) => data.table === table && !data.via);
    const named = Object.fromEntries(people.map((data) => [data.column, at.root.id]));
    const row = await aRow(at.db, table, { ...refers, ...named, id, number: 'elsewhere' });
    await at.db(table).insert(row);
    refers[column] = id;
  }
  return refers;
}

let count = 1;

/** A row of every table that has something to move, for somebody; the same for each but for who it is. */
async function fill({ db, root }: Fixture, personId: string, refers: Row): Promise<void> {
  for (const [number, data] of movable.entries()) {
    const unique = `${String(number)}${personId}`.slice(0, 36);
    // What must be unique and is not by whose it is.
    const keys = (await uniqueKeysOf(db, data.table)).all
      .filter((key) => !key.includes(data.column))
      .flatMap((key) => key.findLast((name) => !(name in refers)) ?? []);
    const columns = await db(data.table).columnInfo();
    const uniqueIn = (name: string): unknown => {
      const { type = '', maxLength } = columns[name] ?? {};
      if (name === 'seq') return undefined;
      return /int/u.test(type) ? (count += 1) : unique.slice(0, maxLength ?? 36);
    };
    const others = Object.keys(columns).filter((name) => namesPeople(data.table, name));
    const row = await aRow(db, data.table, {
      ...refers,
      ...Object.fromEntries(keys.map((name) => [name, uniqueIn(name)])),
      ...Object.fromEntries(others.map((name) => [name, root.id])),
      ...data.when,
      ...(data.spelled ? { [data.spelled.column]: `${data.spelled.prefix}${personId}` } : {}),
      ...(data.ends === undefined ? {} : { [data.ends]: 5 }),
      [data.column]: personId,
    });
    await db(data.table).insert(row);
  }
}

/** Everything that is in the database, but for what tells of decisions and what follows from people. */
async function everything(db: Database): Promise<Record<string, string[]>> {
  const apart = /^(knex_|sqlite_|audit_entries|person_decisions|person_merge_rows|address_book_)/u;
  const tables = [...new Set(personalData.map(({ table }) => table))].filter(
    (name) => !apart.test(name),
  );
  const all: Record<string, string[]> = {};
  for (const table of tables) {
    all[table] = (await db<Row>(table)).map((row) => JSON.stringify(row)).sort();
  }
  return all;
}

const rowsOf = (db: Database, { table, column }: PersonalData, personId: string) =>
  db<Row>(table).where({ [column]: personId });

forEachDatabase('two people who turn out to be one', (open) => {
  it('are one in every table that holds anything of them, and two again when that is undone', async () => {
    const at = await fixture(await open());
    const { db, pair, survivor, other } = at;
    const refers = await referred(at);
    await fill(at, other.id, refers);
    const before = await everything(db);
    const decision = await at.personMerge.merge(at.root.id, pair);
    for (const data of movable) {
      assert.deepEqual(await rowsOf(db, data, other.id), [], `${data.table}.${data.column}`);
      const there = await rowsOf(db, data, survivor.id);
      assert.notEqual(there.length, 0, `${data.table}.${data.column}`);
    }
    assert.equal((await at.registry.people.current(other.id))?.id, survivor.id);
    await at.personMerge.undo(at.root.id, decision);
    assert.deepEqual(await everything(db), before);
  });

  it('keep the survivor’s where both have one, and lose nothing in an undo', async () => {
    const at = await fixture(await open());
    const { db, pair, survivor, other } = at;
    const refers = await referred(at);
    await fill(at, other.id, refers);
    await fill(at, survivor.id, refers);
    for (const [person_id, set_at] of [[survivor.id, 7] as const, [other.id, 5] as const]) {
      await db('person_passwords').insert({ person_id, set_at, hash: 'x' });
    }
    const before = await everything(db);
    const preview = await at.personMerge.previewMerge(at.root.id, pair);
    assert.deepEqual(preview.kept, [
      ...['password', 'personal-meeting-id', 'ring-settings', 'notice-settings'],
    ]);
    assert.ok(preview.counts.every(({ count }) => count > 0));
    assert.deepEqual(await everything(db), before, 'a preview changes nothing');
    const decision = await at.personMerge.merge(at.root.id, pair);
    const passwords = await db('person_passwords').where({ person_id: survivor.id });
    assert.deepEqual(
      passwords.map((row: { set_at: number }) => row.set_at),
      [7],
    );
    const owned = await db('meeting_series').where({ owner_person_id: survivor.id });
    const keys = owned.map((row: { unique_key: string | null }) => row.unique_key);
    assert.deepEqual(keys.sort(), [`personal:${survivor.id}`, null].sort());
    await at.personMerge.undo(at.root.id, decision);
    assert.deepEqual(await everything(db), before);
  });

  it('are undone last first, for thirty days, and not by whom it does not concern', async () => {
    const at = await fixture(await open());
    const first = await at.personMerge.merge(at.root.id, at.pair);
    at.clock.move(1);
    const chain = { survivorId: at.chief.id, otherId: at.survivor.id };
    const second = await at.personMerge.merge(at.root.id, chain);
    assert.equal((await at.registry.people.current(at.other.id))?.id, at.chief.id);
    const undo = (who: string, id: string) => at.personMerge.undo(who, id);
    assert.deepEqual(await toUndo(at, at.root.id), [null, 'identity/undo-later-first']);
    assert.deepEqual(await toUndo(at, at.chief.id), ['identity/by-system-admin']);
    assert.deepEqual(await toUndo(at, at.artsChief.id), []);
    await assert.rejects(undo(at.root.id, first), { code: 'identity/undo-later-first' });
    await assert.rejects(undo(at.plain.id, second), { code: 'admin/not-allowed' });
    await assert.rejects(undo(at.artsChief.id, second), { code: 'identity/decision-not-found' });
    await assert.rejects(undo(at.chief.id, second), { code: 'identity/by-system-admin' });
    await undo(at.root.id, second);
    assert.deepEqual(await toUndo(at, at.root.id), ['over', null]);
    at.clock.move(undoMs);
    assert.deepEqual(await toUndo(at, at.root.id), ['over', 'over']);
    await assert.rejects(undo(at.root.id, first), { code: 'identity/undo-too-late' });
    await assert.rejects(at.personMerge.merge(at.root.id, at.pair), {
      code: 'identity/same-person',
    });
  });

  it('are undone by the department’s admin who made them one, unless one has become an administrator', async () => {
    const at = await fixture(await open());
    const id = await at.personMerge.merge(at.chief.id, at.pair);
    assert.deepEqual(await toUndo(at, at.chief.id), [null]);
    await at.give(at.survivor, at.physics.id);
    assert.deepEqual(await toUndo(at, at.chief.id), ['identity/administrator']);
    const code = 'identity/administrator';
    await assert.rejects(at.personMerge.undo(at.chief.id, id), { code });
    assert.deepEqual(await toUndo(at, at.root.id), [null]);
    await at.db('people').where({ id: at.other.id }).update({ status: 'erased' });
    assert.deepEqual(await toUndo(at, at.root.id), ['over']);
    await assert.rejects(at.personMerge.undo(at.root.id, id), { code: 'identity/undo-too-late' });
  });

  it('are never an administrator or a stranger for a department’s admin, nor oneself for anybody', async () => {
    const at = await fixture(await open());
    const merge = (who: string, survivorId: string, otherId: string) =>
      at.personMerge.merge(who, { survivorId, otherId });
    const chief = at.chief.id;
    await assert.rejects(merge(chief, at.survivor.id, at.painter.id), { code: 'person/not-found' });
    await assert.rejects(merge(chief, at.painter.id, at.survivor.id), { code: 'person/not-found' });
    await assert.rejects(merge(chief, at.survivor.id, chief), { code: 'identity/yourself' });
    await assert.rejects(merge(chief, chief, at.survivor.id), { code: 'identity/yourself' });
    await at.give(at.survivor, at.arts.id);
    for (const [a, b] of [
      [at.survivor.id, at.other.id],
      [at.other.id, at.survivor.id],
    ] as const) {
      await assert.rejects(merge(chief, a, b), { code: 'identity/administrator' });
    }
    await assert.rejects(merge(at.root.id, at.other.id, at.root.id), { code: 'identity/yourself' });
  });
});
