import type { Database } from '../../kernel/database.ts';
import type { Grant, Role } from './scope.ts';

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

export async function grantsOf(db: Database, personId: string): Promise<Grant[]> {
  return (await db<GrantRow>('grants').where({ person_id: personId })).map(fromRow);
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

export async function removeGrant(db: Database, id: string): Promise<void> {
  await db<GrantRow>('grants').where({ id }).delete();
}

interface Placed {
  department_id: string;
  status: 'active' | 'removed';
}

/** The units that somebody is in or was in. */
export async function placesOf(db: Database, personId: string): Promise<Placed[]> {
  return db('department_memberships')
    .where({ person_id: personId })
    .select<Placed[]>('department_id', 'status');
}
