import type { Database } from '../../../kernel/database.ts';
import { kindOf, originsOf, statusAndReason, type PersonRecord } from '../people/index.ts';
import { believed, isByHand, type VouchesOf } from '../people/index.ts';
import { isInScope } from '../roles/index.ts';
import { originField, type Identity, type IdentityRecord } from './contract.ts';
import type { PersonShown, SourceNamed } from './contract.ts';
import { lastDecision } from './decisions-repository.ts';
import type { KnownPeople, Scopes, Units } from './ports.ts';
import { refusalOf, type PersonInScope } from './scope.ts';

export interface ShowingDeps {
  db: Database;
  people: KnownPeople;
  scopes: Scopes;
  units: Units;
}

/** A person of the scope with all that any source says of them. */
export async function showIdentity(deps: ShowingDeps, scoped: PersonInScope): Promise<Identity> {
  const { person } = scoped;
  const records = await deps.people.recordsOf(person.id);
  const vouchesOf = await deps.people.vouchesOf();
  return {
    id: person.id,
    name: person.displayName,
    fields: originsOf(records, vouchesOf).map((origin) => ({
      ...origin,
      value: person[origin.field] || null,
    })),
    records: records
      .filter((record) => !isByHand(record))
      .sort(byPresence)
      .map((record) => recordShown(record, vouchesOf)),
    standing: await statusShown(deps, scoped, records),
    units: await unitsShown(deps, scoped),
    roles: await rolesShown(deps, scoped),
    refusal: await refusalOf(deps, scoped),
  };
}

const byPresence = (a: PersonRecord, b: PersonRecord): number =>
  Number(a.goneAt !== null) - Number(b.goneAt !== null) || b.seenAt - a.seenAt;

/** Who says something, for people to read. */
export const sourceShown = (source: string): SourceNamed => {
  const kind = kindOf(source);
  return { kind, name: source.slice(kind.length + 1) };
};

const keyFields = ['campusNumber', 'email', 'phone'] as const;

function recordShown(record: PersonRecord, vouchesOf: VouchesOf): IdentityRecord {
  const trusted = believed(record.facts, vouchesOf(record));
  const said = originField.options.map((field) => [field, record.facts[field] || null]);
  return {
    id: record.id,
    source: nameOfSource(record),
    externalId: record.externalId,
    said: Object.fromEntries(said) as IdentityRecord['said'],
    unvouched: keyFields.filter((field) => record.facts[field] !== trusted[field]),
    suspended: record.facts.suspended,
    seenAt: record.seenAt,
    changedAt: record.changedAt,
    goneAt: record.goneAt,
  };
}

/** A launch is named by its platform's address: the key of its source says nothing to people. */
export function nameOfSource({
  source,
  realm,
}: Pick<PersonRecord, 'source' | 'realm'>): SourceNamed {
  const shown = sourceShown(source);
  return /^https?:/u.test(realm) ? { ...shown, name: realm } : shown;
}

/** Somebody of the scope as one of several who may be one person. */
export async function personShown(
  { people, units }: Pick<ShowingDeps, 'people' | 'units'>,
  { scope, person }: PersonInScope,
): Promise<PersonShown> {
  const { id, displayName, campusNumber, email, phone, status } = person;
  const records = await people.recordsOf(id);
  const live = records.filter((record) => record.goneAt === null && !isByHand(record));
  const names = new Map((await units.tree()).map((unit) => [unit.id, unit.name]));
  const places = (await units.unitsOf([id])).get(id) ?? [];
  return {
    id,
    name: displayName,
    active: status === 'active',
    facts: { displayName, campusNumber, email, phone },
    sources: live.map(nameOfSource),
    units: places.filter((unit) => isInScope(scope, unit)).flatMap((unit) => names.get(unit) ?? []),
  };
}

async function statusShown(
  { db, people }: ShowingDeps,
  { person }: PersonInScope,
  records: readonly PersonRecord[],
): Promise<Identity['standing']> {
  const { why } = statusAndReason(records);
  const active = person.status === 'active';
  if (why !== 'by-hand') return { active, why, decision: null };
  const decision = await lastDecision(db, person.id, ['deactivate', 'keep-active']);
  const [by] = await people.findMany(decision ? [decision.actorId] : []);
  const shown = decision && {
    reason: decision.reason,
    by: by?.displayName ?? null,
    at: decision.at,
  };
  return { active, why, decision: shown };
}

/** Units outside of the scope are not told. */
async function unitsShown(
  { units }: ShowingDeps,
  { scope, person }: PersonInScope,
): Promise<Identity['units']> {
  const names = new Map((await units.tree()).map(({ id, name }) => [id, name]));
  const held = new Set((await units.unitsOf([person.id])).get(person.id) ?? []);
  const claims = Map.groupBy(await units.claimsAbout(person.id), (claim) => claim.departmentId);
  return [...new Set([...held, ...claims.keys()])]
    .filter((id) => isInScope(scope, id) && names.has(id))
    .map((id) => ({
      id,
      name: names.get(id) ?? '',
      isHeld: held.has(id),
      claims: (claims.get(id) ?? []).map(({ source, isHeld, changedAt }) => ({
        source: sourceShown(source),
        isHeld,
        changedAt,
      })),
    }))
    .sort((a, b) => Number(b.isHeld) - Number(a.isHeld) || a.name.localeCompare(b.name));
}

async function rolesShown(
  { scopes, units }: ShowingDeps,
  { scope, person }: PersonInScope,
): Promise<Identity['roles']> {
  const names = new Map((await units.tree()).map(({ id, name }) => [id, name]));
  return (await scopes.grantsOf(person.id)).map(({ role, departmentId: id }) => {
    const name = id !== null && isInScope(scope, id) ? names.get(id) : undefined;
    return { role, department: id !== null && name !== undefined ? { id, name } : null };
  });
}
