import assert from 'node:assert/strict';
import { dice } from '../../../../bench/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { addRow, fill, privacyFixture } from '../../../../test/privacy-fixture.ts';
import { retentions } from '../../../app/personal-data.ts';
import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';
import { retentionNames, type RetentionTarget } from '../../../kernel/retention.ts';
import { attendanceTotals } from '../../meetings/attendance-repository.ts';
import { keptOf } from './retention-repository.ts';
import { createRetention } from './retention.ts';
import { dayMs } from '../../../kernel/clock.ts';

const known = { email: 'a@uni.test', phone: '+8613912345678', campusNumber: 'S1' };

/** A row whose moment is this; answers by what it is found again. */
async function rowAt(db: Database, target: RetentionTarget, moment: number) {
  const { table, of, since, when = {}, key, then } = target;
  const chosen = Object.entries(when).map(([column, values]) => [column, values[0] ?? '']);
  const mark = then === 'delete' || then.mark in when ? {} : { [then.mark]: '["there"]' };
  const parent = of ? await addRow(db, of.table, { [since]: moment }) : null;
  const row = await addRow(db, table, {
    ...(Object.fromEntries(chosen) as Record<string, string>),
    ...mark,
    ...(of && parent ? { [of.by]: String(parent[of.key]) } : { [since]: moment }),
  });
  const found = key.includes('seq') ? ['at', 'subject_id'] : key;
  return Object.fromEntries(found.map((column) => [column, row[column]]));
}

/** Whether the row is there and says what it said. */
async function stands(db: Database, { table, then }: RetentionTarget, key: object) {
  const row = (await db(table).where(key).first()) as Record<string, unknown> | undefined;
  return row !== undefined && (then === 'delete' || row[then.mark] !== then.blank[then.mark]);
}

type Cells = Record<string, string | number | null>;

/** The same by reading all there is. */
async function keptByReading(db: Database, target: RetentionTarget, before: number) {
  const { table, of, since, when = {}, without, then } = target;
  const others = without ? await db(without.table).pluck<unknown[]>(without.column) : [];
  const owners = of ? await db<Cells>(of.table) : [];
  const rows = (await db<Cells>(table)).filter(
    (row) =>
      Object.entries(when).every(([column, values]) => values.includes(String(row[column]))) &&
      (!without || !others.includes(row[without.is])) &&
      (then === 'delete' || row[then.mark] !== (then.blank[then.mark] ?? null)),
  );
  const moments = rows.map((row) => {
    const from = of ? owners.find((owner) => owner[of.key] === row[of.by]) : row;
    return from?.[since] ?? null;
  });
  const known = moments.flatMap((moment) => (moment === null ? [] : Number(moment)));
  return {
    rows: of ? rows.length : known.length,
    oldest: known.length > 0 ? Math.min(...known) : null,
    due: known.filter((moment) => moment < before).length,
  };
}

/** A campus with rows to refer to. */
async function fixture(db: Database) {
  const at = await privacyFixture(db);
  await fill(db, at.plain, known);
  return at;
}

/** Somebody was in a meeting of an hour that ended then, by two tabs. */
async function meetingEnded(db: Database, endedAt: number) {
  const { id } = await addRow(db, 'meetings', { state: 'ended', ended_at: endedAt });
  const meetingId = String(id);
  const hour = 3_600_000;
  for (const [joined, left] of [
    [0, hour],
    [hour / 2, hour],
  ] as const) {
    const at = { joined_at: endedAt - hour + joined, left_at: endedAt - hour + left };
    await addRow(db, 'occupants', { ...at, meeting_id: meetingId, person_id: 'p' });
  }
  return meetingId;
}

