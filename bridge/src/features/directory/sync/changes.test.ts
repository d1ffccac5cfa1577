import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changingDirectory } from '../../../../test/changing-directory.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { aCampus, quietLog, stateOf } from '../../../../test/roster-fixtures.ts';
import { systemClock } from '../../../kernel/clock.ts';
import { openDatabase, type Database } from '../../../kernel/database.ts';
import { syncCommand } from '../../../cli/sync.ts';
import { startJobs } from '../../../kernel/jobs.ts';
import { createJobLeases } from '../../../kernel/leases.ts';
import { syncJobs } from './schedule.ts';

const inUnit = (unit: string, name = 'Lin') => ({ name, unit, suspended: false });

/** A directory of so many people, and a campus that has read all of it. */
async function readOnce(db: Database, count = 10) {
  const directory = changingDirectory();
  for (let n = 0; n < count; n += 1) directory.put(`p${n}`, inUnit(`u${n % 2}`));
  const campus = await aCampus(db, [directory.source]);
  await campus.syncService.run('ldap');
  const changes = async () => {
    campus.clock.move(1000);
    const [run] = await campus.syncService.run('ldap', { changes: true });
    assert.ok(run);
    return run;
  };
  return { ...campus, directory, changes };
}

/** Who is there, active or not, with what names, in which units; without ids and times. */
async function view(db: Database): Promise<unknown> {
  const people = await db<Record<string, string>>('person_records')
    .join('people', 'people.id', 'person_records.person_id')
    .whereNull('person_records.gone_at')
    .orderBy('external_id')
    .select('external_id', 'hash', 'people.status', 'display_name');
  const units = await db('departments').where({ status: 'active' }).orderBy('external_id');
  const members = await db('department_memberships')
    .join('departments', 'departments.id', 'department_id')
    .join('person_records', 'person_records.person_id', 'department_memberships.person_id')
    .where({ 'department_memberships.status': 'active', 'departments.status': 'active' })
    .orderBy(['departments.external_id', 'person_records.external_id'])
    .select('departments.external_id as unit', 'person_records.external_id as person');
  return {
    people,
    units: units.map(({ external_id: id, name }: Record<string, string>) => [id, name]),
    members: members.map(({ unit, person }: Record<string, string>) => [unit, person]),
  };
}

forEachDatabase('runs of changes', (open) => {
  it('take who changed, who is new and where they are now; nobody leaves for being absent', async () => {
    const { db, directory, changes } = await readOnce(await open());
    directory.put('p1', inUnit('u0', 'Renamed'));
    directory.put('new', inUnit('u1'));
    directory.remove('p2');
    const run = await changes();
    assert.deepEqual([run.kind, run.state], ['changes', 'applied']);
    const { people, memberships } = run.counts;
    assert.deepEqual([people?.added, people?.changed, people?.removed], [1, 1, 0]);
    assert.deepEqual([memberships?.added, memberships?.removed], [2, 1]);
    const seen = JSON.stringify(await view(db));
    assert.match(seen, /"p2"[^}]+"active"/u);
    assert.match(seen, /\["u0","p1"\]/u);
    assert.doesNotMatch(seen, /\["u1","p1"\]/u);
    assert.equal(directory.calls.snapshot, 1);
  });

  it('that fail leave the cursor where it was: nothing is missed by the next', async () => {
    const campus = await readOnce(await open());
    const { directory, changes, db } = campus;
    directory.put('p1', inUnit('u0', 'Renamed'));
    directory.goAway(true);
    assert.equal((await changes()).state, 'failed');
    directory.goAway(false);
    const original = campus.departments.apply.bind(campus.departments);
    campus.departments.apply = async (...all) => {
      await original(...all);
      throw new Error('the power went');
    };
    const before = await stateOf(db);
    assert.equal((await changes()).state, 'failed');
    assert.deepEqual(await stateOf(db), before);
    campus.departments.apply = original;
    assert.equal((await changes()).counts.people?.changed, 1);
  });

  it('leave a run that waits for a yes alone, and a yes does not undo them', async () => {
    const { directory, syncService, changes, db } = await readOnce(await open());
    for (let n = 4; n < 10; n += 1) directory.remove(`p${n}`);
    const [waits] = await syncService.run('ldap');
    assert.equal(waits?.state, 'needs-confirmation');
    directory.put('p1', inUnit('u0', 'Renamed'));
    directory.put('new', inUnit('u1'));
    assert.equal((await changes()).kind, 'changes');
    directory.unit('u1', 'Renamed');
    const due = await changes();
    assert.deepEqual(
      [due.kind, due.state, due.report.problems.length],
      ['changes', 'unchanged', 1],
    );
    const [cursor] = await db<Record<string, string>>('roster_cursors').select();
    await db('roster_cursors').delete();
    assert.match((await changes()).report.problems[0]?.reason ?? '', /nothing to go on from/u);
    await db('roster_cursors').insert(cursor ?? {});
    assert.equal((await syncService.confirm(waits.id)).state, 'applied');
    const seen = JSON.stringify(await view(db));
    for (const there of ['"p1"', '"new"', 'Renamed']) assert.ok(seen.includes(there), there);
    assert.ok(!seen.includes('"p9"'));
    assert.equal((await changes()).kind, 'full');
  });
});

