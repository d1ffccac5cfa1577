/** A unit of the campus: college, department, office. Units form a tree. */
export interface Department {
  id: string;
  /** The directory that it comes from, `ldap:<name>`. */
  source: string;
  /** The unit's stable id there. */
  externalId: string;
  parentExternalId: string | null;
  name: string;
  status: 'active' | 'removed';
}

/** A department in the tree that is there now. */
export interface DepartmentUnit {
  id: string;
  parentId: string | null;
  name: string;
}

/** The tree of the departments that are there now. Parents are told by the source's ids. Pure. */
export function treeOf(departments: readonly Department[]): DepartmentUnit[] {
  const present = departments.filter(({ status }) => status === 'active');
  const key = (source: string, externalId: string | null) => JSON.stringify([source, externalId]);
  const ids = new Map(present.map((unit) => [key(unit.source, unit.externalId), unit.id]));
  return present.map(({ id, name, source, parentExternalId }) => ({
    id,
    name,
    parentId: ids.get(key(source, parentExternalId)) ?? null,
  }));
}

/** These units that are there, and every unit below them. A circle in the directory's tree ends it too. Pure. */
export function withAllBelow(
  ids: readonly string[],
  tree: readonly DepartmentUnit[],
): ReadonlySet<string> {
  const below = Map.groupBy(tree, ({ parentId }) => parentId);
  const there = new Set(tree.map(({ id }) => id));
  const found = new Set<string>();
  const open = ids.filter((id) => there.has(id));
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(below.get(id) ?? []).map((unit) => unit.id));
  }
  return found;
}

/** What a directory says of a unit. */
export interface DepartmentFacts {
  externalId: string;
  /** Null for a unit at the top. */
  parentExternalId: string | null;
  name: string;
}

/** One person in one unit, by the person's bridge id and the unit's id at the source. */
export interface DepartmentMember {
  personId: string;
  departmentExternalId: string;
}

/** A membership as it is stored. */
export interface MembershipRecord {
  departmentId: string;
  personId: string;
  status: 'active' | 'removed';
}

/** What a directory's present telling would change about departments and who is in them. */
export interface DepartmentsDiff {
  added: DepartmentFacts[];
  /** Renamed, moved or come back. */
  changed: { before: Department; after: DepartmentFacts; fields: string[] }[];
  removed: Department[];
  unchanged: number;
  members: {
    added: DepartmentMember[];
    returned: MembershipRecord[];
    removed: MembershipRecord[];
    unchanged: number;
    /** How many memberships were active before. */
    before: number;
  };
}

/** What the diff is made from: the telling, and what is stored of that source. */
export interface DepartmentsNow {
  departments: readonly DepartmentFacts[];
  members: readonly DepartmentMember[];
  known: readonly Department[];
  knownMembers: readonly MembershipRecord[];
}

/**
 * A telling of a part as a complete one: units that it does not name are there as they were, with whoever is
 * in them. `knownMembers` are those of the people whom it tells of.
 */
export function keepUntold(now: DepartmentsNow): DepartmentsNow {
  const told = new Set(now.departments.map(({ externalId }) => externalId));
  const others = now.known.filter((unit) => unit.status === 'active' && !told.has(unit.externalId));
  const units = new Set(now.known.filter((unit) => told.has(unit.externalId)).map(({ id }) => id));
  return {
    ...now,
    departments: [...now.departments, ...others],
    knownMembers: now.knownMembers.filter(({ departmentId }) => units.has(departmentId)),
  };
}

/** Compares a directory's units and their members with what was stored. A telling is complete. Pure. */
export function diffDepartments(now: DepartmentsNow): DepartmentsDiff {
  const before = new Map(now.known.map((unit) => [unit.externalId, unit]));
  const present = new Set(now.departments.map(({ externalId }) => externalId));
  const pairs = now.departments.map((after) => ({ after, before: before.get(after.externalId) }));
  const changed = pairs.flatMap(({ before: unit, after }) => {
    const fields = unit ? differences(unit, after) : [];
    return unit && fields.length > 0 ? [{ before: unit, after, fields }] : [];
  });
  const added = pairs.filter((pair) => !pair.before).map(({ after }) => after);
  return {
    added,
    changed,
    removed: now.known.filter((unit) => unit.status === 'active' && !present.has(unit.externalId)),
    unchanged: pairs.length - added.length - changed.length,
    members: diffMembers(now, before),
  };
}

function differences(unit: Department, after: DepartmentFacts): string[] {
  const fields: string[] = [];
  if (unit.status !== 'active') fields.push('status');
  if (unit.name !== after.name) fields.push('name');
  if (unit.parentExternalId !== after.parentExternalId) fields.push('parent');
  return fields;
}

function diffMembers(
  now: DepartmentsNow,
  units: ReadonlyMap<string, Department>,
): DepartmentsDiff['members'] {
  const key = (departmentId: string, personId: string) => `${departmentId} ${personId}`;
  const stored = new Map(now.knownMembers.map((row) => [key(row.departmentId, row.personId), row]));
  const seen = new Set<string>();
  const diff: DepartmentsDiff['members'] = {
    added: [],
    returned: [],
    removed: [],
    unchanged: 0,
    before: now.knownMembers.filter(({ status }) => status === 'active').length,
  };
  for (const member of now.members) {
    const unit = units.get(member.departmentExternalId);
    const own = key(unit?.id ?? member.departmentExternalId, member.personId);
    if (seen.has(own)) continue;
    seen.add(own);
    const row = stored.get(own);
    if (!row) diff.added.push(member);
    else if (row.status === 'removed') diff.returned.push(row);
    else diff.unchanged += 1;
  }
  diff.removed = now.knownMembers.filter(
    (row) => row.status === 'active' && !seen.has(key(row.departmentId, row.personId)),
  );
  return diff;
}
