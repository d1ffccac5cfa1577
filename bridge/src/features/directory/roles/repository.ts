import type { Database } from '../../../kernel/database.ts';
import type { Grant, Role } from './scope.ts';
import { inChunks } from '../../../kernel/sql.ts';

interface GrantRow {
  id: string;
  person_id: string;
  role: Role;
  department_id: string;
  granted_by: string | null;
  created_at: number;
}

const fromRow = (row: GrantRow): Grant => ({
  id: row.id,
  personId: row.person_id,
  role: row.role,
  departmentId: row.department_id === '' ? null : row.department_id,
  grantedBy: row.granted_by,
  createdAt: row.created_at,
});

/** In no order; empty for whoever holds none. */
export async function grantsOf(db: Database, personId: string): Promise<Grant[]> {
  return (await db<GrantRow>('grants').where({ person_id: personId })).map(fromRow);
}

/** Those of these people who hold any grant. */
export async function holdersAmong(db: Database, personIds: readonly string[]): Promise<string[]> {
  const rows = await inChunks(personIds, (chunk) =>
    db<GrantRow>('grants').whereIn('person_id', chunk).distinct('person_id'),
  );
  return rows.map((row) => row.person_id);
}

/** All grants, in the order in which they were given. */
export async function allGrants(db: Database): Promise<Grant[]> {
  return (await db<GrantRow>('grants').orderBy(['created_at', 'id'])).map(fromRow);
}

/** All grants, held until the transaction ends: who counts the system admins must not be overtaken. */
export async function lockGrants(trx: Database): Promise<Grant[]> {
  return (await trx<GrantRow>('grants').forUpdate()).map(fromRow);
}

/** Adds a grant; the same one a second time changes nothing. */
export async function addGrant(db: Database, grant: Grant): Promise<void> {
  const row: GrantRow = {
    id: grant.id,
    person_id: grant.personId,
    role: grant.role,
    department_id: grant.departmentId ?? '',
    granted_by: grant.grantedBy,
    created_at: grant.createdAt,
  };
  await db<GrantRow>('grants')
    .insert(row)
    .onConflict(['person_id', 'role', 'department_id'])
    .ignore();
}

/** Does not look whether a system admin is left: its caller has locked the grants and counted. */
export async function removeGrant(db: Database, id: string): Promise<void> {
  await db<GrantRow>('grants').where({ id }).delete();
}

/** True for the only system admin that there is. Holds the grants until the transaction ends. */
export async function isLastSystemAdmin(trx: Database, personId: string): Promise<boolean> {
  const admins = await trx<GrantRow>('grants')
    .where({ role: 'system' })
    .forUpdate()
    .pluck<string[]>('person_id');
  return admins.includes(personId) && new Set(admins).size === 1;
}