forEachDatabase('What is old', (open) => {
  it('goes, of every sort; a second inside of the period it stays', async () => {
    const db = await open();
    const at = await fixture(db);
    await addRow(db, 'lti_platforms', {});
    const all = retentions.flatMap((rule) => rule.targets.map((target) => ({ ...rule, target })));
    const rows = [];
    for (const { name, days, target } of all) {
      const end = at.clock.now() - days * dayMs;
      const old = await rowAt(db, target, end - 1000);
      const young = await rowAt(db, target, end + 1000);
      rows.push({ name: `${name} ${target.table}.${target.since}`, target, old, young });
    }
    await at.retention.sweep();
    for (const { name, target, old, young } of rows) {
      assert.equal(await stands(db, target, old), false, `${name}: the old one`);
      assert.equal(await stands(db, target, young), true, `${name}: the young one`);
    }
    const named = new Set([...retentions.map(({ name }) => name), 'attendance', 'leavers']);
    assert.deepEqual([...retentionNames].toSorted(), [...named].toSorted());
  });

  it('is counted as it stands there', async () => {
    const db = await open();
    const at = await fixture(db);
    await addRow(db, 'lti_platforms', {});
    const roll = dice(9);
    for (const { targets, days } of retentions)
      for (const target of targets)
        for (let count = roll(6); count > 0; count -= 1)
          await rowAt(
            db,
            target,
            at.clock.now() - days * dayMs + (count % 2 === 0 ? 1 : -1) * (count - 1),
          );
    for (const { name, targets, days } of retentions) {
      const before = at.clock.now() - days * dayMs;
      for (const target of targets) {
        const kept = await keptOf(db, target, before);
        assert.deepEqual(kept, await keptByReading(db, target, before), `${name} ${target.table}`);
      }
    }
  });

  it('goes from attendance, and the totals of the meeting stay as they were', async () => {
    const db = await open();
    const at = await privacyFixture(db);
    const end = at.clock.now() - 730 * dayMs;
    const old = await meetingEnded(db, end - 1000);
    const young = await meetingEnded(db, end + 1000);
    const before = await attendanceTotals(db, old);
    assert.deepEqual(before, { people: 1, totalMs: 3_600_000 }, 'two tabs are one person');
    await at.retention.sweep();
    assert.deepEqual(await attendanceTotals(db, old), before);
    const left = db('occupants').pluck<string[]>('meeting_id');
    assert.deepEqual([...new Set(await left)], [young]);
  });

  it('takes people who left long ago, not whom a source lists, nor who left later', async () => {
    const db = await open();
    const at = await privacyFixture(db);
    const end = at.clock.now() - 730 * dayMs;
    const leaver = (name: string) => at.people.person(name, { status: 'deactivated' });
    const old = await leaver('Old');
    const young = await leaver('Young');
    const listed = await leaver('Listed');
    await db('people').update({ updated_at: end + 1000 });
    await db('people')
      .whereIn('id', [old.id, listed.id])
      .update({ updated_at: end - 1000 });
    await addRow(db, 'person_records', {
      person_id: listed.id,
      source: 'ldap:campus',
      gone_at: null,
    });
    const [departed] = await at.retention.count('leavers');
    assert.deepEqual([departed?.counted?.rows, departed?.counted?.due], [3, 2]);
    await at.retention.sweep();
    const found = await Promise.all(
      [old, young, listed].map(({ id }) => at.registry.people.find(id)),
    );
    assert.deepEqual(
      found.map((person) => person?.displayName),
      [undefined, 'Young', 'Listed'],
    );
    const erased = await db('audit_entries').where({ action: 'person.erase' });
    assert.equal(erased.length, 1);
  });

  it('goes in small batches, once an hour whatever number of bridges look, and is counted', async () => {
    const db = await open();
    const at = await privacyFixture(db);
    const old = { at: at.clock.now() - 4000 * dayMs };
    const row = await addRow(db, 'audit_entries', old);
    await db.batchInsert(
      'audit_entries',
      Array.from({ length: 204 }, () => row),
      100,
    );
    const [before] = await at.retention.count('audit');
    assert.deepEqual(
      [before?.counted?.due, before?.counted?.oldest, before?.sweptAt],
      [205, old.at, null],
    );
    await Promise.all([at.retention.sweep(), at.retention.sweep()]);
    const audit = async () => (await at.retention.view()).find(({ name }) => name === 'audit');
    const after = await audit();
    assert.deepEqual(
      [after?.counted?.due, after?.removed, after?.sweptAt],
      [0, 205, at.clock.now()],
    );
    await addRow(db, 'audit_entries', old);
    await at.retention.sweep();
    const left = async () => (await at.retention.count('audit'))[0]?.counted?.due;
    assert.equal(await left(), 1, 'not yet an hour ago');
    at.clock.move(3_600_000);
    await at.retention.sweep();
    assert.equal(await left(), 0);
  });

  it('goes by the period that is set, and what fails stops nothing else', async () => {
    const db = await open();
    const at = await privacyFixture(db);
    await addRow(db, 'audit_entries', { at: at.clock.now() - 200 * dayMs, subject_id: newId() });
    await at.retention.set('audit', 199, at.root.id);
    const broken = {
      ...({ name: 'calls', kind: 'call', days: 1, least: 1, most: 2 } as const),
      kept: () => Promise.resolve({ rows: 0, oldest: null, due: 0 }),
      sweep: () => Promise.reject(new Error('away')),
    };
    const sweepers = [broken, ...at.sweepers.filter(({ name }) => name !== 'calls')];
    await createRetention({ ...at.deps, sweepers }).sweep();
    const left = await db<{ action: string }>('audit_entries').select('action');
    assert.equal(left.length, 4, 'the three grants of the campus, and the new period');
    assert.equal(left.at(-1)?.action, 'retention.set');
  });

  it('is shown as it was counted last: after each sweep, or when it was asked for', async () => {
    const db = await open();
    const at = await privacyFixture(db);
    const audit = async () => {
      const { rows, at: when } =
        (await at.retention.view()).find(({ name }) => name === 'audit')?.counted ?? {};
      return [rows, when];
    };
    assert.deepEqual(await audit(), [undefined, undefined], 'looking counts nothing');
    const begun = at.clock.now();
    await at.retention.sweep();
    assert.deepEqual(await audit(), [3, begun], 'the three grants of the campus');
    assert.ok((await at.retention.view()).every(({ counted }) => counted?.at === begun));
    await addRow(db, 'audit_entries', { at: begun });
    at.clock.move(60_000);
    assert.deepEqual(await audit(), [3, begun]);
    await at.retention.count('audit');
    assert.deepEqual(await audit(), [4, begun + 60_000]);
  });

  it('is not shown as counted for another period than the one that is set', async () => {
    const at = await privacyFixture(await open());
    const counted = async () =>
      (await at.retention.view()).find(({ name }) => name === 'audit')?.counted ?? null;
    await at.retention.count('audit');
    await at.retention.set('audit', 200, at.root.id);
    assert.equal(await counted(), null);
    // Somebody sets the period while it is being counted for the one before.
    const sweepers = at.sweepers.map((sweeper) => ({
      ...sweeper,
      kept: async (before: number) => {
        const kept = await sweeper.kept(before);
        await at.retention.set('audit', 300, at.root.id);
        return kept;
      },
    }));
    await createRetention({ ...at.deps, sweepers }).count('audit');
    assert.equal(await counted(), null);
    await at.retention.count('audit');
    assert.equal((await counted())?.rows, 5);
  });
});
