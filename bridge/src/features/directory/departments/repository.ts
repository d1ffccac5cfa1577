import type { Database, Subquery } from '../../../kernel/database.ts';
import type { Department, MembershipRecord } from './department.ts';
import { inChunks, insertAll, upsert } from '../../../kernel/sql.ts';

interface DepartmentRow {
  id: string;
  source: string;
  external_id: string;
  parent_external_id: string | null;
  name: string;
  status: 'active' | 'removed';
  changed_at: number;
}

interface MembershipRow {
  department_id: string;
  person_id: string;
  status: 'active' | 'removed';
  changed_at: number;
}

const fromRow = (row: DepartmentRow): Department => ({
  id: row.id,
  source: row.source,
  externalId: row.external_id,
  parentExternalId: row.parent_external_id,
  name: row.name,
  status: row.status,
});

const fromMembershipRow = (row: MembershipRow): MembershipRecord => ({
  departmentId: row.department_id,
  personId: row.person_id,
  status: row.status,
});

/** A directory's units, removed ones included; of every directory when no source is given. */
export async function listDepartments(db: Database, source?: string): Promise<Department[]> {
  const rows = db<DepartmentRow>('departments').orderBy(['name', 'id']);
  return (await (source === undefined ? rows : rows.where({ source }))).map(fromRow);
}

/** Of everybody who is or was in one of these units: `status` tells which. */
export async function listMemberships(
  db: Database,
  departmentIds: readonly string[],
): Promise<MembershipRecord[]> {
  const rows = await inChunks(departmentIds, (chunk) =>
    db<MembershipRow>('department_memberships').whereIn('department_id', chunk),
  );
  return rows.map(fromMembershipRow);
}

/** Only those that hold now. */
export async function membershipsOfPerson(
  db: Database,
  personId: string,
): Promise<MembershipRecord[]> {
  const key = { person_id: personId, status: 'active' as const };
  return (await db<MembershipRow>('department_memberships').where(key)).map(fromMembershipRow);
}

/** The departments that each of these people is in, by person. */
export async function unitsOf(
  db: Database,
  personIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await inChunks(personIds, (chunk) =>
    db<MembershipRow>('department_memberships')
      .where({ status: 'active' })
      .whereIn('person_id', chunk),
  );
  const units = new Map<string, string[]>();
  for (const row of rows) {
    units.set(row.person_id, [...(units.get(row.person_id) ?? []), row.department_id]);
  }
  return units;
}

/**
 * Ids of those who are in one of these units now, not below it; somebody in two of them comes twice, and counts
 * twice for `limit`.
 */
export async function membersOf(
  db: Database,
  departmentIds: readonly string[],
  limit: number,
): Promise<string[]> {
  const rows = db<MembershipRow>('department_memberships')
    .where({ status: 'active' })
    .whereIn('department_id', departmentIds)
    .limit(limit);
  return (await rows.select('person_id')).map((row) => row.person_id);
}

const toRow = (unit: Department, now: number): DepartmentRow => ({
  id: unit.id,
  source: unit.source,
  external_id: unit.externalId,
  parent_external_id: unit.parentExternalId,
  name: unit.name,
  status: unit.status,
  changed_at: now,
});

/** Inserts units that are new: fails when another run made them meanwhile. */
export const addDepartments = (
  db: Database,
  units: readonly Department[],
  now: number,
): Promise<void> =>
  insertAll(
    db,
    'departments',
    units.map((unit) => toRow(unit, now)),
  );

/** Writes units by their id, new or not; `now` becomes the moment of their change. */
export const saveDepartments = (
  db: Database,
  units: readonly Department[],
  now: number,
): Promise<void> =>
  upsert(
    db,
    { table: 'departments', key: ['id'] },
    units.map((unit) => toRow(unit, now)),
  );

/** Ids of those who are in one of these units, or were and are in none any more. */
export const placedIn = (db: Database, departmentIds: readonly string[]): Subquery =>
  db('department_memberships as m')
    .whereIn('m.department_id', departmentIds)
    .where((now) =>
      now
        .where('m.status', 'active')
        .orWhereNotExists(
          db('department_memberships as n')
            .whereRaw('n.person_id = m.person_id')
            .where('n.status', 'active')
            .select(db.raw('1')),
        ),
    )
    .select('m.person_id');

/** Those of these people who are in one of the units; who is in none any more, was in one. */
export async function heldAmong(
  db: Database,
  departmentIds: readonly string[],
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const places = await inChunks(personIds, (chunk) =>
    db<MembershipRow>('department_memberships').whereIn('person_id', chunk),
  );
  const units = new Set(departmentIds);
  const held = new Set<string>();
  for (const [personId, all] of Map.groupBy(places, (place) => place.person_id)) {
    const now = all.filter(({ status }) => status === 'active');
    const counted = now.length > 0 ? now : all;
    if (counted.some((place) => units.has(place.department_id))) held.add(personId);
  }
  return held;
}
