import type { Clock } from '../../../../kernel/clock.ts';
import type { Database } from '../../../../kernel/database.ts';
import {
  originsOf,
  type People,
  type PersonContacts,
  type PersonRecord,
} from '../../../directory/people/index.ts';
import { contactsOfMany } from '../contact-repository.ts';
import { withPassword } from '../password-repository.ts';
import {
  afterSaying,
  contactKinds,
  isOnlyRegistered,
  isSameState,
  nothingKnown,
  type ContactKind,
  type ContactSaid,
} from './contact.ts';
import { saveSourceContacts, sourceContactsOf, type KnownContact } from './contacts-repository.ts';

/** What noting contacts needs to know of people. */
type Noted = Pick<People, 'recordsOfMany' | 'contactsSaidOf'>;

/** Makes what notes contacts; it is made before accounts are, because people are. */
export const createContactNotes = ({ clock }: { clock: Clock }) => ({
  /**
   * Notes what follows for logging in when people are new or came out different, in the transaction that changes
   * them: whatever a source says instead of what somebody logs in with only waits.
   */
  note: (trx: Database, personIds: readonly string[], people: Noted): Promise<void> =>
    noteContacts(trx, personIds, { now: clock.now(), from: people }),
});

async function noteContacts(
  trx: Database,
  personIds: readonly string[],
  { now, from }: { now: number; from: Noted },
): Promise<void> {
  const people = await from.contactsSaidOf(trx, [...new Set(personIds)]);
  const ids = people.map(({ id }) => id);
  const before = new Map(
    (await sourceContactsOf(trx, ids)).map((one) => [`${one.personId} ${one.kind}`, one]),
  );
  const known = (id: string, kind: ContactKind): KnownContact =>
    before.get(`${id} ${kind}`) ?? { ...nothingKnown, personId: id, kind };
  const differing = people.filter((person) =>
    contactKinds.some((kind) => differs(known(person.id, kind), valueOf(person, kind))),
  );
  const changing = differing.map(({ id }) => id);
  const all = await from.recordsOfMany(trx, changing);
  const looked = {
    now,
    records: Map.groupBy(all, ({ personId }) => personId),
    own: await contactsOfMany(trx, changing),
    withPassword: await withPassword(trx, changing),
  };
  const changed = differing.flatMap((person) => {
    const contacts = contactKinds.map((kind) => known(person.id, kind));
    return afterAll(looked, person, contacts);
  });
  await saveSourceContacts(trx, changed);
}

const valueOf = (person: PersonContacts, kind: ContactKind): string | null =>
  kind === 'phone' ? person.phone : person.email;

/** Whether there is anything to look at: most people whom a run touches have the contacts that they had. */
const differs = ({ contact, isHeld, pending, refused }: KnownContact, value: string | null) =>
  value === null
    ? (contact !== null && isHeld) || pending !== null
    : !(value === contact && isHeld && pending === null) &&
      value !== pending &&
      !(value === refused && pending === null);

/** What is known of everybody who is looked at. */
interface Looked {
  now: number;
  records: ReadonlyMap<string, PersonRecord[]>;
  /** What people have confirmed by a code. */
  own: ReadonlyMap<string, string[]>;
  withPassword: ReadonlySet<string>;
}

function afterAll(
  looked: Looked,
  person: PersonContacts,
  all: readonly KnownContact[],
): KnownContact[] {
  const records = looked.records.get(person.id) ?? [];
  const own = looked.own.get(person.id) ?? [];
  const isProven =
    looked.withPassword.has(person.id) ||
    own.length > 0 ||
    all.some(({ provenAt }) => provenAt !== null);
  const shared = {
    hasOther: isProven || all.some(({ contact }) => contact !== null),
    isUnused: !isProven && isOnlyRegistered(records.map(({ source }) => source)),
  };
  const origins = originsOf(records);
  return all.flatMap((before) => {
    const value = valueOf(person, before.kind);
    const field = before.kind === 'phone' ? 'phone' : 'email';
    const recordId = origins.find((origin) => origin.field === field)?.recordId;
    const source = records.find(({ id }) => id === recordId)?.source ?? '';
    const said: ContactSaid = { value, source, isOwn: own.includes(value ?? ''), ...shared };
    const after = afterSaying(before, said, looked.now);
    return isSameState(before, after) ? [] : [{ ...before, ...after }];
  });
}
