import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { Person } from '../people/index.ts';
import type { AdminScope } from '../roles/index.ts';
import type { Identity } from './contract.ts';
import type { KnownPeople, Scopes, Units } from './ports.ts';

export interface ScopeDeps {
  people: Pick<KnownPeople, 'current'>;
  scopes: Pick<Scopes, 'require' | 'heldAmong' | 'grantsOf'>;
}

/** Somebody of an admin's scope. */
export interface PersonInScope {
  callerId: string;
  scope: AdminScope;
  person: Person;
}

/**
 * The person, or whom they turned out to be.
 * @throws Failure admin/not-allowed; person/not-found: also who is outside of the caller's scope
 */
export async function inScope(
  { people, scopes }: ScopeDeps,
  callerId: string,
  personId: string,
): Promise<PersonInScope> {
  const scope = await scopes.require(callerId);
  const person = await people.current(personId);
  const held = person ? await scopes.heldAmong(scope, [person.id]) : new Set();
  if (!person || !held.has(person.id)) throw new Failure('person/not-found');
  return { callerId, scope, person };
}

/** Why an admin may not decide about a person of the scope; null when they may. */
export async function refusalOf(
  { scopes }: Pick<ScopeDeps, 'scopes'>,
  { callerId, scope, person }: PersonInScope,
  trx?: Database,
): Promise<Identity['refusal']> {
  if (person.id === callerId) return 'identity/yourself';
  if (scope.isSystem) return null;
  const grants = await scopes.grantsOf(person.id, trx);
  return grants.length > 0 ? 'identity/administrator' : null;
}

/** What a system admin decided is not taken back below: it may be about people whom the lower admin does not see. */
export const overrules = (
  { scope }: Pick<PersonInScope, 'scope'>,
  decision: { actorId: string },
  systemAdmins: ReadonlySet<string>,
): boolean => !scope.isSystem && systemAdmins.has(decision.actorId);

/** The unit whose admins may read of what is decided: one of the person's, of the scope before others. */
export async function unitOfAudit(
  units: Pick<Units, 'unitsOf'>,
  { scope, person }: Pick<PersonInScope, 'scope' | 'person'>,
  trx: Database,
): Promise<string | null> {
  const places = (await units.unitsOf([person.id], trx)).get(person.id) ?? [];
  return places.find((id) => scope.departmentIds.has(id)) ?? places[0] ?? null;
}
