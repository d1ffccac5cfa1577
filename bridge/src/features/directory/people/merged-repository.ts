import type { Database } from '../../../kernel/database.ts';

type Row = Record<string, unknown>;

/** What became of one row where two people turned out to be one: it was given other values, or it was left out. */
export type Moved = { table: string; row: Row } & ({ what: 'set'; set: Row } | { what: 'out' });

/** Makes a person's row one that only leads to another: nobody is found by it, and nobody is signed in as it. */
export async function becomeRedirect(
  trx: Database,
  { from, to, now }: { from: string; to: string; now: number },
): Promise<Moved> {
  const row = await trx<Row>('people').where({ id: from }).first();
  const set = {
    merged_into: to,
    status: 'deactivated',
    updated_at: now,
    email: null,
    email_key: null,
    campus_number: null,
    phone: null,
    phone_key: null,
  };
  await trx('people').where({ id: from }).update(set);
  return { table: 'people', row: row ?? {}, what: 'set', set };
}

interface PersonRow {
  id: string;
  status: string;
  merged_into: string | null;
}

/** Where a person's row stands. */
export interface Body {
  status: string;
  mergedInto: string | null;
}

const byId = (rows: readonly PersonRow[]): Map<string, Body> =>
  new Map(rows.map((row) => [row.id, { status: row.status, mergedInto: row.merged_into }]));

/** Where these people stand; who is not there is left out. */
export const mergedPeopleOf = async (
  db: Database,
  ids: readonly string[],
): Promise<Map<string, Body>> => byId(await db<PersonRow>('people').whereIn('id', [...ids]));

/** Where these people stand, held until the transaction ends; in one order, so that nobody waits in a circle. */
export async function lockPeople(
  trx: Database,
  ids: readonly string[],
): Promise<Map<string, Body>> {
  const rows = await trx<PersonRow>('people')
    .whereIn('id', [...ids])
    .orderBy('id')
    .forUpdate();
  return byId(rows);
}

/** What administrators decided stays with who it was about: the survivor's own counts. */
export async function removeOverride(trx: Database, personId: string): Promise<Moved[]> {
  const own = { source: 'hand', external_id: personId };
  const row = await trx<Row>('person_records').where(own).first();
  if (!row) return [];
  await trx('person_records').where(own).delete();
  return [{ table: 'person_records', row, what: 'out' }];
}

/** One account with all that is said of it goes to another person. */
export async function moveAccount(
  trx: Database,
  account: { realm: string; externalId: string },
  { from, to }: { from: string; to: string },
): Promise<Moved[]> {
  const of = { realm: account.realm, external_id: account.externalId, person_id: from };
  const moved: Moved[] = [];
  for (const table of ['person_accounts', 'person_records'] as const) {
    for (const row of await trx<Row>(table).where(of)) {
      moved.push({ table, row, what: 'set', set: { person_id: to } });
    }
    await trx(table).where(of).update({ person_id: to });
  }
  return moved;
}
