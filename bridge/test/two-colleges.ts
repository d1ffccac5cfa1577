import { isSqlite, type Database } from '../src/kernel/database.ts';
import { newId } from '../src/kernel/ids.ts';
import { runRawBridge } from './raw-bridge.ts';
import { registrationFixture } from './registration-fixture.ts';

/** The name that the bridge's directory goes by. */
const source = 'ldap:ldap';

/** The directory is not there: nothing of this needs to ask it. */
const directory = { LDAP_URL: 'ldap://127.0.0.1:1', LDAP_BASE: 'dc=uni,dc=test' };

/**
 * Two colleges with units below them. The chief of sciences is the one who tries; all that is of arts has names that
 * stand nowhere else. One person is in both, one in no unit.
 */
export async function twoColleges(db: Database) {
  const at = await registrationFixture(db, 'department');
  const sculptor = await at.people.person('Artemisia Bildhauer');
  const shared = await at.people.person('Shared of both');
  const sculpture = await at.people.department([sculptor], at.arts.externalId);
  await db('departments').update({ source });
  await db('department_claims').update({ source });
  await db('departments').where({ id: at.arts.id }).update({ name: 'Kunsthochschule' });
  await db('departments').where({ id: sculpture.id }).update({ name: 'Steinwerkstatt' });
  for (const departmentId of [at.physics.id, at.arts.id]) {
    const place = { department_id: departmentId, person_id: shared.id, status: 'active' };
    await db('department_memberships').insert({ ...place, changed_at: 1 });
    await db('department_claims').insert({ ...place, source, changed_at: 1 });
  }
  const known = {
    campus_number: 'ART7001',
    email: 'artemisia@kunst.test',
    phone: '+8613977700001',
  };
  const keys = { email_key: known.email, phone_key: known.phone };
  await db('people')
    .where({ id: sculptor.id })
    .update({ ...known, ...keys });
  await rename(db, at.other.id, 'Oberhaupt Kunst');
  await rename(db, at.painter.id, 'Pinsel Malerin');
  const sheet = async (number: string, name: string) =>
    at.submit(at.other, [
      [
        name,
        '教师',
        number,
        'Steinwerkstatt',
        `${number}@kunst.test`,
        `1397770${number.slice(-4)}`,
        '',
      ],
    ]);
  const applied = await sheet('ART7002', 'Angewandt Gemeldet');
  await at.registration.submit(at.other.id, applied);
  await at.registration.approve(at.root.id, applied);
  await at.registration.work();
  const preview = await sheet('ART7003', 'Vorschau Person');
  const waiting = await sheet('ART7004', 'Wartende Person');
  await at.registration.submit(at.other.id, waiting);
  const applications = await addApplications(db, sculpture.id);
  const run = await addRun(db, { units: [at.arts.id, sculpture.id], begunBy: at.other.id });
  await addChange(db, { run, unit: sculpture.externalId, personId: sculptor.id });
  const decided = await addDecisions(db, at.other.id, [sculptor.id, at.painter.id]);
  const [grant] = (await at.roles.grants()).filter(({ personId }) => personId === at.other.id);
  const bridge = await runRawBridge(db, at.clock, directory);
  return {
    ...at,
    bridge,
    sculptor,
    shared,
    sculpture,
    sheets: { applied, preview, waiting },
    applications,
    run,
    decided,
    grantId: grant?.id ?? '',
  };
}
export type TwoColleges = Awaited<ReturnType<typeof twoColleges>>;

const rename = (db: Database, id: string, name: string) =>
  db('people').where({ id }).update({
    display_name: name,
    sort_name: name.toLowerCase(),
    search_name: name.toLowerCase(),
  });

async function addApplications(db: Database, departmentId: string) {
  const rows = (['waiting', 'refused'] as const).map((state, at) => ({
    id: newId(),
    state,
    name: `Bewerber ${state}`,
    kind: 'teacher',
    locale: 'en',
    tries: 0,
    campus_number: `ART80${at}`,
    email: `bewerber${at}@kunst.test`,
    phone: '+8613977700003',
    department_id: departmentId,
    created_at: 1,
    expires_at: 2,
    confirmed_at: 1,
    ...(state === 'refused' ? { decided_at: 1, reason: 'Unterlagen fehlen' } : {}),
  }));
  await db('applications').insert(rows);
  return { waiting: rows[0]?.id ?? '', decided: rows[1]?.id ?? '' };
}

