import { createLookup } from '../../../kernel/batches.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';
import { applyPeople } from './apply.ts';
import { candidatesFor, type PrivilegeReader } from './candidates.ts';
import { diffPeople, type PeopleDiff } from './diff.ts';
import { overrideStatus } from './override.ts';
import { phoneKey } from './keys.ts';
import type { KnownPeople } from './matching.ts';
import { mayBe } from './may-be.ts';
import { readFacts } from './reading.ts';
import { normaliseRealm, type Person, type PersonFacts, type SourceOfPeople } from './person.ts';
import type { PersonStatus } from './person.ts';
import { followTrust } from './following-trust.ts';
import { createNaming } from './own-names.ts';
import { foresee, type FieldChange } from './foresee.ts';
import type { PersonRecord } from './precedence.ts';
import { refresh } from './refresh.ts';
import { isTrustedSource } from './registered.ts';
import { keptApart } from './apart-repository.ts';
import * as repository from './repository.ts';
import { factsOf, type UnreadAccount } from './unread.ts';
import { isLms, usualTrust, type VouchesOf } from './trust.ts';
import { lookAgain } from './waiting-conflicts.ts';

/** What people are made with. */
export interface PeopleDeps {
  db: Database;
  clock: Clock;
  /** Calling code, without `+`, of phone numbers in the national form; 86 unless told. */
  countryCode?: string;
  /** Other spellings of a realm, for example a Moodle's former address → its wwwroot. */
  realmAliases?: Readonly<Record<string, string>>;
  /** Told, in the same transaction, who is new or came out different. */
  changed?: PeopleChanged;
  /** What each source vouches for; the campus's own for everything and an LMS for nothing unless told. */
  trust?: (trx: Database) => Promise<VouchesOf>;
  /** Who administers or teaches; nobody unless told. */
  privileged?: PrivilegeReader;
}

/** Told of people that a transaction changes, within it. */
export type PeopleChanged = (trx: Database, personIds: readonly string[]) => Promise<void>;

/** What a source says of its accounts. `complete`: these are all it has, others have left. */
export interface SourceReport {
  from: SourceOfPeople;
  people: readonly PersonFacts[];
  complete: boolean;
  /** Accounts that the source takes back, of one that never tells of everybody. */
  gone?: readonly string[];
}

/** People, and what each source says of them. Functions that take a database run in the caller's transaction. */
export function createPeopleService(options: PeopleDeps) {
  const { db, clock } = options;
  const { countryCode, trust } = settled(options);
  const at = async (trx: Database) => ({
    now: clock.now(),
    countryCode,
    vouchesOf: await trust(trx),
  });
  const find = createLookup(async (ids) => {
    const found = await repository.findPeople(db, ids);
    return new Map(found.map((person) => [person.id, person]));
  });
  return {
    ...createNaming({ db, at, changed: options.changed }),
    /** Calling code of phone numbers in the national form. */
    countryCode,
    /** The person, active or not. */
    find,
    /** The person, or null when there is none or they were deactivated. */
    findActive: async (id: string): Promise<Person | null> => {
      const person = await find(id);
      return person?.status === 'active' ? person : null;
    },
    /** The person with this id, or whom that one turned out to be. */
    current: (id: string, trx: Database = db): Promise<Person | null> =>
      repository.current(trx, id),
    /** A page of the ids of all people, deactivated ones too, in order, from behind `after`. */
    idsAfter: (after: string, limit: number): Promise<string[]> =>
      repository.idsAfter(db, after, limit),
    findMany: (ids: readonly string[], trx: Database = db): Promise<Person[]> =>
      repository.findPeople(trx, ids),
    /** These people's accounts in a realm: person → account id; who has none is left out. */
    accountsIn: (realm: string, ids: readonly string[]): Promise<Map<string, string>> =>
      repository.accountsOfPeople(db, realmOf(options, realm), ids),
    /** Whose account of a realm this is, active or not; null where nobody's is known. */
    withAccount: async (realm: string, externalId: string): Promise<string | null> =>
      (await repository.accountsOf(db, realmOf(options, realm), [externalId])).get(externalId) ??
      null,
    /** Who an account of a directory that was not read yet would be by its campus number; null where in doubt. */
    matched: async (account: UnreadAccount): Promise<string | null> => {
      const from = { source: account.realm, realm: account.realm };
      const report = { from, people: [factsOf(account)], complete: false };
      const [match] = (await diff(options, db, report)).attached;
      return match?.by === 'campus-number' ? match.personId : null;
    },
    /** Whom somebody may be of whom only an LMS knows: see `mayBe`. */
    mayBe: async (personId: string, trx: Database = db): Promise<string[]> => mayBe(trx, personId),
    /** The active people who have this campus number, mail address or phone number. */
    named: (key: string): Promise<Person[]> => repository.named(db, key, countryCode),
    /** A telephone number as a key (E.164), read as the campus's country writes it; null when it is none. */
    phoneKey: (phone: string | null): string | null => phoneKey(phone, countryCode),
    /** The active people who have one of these telephone numbers (E.164). */
    withPhones: (trx: Database, phones: readonly string[]) => repository.withPhones(trx, phones),
    /** The realm that this spelling stands for. */
    realmOf: (realm: string): string => realmOf(options, realm),
    /** What a telling would change; reads only. */
    diff: (trx: Database, report: SourceReport): Promise<PeopleDiff> => diff(options, trx, report),
    /** What a diff would change about people who are known, field by field; reads only. */
    foresee: async (trx: Database, changes: PeopleDiff): Promise<Map<string, FieldChange[]>> =>
      foresee(trx, changes, await at(trx)),
    /** A source's own records of these accounts. */
    records: (trx: Database, source: string, externalIds: readonly string[]) =>
      repository.recordsOfSource(trx, source, externalIds),
    /** Does what a diff says. Done in the transaction in which the diff was made. */
    apply: async (trx: Database, changes: PeopleDiff): Promise<void> => {
      const different = await applyPeople(trx, changes, await at(trx));
      await options.changed?.(trx, different);
    },
    /** Whether a source that the campus itself fills names the person. */
    isRegistered: async (personId: string): Promise<boolean> =>
      (await repository.recordsOfPeople(db, [personId])).some(
        ({ source, goneAt }) => goneAt === null && isTrustedSource(source),
      ),
    /** All that any source says of a person. */
    recordsOf: (personId: string, trx: Database = db): Promise<PersonRecord[]> =>
      repository.recordsOfPeople(trx, [personId]),
    /** The same of many people. */
    recordsOfMany: (trx: Database, personIds: readonly string[]): Promise<PersonRecord[]> =>
      repository.recordsOfPeople(trx, personIds),
    /** Resolves people anew whose records were moved, and looks again at the conflicts that name them. */
    resolveAnew: async (trx: Database, personIds: readonly string[]): Promise<void> => {
      const now = await at(trx);
      const first = await refresh(trx, personIds, now);
      const freed = await lookAgain(trx, { people: personIds }, now.vouchesOf);
      const then = await refresh(trx, freed, now);
      await options.changed?.(trx, [...new Set([...personIds, ...first, ...then])]);
    },
    /** Goes through everybody where something else is declared of what sources vouch for. @returns how many changed */
    followTrust: (declared: string): Promise<number> =>
      followTrust(db, declared, {
        now: () => clock.now(),
        again: async (trx, ids) => {
          const now = await at(trx);
          const first = await refresh(trx, ids, now);
          const then = await refresh(
            trx,
            await lookAgain(trx, { people: ids }, now.vouchesOf),
            now,
          );
          const different = [...new Set([...first, ...then])];
          await options.changed?.(trx, different);
          return different.length;
        },
      }),
    /** What each source vouches for now. */
    vouchesOf: (trx: Database = db): Promise<VouchesOf> => trust(trx),
    /** Active people with the address that they are known by, whom one may write to about their account. */
    addressees: (trx: Database, ids: readonly string[]) => repository.addressees(trx, ids),
    /** Notes that somebody is active or not whatever the sources say; null: the sources decide again. */
    overrideStatus: async (
      trx: Database,
      personId: string,
      standing: PersonStatus | null,
    ): Promise<void> => {
      const different = await overrideStatus(trx, { personId, standing }, await at(trx));
      await options.changed?.(trx, different);
    },
  };
}

