import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';
import { factsHash } from './diff.ts';
import { isNaming, type NamingKind, type PersonRecord } from './precedence.ts';
import { refresh, type Moment } from './refresh.ts';
import * as repository from './repository.ts';

/** A name that no source gave. */
export interface GivenName {
  personId: string;
  /** `self`: the person gave it. `numbered`: somebody of whom only a number in a course is known. */
  kind: NamingKind;
  name: string;
}

interface Deps {
  db: Database;
  at: (trx: Database) => Promise<Moment>;
  changed: ((trx: Database, personIds: readonly string[]) => Promise<void>) | undefined;
}

/** Names of people of whom no source gives one. */
export const createNaming = ({ db, at, changed }: Deps) => ({
  /** Those of these people of whom no name is known, with the language that they use. */
  nameless: (trx: Database, personIds: readonly string[]) => repository.nameless(trx, personIds),
  /** Keeps names that no source gave; what a source says stands before them. */
  giveNames: async (trx: Database, names: readonly GivenName[]): Promise<void> => {
    const different = await giveNames(trx, names, await at(trx));
    await changed?.(trx, different);
  },
  /** Whether the person may give a name, and the one that they gave. */
  ownName: async (personId: string, trx: Database = db) =>
    ownNameOf(await repository.recordsOfPeople(trx, [personId])),
});

/**
 * Keeps names of people whose sources give none; what any source says later stands before them.
 * @returns ids of who came out different
 */
async function giveNames(
  trx: Database,
  names: readonly GivenName[],
  at: Moment,
): Promise<string[]> {
  const records: PersonRecord[] = [];
  for (const { personId, kind, name } of names) {
    const [before] = await repository.recordsOfSource(trx, kind, [personId]);
    const facts = {
      externalId: personId,
      displayName: name,
      givenName: '',
      familyName: '',
      email: null,
      campusNumber: null,
      phone: null,
      locale: null,
      timezone: null,
      suspended: false,
    };
    const own = { source: kind, realm: kind, externalId: personId, personId, facts };
    const times = { seenAt: at.now, changedAt: at.now, goneAt: null };
    records.push({ ...own, ...times, id: before?.id ?? newId(), hash: factsHash(facts) });
  }
  await repository.saveRecords(trx, records);
  return refresh(trx, [...new Set(names.map(({ personId }) => personId))], at);
}

/** Whether no source gives a name, so that the person may; and the one that they gave. */
function ownNameOf(records: readonly PersonRecord[]): {
  mayGive: boolean;
  name: string | null;
} {
  const isNamed = records.some((one) => !isNaming(one) && one.facts.displayName !== '');
  const own = records.find(({ source }) => source === 'self');
  return { mayGive: records.length > 0 && !isNamed, name: own?.facts.displayName ?? null };
}
