import type { Database } from '../../kernel/database.ts';
import { emailKey, phoneKey } from '../people/index.ts';
import { contactsOf, ownersOf } from './contact-repository.ts';
import type { AccountPeople, AccountPerson } from './ports.ts';

export type Persons = ReturnType<typeof createPersons>;

/** Who may log in, by what sources say of them and by what they themselves have confirmed. */
export function createPersons(db: Database, people: AccountPeople) {
  const withContacts = async (person: AccountPerson): Promise<AccountPerson> => {
    const confirmed = await contactsOf(db, person.id);
    const phone = person.phone ?? confirmed.find((contact) => contact.startsWith('+')) ?? null;
    const email = person.email ?? confirmed.find((contact) => contact.includes('@')) ?? null;
    return { ...person, phone, email };
  };
  const find = async (personId: string): Promise<AccountPerson | null> => {
    const person = await people.findActive(personId);
    return person && withContacts(person);
  };
  const knownBy = async (identifier: string): Promise<AccountPerson[]> => {
    const key = identifier.normalize('NFKC').trim();
    const contacts = [emailKey(key), phoneKey(key)].filter((contact) => contact !== null);
    const owners = await Promise.all((await ownersOf(db, contacts)).map(people.findActive));
    const all = [...(await people.knownBy(key)), ...owners.filter((owner) => owner !== null)];
    return Promise.all([...new Map(all.map((one) => [one.id, one])).values()].map(withContacts));
  };
  return {
    /** The active person, with the phone and address that codes can go to. */
    find,
    /** Everybody active who is known by this phone number, mail address or campus number. */
    knownBy,
    /** Whose account of the directory it is; active or not. */
    withAccount: people.withAccount,
    /** The one person who is known by it; null for nobody and for several. */
    one: async (identifier: string): Promise<AccountPerson | null> => {
      const [person, ...others] = await knownBy(identifier);
      return person && others.length === 0 ? person : null;
    },
  };
}