/** Two of arts that somebody has to tell apart, and a decision about the same two. */
async function addDecisions(db: Database, actorId: string, [one, other]: [string, string]) {
  const conflictId = newId();
  const decisionId = newId();
  const said = { displayName: 'Artemisia Bildhauer', email: 'artemisia@kunst.test' };
  const facts = { ...said, campusNumber: 'ART7001', phone: null, givenName: '', familyName: '' };
  await db('person_conflicts').insert({
    id: conflictId,
    source: 'lti:x',
    realm: 'x',
    external_id: 'artemisia',
    created_at: 1,
    reason: 'several-people',
    said: JSON.stringify({ ...facts, externalId: 'artemisia' }),
  });
  await db('person_conflict_candidates').insert(
    [one, other].map((person_id) => ({ conflict_id: conflictId, person_id })),
  );
  await db('person_decisions').insert({
    id: decisionId,
    kind: 'apart',
    person_id: one,
    other_id: other,
    actor_id: actorId,
    conflict_id: conflictId,
    at: 1,
    detail: '{}',
  });
  return { conflictId, decisionId };
}

async function addRun(
  db: Database,
  { units, begunBy }: { units: string[]; begunBy: string },
): Promise<string> {
  const id = newId();
  await db('roster_runs').insert({
    id,
    source: 'ldap',
    scope: 'all',
    state: 'needs-confirmation',
    owner: 'x',
    lease_until: 0,
    counts: '{}',
    report: '{"removed":[],"conflicts":[],"problems":[]}',
    started_at: 1,
    begun_by: begunBy,
    units: JSON.stringify(units),
  });
  return id;
}

async function addChange(
  db: Database,
  { run, unit, personId }: { run: string; unit: string; personId: string },
): Promise<void> {
  await db('roster_changes').insert({
    run_id: run,
    number: 1,
    kind: 'leaves',
    subject: 'artemisia',
    person_id: personId,
    name: 'Artemisia Bildhauer',
    campus_number: 'ART7001',
    search: 'artemisia',
    detail: JSON.stringify({ from: [{ unit, name: 'Steinwerkstatt' }], to: [] }),
  });
  await db('roster_change_units').insert({ run_id: run, number: 1, side: 'before', unit });
}

/** What nobody of sciences may ever be answered: names, numbers, addresses and units of arts. */
export const secrets = [
  ...['Bildhauer', 'Oberhaupt', 'Pinsel', 'Gemeldet', 'Vorschau', 'Wartende', 'Bewerber'],
  ...['Kunsthochschule', 'Steinwerkstatt', 'kunst.test', 'ART70', 'ART80', '139777', 'Unterlagen'],
] as const;

/** Kept up to date by jobs while anything is asked, and holding nothing that is nowhere else. */
const volatile = /^(sqlite_|knex_|address_book_|outbox$|sessions$|account_meters|login_)/u;

/** Every row of the database that is about arts, as text. */
export async function rowsOfArts(at: TwoColleges): Promise<string[]> {
  const ids = [at.other.id, at.painter.id, at.sculptor.id, at.arts.id, at.sculpture.id, at.grantId];
  const marks = [...secrets, ...ids, ...Object.values(at.sheets), at.run];
  const rows: string[] = [];
  for (const table of await tables(at.db)) {
    if (volatile.test(table)) continue;
    const found = await at.db<object>(table);
    rows.push(...found.map((row) => `${table} ${JSON.stringify(row)}`));
  }
  return rows.filter((row) => marks.some((mark) => row.includes(mark)));
}

async function tables(db: Database): Promise<string[]> {
  const names = isSqlite(db)
    ? db('sqlite_master').where({ type: 'table' }).select<{ name: string }[]>('name')
    : db('information_schema.tables')
        .whereRaw('table_schema = database()')
        .select<{ name: string }[]>('table_name as name');
  return (await names).map(({ name }) => name);
}
