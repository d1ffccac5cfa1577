import type { Database } from '../../../kernel/database.ts';
import type { AddressBookEntry } from './contract.ts';
import type { DepartmentUnit } from '../departments/index.ts';
import type { DepartmentsReader, PeopleReader, PresenceReader } from './ports.ts';
import { targetOf, type Reading } from './reading.ts';
import { peopleById } from './search-repository.ts';

export interface EntryDeps {
  db: Database;
  people: PeopleReader;
  departments: DepartmentsReader;
  /** Null where nothing tells of presence. */
  presence: PresenceReader | null;
  tree: () => Promise<readonly DepartmentUnit[]>;
}

/** What the reader sees of these people, in this order. Who left meanwhile, or may not be seen, is left out. */
export async function entriesOf(
  deps: EntryDeps,
  reading: Reading,
  { personIds, favourites }: { personIds: readonly string[]; favourites: readonly string[] },
): Promise<AddressBookEntry[]> {
  if (personIds.length === 0) return [];
  const readerId = reading.reader.personId;
  const [people, indexed, units, tree, presence] = await Promise.all([
    deps.people.findMany(personIds),
    peopleById(deps.db, personIds),
    deps.departments.unitsOf(personIds),
    deps.tree(),
    deps.presence?.presenceOf(personIds, readerId),
  ]);
  const known = new Map(people.map((one) => [one.id, one]));
  const isActive = (personId: string) => known.get(personId)?.status === 'active';
  const seen = await reading.see(
    indexed.map((one) => ({ ...targetOf(one), active: isActive(one.personId) })),
  );
  const names = new Map(tree.map(({ id, name }) => [id, name]));
  const chosen = new Set(favourites);
  return personIds.flatMap((personId) => {
    const person = known.get(personId);
    const facts = seen.get(personId);
    if (!person || !facts) return [];
    const entry: AddressBookEntry = {
      personId,
      name: person.displayName,
      departments: (units.get(personId) ?? []).flatMap((id) => names.get(id) ?? []).sort(),
      campusNumber: facts.campusNumber ? person.campusNumber : null,
      email: facts.email ? person.email : null,
      phone: facts.phone ? person.phone : null,
      presence: presence?.get(personId) ?? null,
      favourite: chosen.has(personId),
    };
    return [entry];
  });
}