const open = () => Promise.resolve(openDatabase({ kind: 'sqlite', file: ':memory:' }));

describe('runs of changes', () => {
  it('change nothing where nothing changed; of such runs only the latest is kept', async () => {
    const { db, syncService, changes } = await readOnce(await open());
    const before = await stateOf(db);
    await changes();
    await changes();
    const lines: string[] = [];
    const print = (...line: string[]) => void lines.push(...line);
    const code = await syncCommand(syncService, ['ldap', '--changes'], print);
    assert.deepEqual([code, /ldap all \(changes\): unchanged/u.test(lines[0] ?? '')], [0, true]);
    assert.equal(lines.length, 4);
    assert.deepEqual(await stateOf(db), before);
    assert.deepEqual(
      (await syncService.runs()).map(({ kind, state }) => [kind, state]),
      [
        ['changes', 'unchanged'],
        ['full', 'applied'],
      ],
    );
  });

  it('read everything the first time, and at once when a unit changed', async () => {
    const directory = changingDirectory();
    directory.put('p0', inUnit('u0'));
    const { syncService, departments, clock } = await aCampus(await open(), [directory.source]);
    const run = async () => {
      clock.move(1000);
      return (await syncService.run('ldap', { changes: true }))[0]?.kind;
    };
    assert.equal(await run(), 'full');
    assert.equal(await run(), 'changes');
    directory.unit('u1', 'Renamed');
    assert.equal(await run(), 'full');
    assert.ok((await departments.list()).some(({ name }) => name === 'Renamed'));
    assert.equal(await run(), 'changes');
  });

  it('have a schedule of their own', async () => {
    const times = { full: '', changes: '* * * * * *', timezone: 'UTC' };
    const { source } = changingDirectory();
    let jobs = { stop: () => Promise.resolve() };
    const { db } = await readOnce(await open());
    const leases = createJobLeases({ db, clock: systemClock });
    const asked = await new Promise<unknown>((resolve) => {
      const run = (...wanted: unknown[]) => {
        resolve(wanted);
        return Promise.resolve([]);
      };
      jobs = startJobs(syncJobs({ run, sources: [source] }, times), { log: quietLog, leases });
    });
    await jobs.stop();
    assert.deepEqual(asked, ['ldap', { changes: true }]);
  });

  it('that would take many out of their units make a full run, which asks', async () => {
    const { directory, changes, db } = await readOnce(await open());
    const before = await view(db);
    for (let n = 0; n < 8; n += 1) directory.put(`p${n}`, inUnit('nowhere'));
    const run = await changes();
    assert.deepEqual([run.kind, run.state], ['full', 'needs-confirmation']);
    assert.deepEqual(await view(db), before);
  });
});

const change = fc.oneof(
  fc.record({
    kind: fc.constant('put' as const),
    id: fc.integer({ min: 0, max: 14 }),
    unit: fc.constantFrom('u0', 'u1', 'u2', 'nowhere'),
    name: fc.constantFrom('Lin', 'Wang'),
    suspended: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('remove' as const), id: fc.integer({ min: 0, max: 14 }) }),
  fc.record({
    kind: fc.constant('unit' as const),
    id: fc.constantFrom('u1', 'u2'),
    name: fc.constantFrom(null, 'A', 'B'),
  }),
  fc.record({ kind: fc.constant('run' as const) }),
);

describe('any sequence of runs of changes, then a full run', () => {
  it('comes to what a full run alone comes to', async () => {
    const property = fc.asyncProperty(fc.array(change, { maxLength: 25 }), async (sequence) => {
      const step = await readOnce(await open());
      const alone = await readOnce(await open());
      for (const one of sequence) {
        if (one.kind === 'run') await step.changes();
        for (const { directory } of [step, alone]) {
          if (one.kind === 'put') directory.put(`p${one.id}`, one);
          if (one.kind === 'remove') directory.remove(`p${one.id}`);
          if (one.kind === 'unit') directory.unit(one.id, one.name);
        }
      }
      for (const { syncService, clock } of [step, alone]) {
        clock.move(1000);
        await syncService.run('ldap', { confirm: true });
      }
      assert.deepEqual(await view(step.db), await view(alone.db));
      await Promise.all([step.db.destroy(), alone.db.destroy()]);
    });
    await fc.assert(property, { numRuns: 12 });
  });
});
