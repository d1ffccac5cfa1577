import type { Database } from '../../../kernel/database.ts';
import { cleanText } from '../../../kernel/values.ts';
import { emailKey } from '../../directory/people/index.ts';
import { foldCampusNumber } from '../../../kernel/values.ts';
import { contactsOf, ownersOf } from './contact-repository.ts';
import type { ContactKind } from './contacts/contact.ts';
import { sourceContactsOf, sourceOwnersOf } from './contacts/contacts-repository.ts';
import type { AccountPeople, AccountPerson } from './ports.ts';

const nobody = '00000000-0000-0000-0000-000000000000';

export type Persons = ReturnType<typeof createPersons>;

/**
 * Who may log in: by the campus number, by the number and address that sources gave and nobody has to confirm any
 * more, and by what they themselves have confirmed. What a source says instead since then opens nothing.
 */
export function createPersons(db: Database, people: AccountPeople) {
  const knownBy = async (identifier: string): Promise<AccountPerson[]> => {
    const key = cleanText(identifier.normalize('NFKC'));
    const contacts = [emailKey(key), people.phoneKey(key)].filter((contact) => contact !== null);
    const owners = [
      ...new Set([...(await ownersOf(db, contacts)), ...(await sourceOwnersOf(db, contacts))]),
    ];
    // Nobody is looked for as well, so that strangers take as long.
    const wanted = owners.length > 0 ? owners : [nobody];
    const found = await Promise.all(wanted.map(people.findActive));
    const numbered = (await people.named(key)).filter(
      ({ campusNumber }) =>
        campusNumber !== null && foldCampusNumber(campusNumber) === foldCampusNumber(key),
    );
    const all = [...numbered, ...found.filter((owner) => owner !== null)];
    const spelled = all.map((person) => ({ ...person, phone: people.phoneKey(person.phone) }));
    return [...new Map(spelled.map((person) => [person.id, person])).values()];
  };
  return {
    /** The active person, with the phone and address that codes can go to. */
    find: async (personId: string): Promise<AccountPerson | null> => {
      const person = await people.findActive(personId);
      if (!person) return null;
      const confirmed = await contactsOf(db, personId);
      const given = (await sourceContactsOf(db, [personId])).filter(({ isHeld }) => isHeld);
      const of = (kind: ContactKind) => given.find((one) => one.kind === kind)?.contact ?? null;
      const phone = of('phone') ?? confirmed.find((contact) => contact.startsWith('+')) ?? null;
      const email = of('mail') ?? confirmed.find((contact) => contact.includes('@')) ?? null;
      return { ...person, phone, email };
    },
    /** Everybody active who is known by this phone number, mail address or campus number. */
    knownBy,
    phoneKey: people.phoneKey,
    /** Whose account of the directory it is; active or not. */
    withAccount: people.withAccount,
    /** Who an account of the directory that was not read yet is for certain. */
    matched: people.matched,
    /** Whether a source that the campus itself fills names the person. */
    isRegistered: people.isRegistered,
    /** The one person who is known by it; null for nobody and for several, after the same work. */
    one: async (identifier: string): Promise<AccountPerson | null> => {
      const [person, ...others] = await knownBy(identifier);
      return person && others.length === 0 ? person : null;
    },
  };
}
