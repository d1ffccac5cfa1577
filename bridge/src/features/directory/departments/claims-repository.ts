import type { Database } from '../../../kernel/database.ts';
import type { MembershipRecord } from './department.ts';
import { inChunks, upsert } from '../../../kernel/sql.ts';

interface ClaimRow {
  department_id: string;
  person_id: string;
  /** Who says so: `ldap:<name>`, `sheet`, `application`. */
  source: string;
  status: 'active' | 'removed';
  changed_at: number;
}

const fromRow = (row: ClaimRow): MembershipRecord => ({
  departmentId: row.department_id,
  personId: row.person_id,
  status: row.status,
});

/** What one source says, or said, of who is in these departments. */
export async function listClaims(
  db: Database,
  source: string,
  departmentIds: readonly string[],
): Promise<MembershipRecord[]> {
  const rows = await inChunks(departmentIds, (chunk) =>
    db<ClaimRow>('department_claims').where({ source }).whereIn('department_id', chunk),
  );
  return rows.map(fromRow);
}

/** What one source says, or said, of where these people are. */
export async function listClaimsAbout(
  db: Database,
  source: string,
  personIds: readonly string[],
): Promise<MembershipRecord[]> {
  const rows = await inChunks(personIds, (chunk) =>
    db<ClaimRow>('department_claims').where({ source }).whereIn('person_id', chunk),
  );
  return rows.map(fromRow);
}

/** The departments that one source says these people are in, by person. */
export async function claimsOf(
  db: Database,
  source: string,
  personIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await inChunks(personIds, (chunk) =>
    db<ClaimRow>('department_claims')
      .where({ source, status: 'active' })
      .whereIn('person_id', chunk),
  );
  const claims = new Map<string, string[]>();
  for (const row of rows) {
    claims.set(row.person_id, [...(claims.get(row.person_id) ?? []), row.department_id]);
  }
  return claims;
}

/** That a source says that somebody is, or was, in a unit. */
export interface Claim {
  departmentId: string;
  source: string;
  isHeld: boolean;
  changedAt: number;
}

/** All that any source says, or said, of which units people are in, by person. */
export async function claimsAboutMany(
  db: Database,
  personIds: readonly string[],
): Promise<Map<string, Claim[]>> {
  const rows = await inChunks(personIds, (chunk) =>
    db<ClaimRow>('department_claims').whereIn('person_id', chunk),
  );
  const about = ({ department_id, source, status, changed_at }: ClaimRow): Claim => ({
    departmentId: department_id,
    source,
    isHeld: status === 'active',
    changedAt: changed_at,
  });
  const byPerson = Map.groupBy(rows, (row) => row.person_id);
  return new Map([...byPerson].map(([personId, all]) => [personId, all.map(about)]));
}

/** Writes what a source says, and what follows from all sources together. */
export async function saveClaims(
  trx: Database,
  claims: readonly MembershipRecord[],
  at: { source: string; now: number },
): Promise<void> {
  const rows = claims.map((claim): ClaimRow => ({
    department_id: claim.departmentId,
    person_id: claim.personId,
    source: at.source,
    status: claim.status,
    changed_at: at.now,
  }));
  const key = ['department_id', 'person_id', 'source'];
  await upsert(trx, { table: 'department_claims', key }, rows);
  const isHeld = await heldByOthers(trx, claims, at.source);
  const memberships = rows.map((row) => ({
    department_id: row.department_id,
    person_id: row.person_id,
    status: row.status === 'active' || isHeld(row) ? 'active' : 'removed',
    changed_at: at.now,
  }));
  await upsert(
    trx,
    { table: 'department_memberships', key: ['department_id', 'person_id'] },
    memberships,
  );
}

/** Whom one source drops may still be claimed by another. */
async function heldByOthers(trx: Database, claims: readonly MembershipRecord[], source: string) {
  const dropped = claims.filter(({ status }) => status === 'removed');
  const others = await inChunks([...new Set(dropped.map(({ personId }) => personId))], (chunk) =>
    trx<ClaimRow>('department_claims')
      .where({ status: 'active' })
      .whereNot({ source })
      .whereIn('person_id', chunk),
  );
  const held = new Set(others.map((row) => `${row.department_id} ${row.person_id}`));
  return (row: Pick<ClaimRow, 'department_id' | 'person_id'>): boolean =>
    held.has(`${row.department_id} ${row.person_id}`);
}
