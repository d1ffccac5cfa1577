import type { Database } from '../../../kernel/database.ts';
import type { Candidate } from './candidate.ts';
import { emailKey, phoneKey } from './keys.ts';
import type { PersonFacts, SourceOfPeople } from './person.ts';
import { isAuthority, isByHand, type PersonRecord } from './precedence.ts';
import * as repository from './repository.ts';
import { isLms } from './trust.ts';

/** Answers which of these people administer anything, or teach. */
export type PrivilegeReader = (
  trx: Database,
  personIds: readonly string[],
) => Promise<ReadonlySet<string>>;

interface Asking {
  /** Accounts that nobody knows yet. */
  strangers: readonly PersonFacts[];
  from: SourceOfPeople;
  countryCode: string;
  /** Whether the source says that an account of it is gone now. */
  leaves: (externalId: string) => boolean;
  privileged: PrivilegeReader;
}

/** Everybody whom these accounts may belong to, with what it takes to tell whether they do. */
export async function candidatesFor(trx: Database, asking: Asking): Promise<Candidate[]> {
  const { strangers, from, countryCode, leaves } = asking;
  const rows = await repository.withKeys(trx, keysOf(strangers, countryCode));
  const ids = rows.map(({ id }) => id);
  const records = await repository.recordsOfPeople(trx, ids);
  const byPerson = Map.groupBy(records, ({ personId }) => personId);
  const privileged =
    isLms(from.source) && ids.length > 0 ? await asking.privileged(trx, ids) : new Set<string>();
  return rows.map((row) => {
    const own = (byPerson.get(row.id) ?? []).filter((record) => !isByHand(record));
    const mails = own.map(({ facts }) => emailKey(facts.email));
    const here = own.filter(({ realm }) => realm === from.realm);
    const told = here.filter(({ source, externalId }) =>
      source === from.source ? !leaves(externalId) : true,
    );
    return {
      id: row.id,
      campusNumber: row.campus_number,
      emailKey: row.email_key,
      phoneKey: row.phone_key,
      accounts: liveAccounts(told, here),
      names: own.map(({ facts }) => facts),
      mails: [...mails, row.email_key].filter((mail) => mail !== null),
      isPrivileged: privileged.has(row.id),
    };
  });
}

/**
 * Accounts of a realm that are still there. Where the realm has a list of everybody, the list says so; a launch
 * of long ago does not.
 */
function liveAccounts(told: readonly PersonRecord[], here: readonly PersonRecord[]): string[] {
  const ids = [...new Set(here.map(({ externalId }) => externalId))];
  return ids.filter((id) => {
    const isListed = here.some((one) => one.externalId === id && isAuthority(one.source));
    return told.some(
      ({ externalId, goneAt, source }) =>
        externalId === id && goneAt === null && (!isListed || isAuthority(source)),
    );
  });
}

function keysOf(people: readonly PersonFacts[], countryCode: string) {
  const present = (values: (string | null)[]) => [
    ...new Set(values.filter((value) => value !== null)),
  ];
  return {
    campus_number: present(people.map((facts) => facts.campusNumber)),
    email_key: present(people.map((facts) => emailKey(facts.email))),
    phone_key: present(people.map((facts) => phoneKey(facts.phone, countryCode))),
  };
}