function realmOf({ realmAliases = {} }: PeopleDeps, realm: string): string {
  const spelled = normaliseRealm(realm);
  return realmAliases[realm] ?? realmAliases[spelled] ?? spelled;
}

async function diff(options: PeopleDeps, trx: Database, report: SourceReport): Promise<PeopleDiff> {
  const from = { ...report.from, realm: realmOf(options, report.from.realm) };
  const { countryCode } = settled(options);
  const incoming = report.people.map((facts) => readFacts(facts, countryCode).facts);
  const gone = new Set(report.gone ?? []);
  const ids = [...incoming.map(({ externalId }) => externalId), ...gone];
  const wanted = report.complete ? 'all' : ids;
  const records = await repository.recordsOfSource(trx, from.source, wanted);
  const before = new Set(records.map(({ externalId }) => externalId));
  const strangers = incoming.filter(({ externalId }) => !before.has(externalId));
  const { complete } = report;
  const known = await knownTo(options, trx, {
    from,
    strangers,
    report: { people: incoming, complete, gone },
  });
  return diffPeople({ from, incoming, records, known, complete, gone, newId });
}

interface Strangers {
  from: SourceOfPeople;
  strangers: readonly PersonFacts[];
  report: Pick<SourceReport, 'people' | 'complete'> & { gone: ReadonlySet<string> };
}

/** What it takes to match accounts that are told of for the first time. */
async function knownTo(
  options: PeopleDeps,
  trx: Database,
  { from, strangers, report }: Strangers,
): Promise<KnownPeople> {
  const { countryCode, privileged } = settled(options);
  const present = new Set(report.people.map(({ externalId }) => externalId));
  const leaves = (id: string) => report.gone.has(id) || (report.complete && !present.has(id));
  const ids = strangers.map(({ externalId }) => externalId);
  return {
    countryCode,
    accounts: await repository.accountsOf(trx, from.realm, ids),
    apart: await keptApart(trx, from.realm, ids),
    candidates: await candidatesFor(trx, { strangers, from, countryCode, leaves, privileged }),
    vouches: (await settled(options).trust(trx))(from),
    isLms: isLms(from.source),
  };
}

/** The options with what holds where nothing is told. */
const settled = (options: PeopleDeps) => ({
  countryCode: options.countryCode ?? '86',
  trust: options.trust ?? (() => Promise.resolve(usualTrust)),
  privileged: options.privileged ?? (() => Promise.resolve(new Set<string>())),
});
