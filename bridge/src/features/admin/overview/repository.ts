import type { Database } from '../../../kernel/database.ts';
import { folded } from '../../../kernel/names.ts';
import type { z } from 'zod';
import type { registeredKind } from './contract.ts';

type RegisteredKind = z.infer<typeof registeredKind>;

interface PersonRow {
  id: string;
  display_name: string;
  campus_number: string | null;
  email: string | null;
  phone: string | null;
  status: 'active' | 'deactivated';
  sort_name: string;
  updated_at: number;
  kind: RegisteredKind | null;
}

/** A person as lists for admins show them. */
export interface Administered {
  id: string;
  name: string;
  campusNumber: string | null;
  email: string | null;
  phone: string | null;
  kind: RegisteredKind | null;
  active: boolean;
  sortName: string;
  changedAt: number;
}

/** Which people are wanted, sorted by name, then id. */
export interface PeopleQuery {
  /** Only people of these units; null: everybody. */
  departmentIds: readonly string[] | null;
  search: string | null;
  status: 'active' | 'deactivated' | null;
  kind: RegisteredKind | null;
  after: { sortName: string; id: string } | null;
  limit: number;
}

// What the department says (`sheet`) stands before what somebody said of themselves (`application`).
const kindOf =
  '(select r.kind from registered r where r.person_id = p.id order by r.source desc limit 1)';

/** People who are in one of the units; who is in no unit any more belongs where they were. */
export async function administeredPage(db: Database, query: PeopleQuery): Promise<Administered[]> {
  const found = db<PersonRow>('people as p').orderBy(['p.sort_name', 'p.id']).limit(query.limit);
  // Who turned out to be somebody else is found as that one.
  void found.whereNull('p.merged_into');
  if (query.departmentIds !== null) void found.where(placedIn(db, query.departmentIds));
  // Whoever was erased has a blank row left.
  void found.whereIn(
    'p.status',
    query.status === null ? ['active', 'deactivated'] : [query.status],
  );
  if (query.kind !== null) void found.whereRaw(`${kindOf} = ?`, [query.kind]);
  if (query.search !== null) {
    const pattern = `%${folded(query.search).replace(/[!%_]/gu, '!$&')}%`;
    void found.whereRaw(`p.search_name like ? escape '!'`, [pattern]);
  }
  const { after } = query;
  if (after !== null) {
    void found.where((later) =>
      later
        .where('p.sort_name', '>', after.sortName)
        .orWhere((same) => same.where('p.sort_name', after.sortName).where('p.id', '>', after.id)),
    );
  }
  return (await found.select<PersonRow[]>('p.*', db.raw(`${kindOf} as kind`))).map(fromRow);
}

function placedIn(db: Database, departmentIds: readonly string[]) {
  const places = () =>
    db('department_memberships as m').whereRaw('m.person_id = p.id').select(db.raw('1'));
  const here = () => places().whereIn('m.department_id', departmentIds);
  return (builder: ReturnType<typeof places>) =>
    void builder
      .whereExists(here().where('m.status', 'active'))
      .orWhere((former) =>
        former.whereExists(here()).whereNotExists(places().where('m.status', 'active')),
      );
}

const fromRow = (row: PersonRow): Administered => ({
  id: row.id,
  name: row.display_name,
  campusNumber: row.campus_number,
  email: row.email,
  phone: row.phone,
  kind: row.kind,
  active: row.status === 'active',
  sortName: row.sort_name,
  changedAt: row.updated_at,
});
