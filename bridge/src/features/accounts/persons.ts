import type { Database } from '../../kernel/database.ts';
import { cleanText } from '../../kernel/values.ts';
import { emailKey } from '../people/index.ts';
import { contactsOf, ownersOf } from './contact-repository.ts';
import type { AccountPeople, AccountPerson } from './ports.ts';

const nobody = '00000000-0000-0000-0000-000000000000';

export type Persons = ReturnType<typeof createPersons>;

/** Who may log in, by what sources say of them and by what they themselves have confirmed. */
export function createPersons(db: Database, people: AccountPeople) {
  const knownBy = async (identifier: string): Promise<AccountPerson[]> => {
    const key = cleanText(identifier.normalize('NFKC'));
    const contacts = [emailKey(key), people.phoneKey(key)].filter((contact) => contact !== null);
    const confirmed = await ownersOf(db, contacts);
    // Nobody is looked for as well, so that strangers take as long.
    const wanted = confirmed.length > 0 ? confirmed : [nobody];
    const owners = await Promise.all(wanted.map(people.findActive));
    const all = [...(await people.knownBy(key)), ...owners.filter((owner) => owner !== null)];
    const reachable = all.map((person) => ({ ...person, phone: people.phoneKey(person.phone) }));
    return [...new Map(reachable.map((person) => [person.id, person])).values()];
  };
  return {
    /** The active person, with the phone and address that codes can go to. */
    find: async (personId: string): Promise<AccountPerson | null> => {
      const person = await people.findActive(personId);
      if (!person) return null;
      const confirmed = await contactsOf(db, personId);
      const phone =
        people.phoneKey(person.phone) ??
        confirmed.find((contact) => contact.startsWith('+')) ??
        null;
      const email = person.email ?? confirmed.find((contact) => contact.includes('@')) ?? null;
      return { ...person, phone, email };
    },
    /** Everybody active who is known by this phone number, mail address or campus number. */
    knownBy,
    phoneKey: people.phoneKey,
    /** Whose account of the directory it is; active or not. */
    withAccount: people.withAccount,
    /** Who an account of the directory that was not read yet is for certain. */
    matched: people.matched,
    /** The one person who is known by it; null for nobody and for several, after the same work. */
    one: async (identifier: string): Promise<AccountPerson | null> => {
      const [person, ...others] = await knownBy(identifier);
      return person && others.length === 0 ? person : null;
    },
  };
}
