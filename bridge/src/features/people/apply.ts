import type { Database } from '../../kernel/database.ts';
import { newId } from '../../kernel/ids.ts';
import { insertAll, upsert } from './batches.ts';
import { addConflicts } from './conflicts-repository.ts';
import type { PeopleDiff } from './diff.ts';
import type { PersonFacts } from './person.ts';
import { isAuthority, isByHand, resolve, statusOf, type PersonRecord } from './precedence.ts';
import * as repository from './repository.ts';
import { lookAgain } from './waiting-conflicts.ts';
import { toPersonRow, toRecordRow, type PersonRow } from './rows.ts';

/** When it is, and how national phone numbers are read. */
export interface Moment {
  /** Milliseconds. */
  now: number;
  countryCode: string;
}

/**
 * Writes what a diff says, and then what follows for the people it touches.
 * @returns ids of the people who are new or came out different
 */
export async function applyPeople(trx: Database, diff: PeopleDiff, at: Moment): Promise<string[]> {
  const records = newRecords(diff, at.now);
  await insertAll(trx, 'people', newPeople(diff, records, at));
  await insertAll(trx, 'person_accounts', newAccounts(diff));
  await insertAll(trx, 'person_records', records.map(toRecordRow));
  const changed = changedRecords(diff, at.now);
  await repository.saveRecords(trx, changed);
  const same = diff.unchanged.map((record) => record.id);
  await repository.touchRecords(trx, same, at.now);
  const said = new Map(diff.created.map(({ facts }) => [facts.externalId, facts]));
  const conflicts = diff.conflicts.map((conflict) => ({
    ...conflict,
    ...{ id: newId(), at: at.now, facts: said.get(conflict.externalId) ?? null },
  }));
  await addConflicts(trx, diff.from, conflicts);
  // Only a launch changes something by being repeated: it may bring a leaver back.
  const seen = isAuthority(diff.from.source) ? [] : diff.unchanged;
  const touched = [...diff.attached, ...changed, ...seen].map(({ personId }) => personId);
  const different = await refresh(trx, [...new Set(touched)], at);
  await lookAgain(trx, { source: diff.from.source, externalIds: heardOf(diff) });
  return [...new Set([...diff.created.map(({ personId }) => personId), ...different])];
}

/** Accounts that the telling spoke of, or no longer speaks of. */
const heardOf = (diff: PeopleDiff): ReadonlySet<string> =>
  new Set([...diff.personIds.keys(), ...diff.removed.map(({ externalId }) => externalId)]);

function newRecords(diff: PeopleDiff, now: number): PersonRecord[] {
  return [...diff.created, ...diff.attached].map(({ personId, facts, hash }) => ({
    ...diff.from,
    id: newId(),
    personId,
    externalId: facts.externalId,
    facts,
    hash,
    seenAt: now,
    changedAt: now,
    goneAt: null,
  }));
}

function newPeople(diff: PeopleDiff, records: readonly PersonRecord[], at: Moment): PersonRow[] {
  const createdIds = new Set(diff.created.map(({ personId }) => personId));
  return records
    .filter(({ personId }) => createdIds.has(personId))
    .map((record) =>
      toPersonRow(resolve([record]), {
        id: record.personId,
        countryCode: at.countryCode,
        createdAt: at.now,
        updatedAt: at.now,
      }),
    );
}

function newAccounts(diff: PeopleDiff) {
  const row = (facts: PersonFacts, personId: string) => ({
    realm: diff.from.realm,
    external_id: facts.externalId,
    person_id: personId,
  });
  return [
    ...diff.created.map(({ facts, personId }) => row(facts, personId)),
    ...diff.attached
      .filter(({ by }) => by !== 'account')
      .map(({ facts, personId }) => row(facts, personId)),
  ];
}

function changedRecords(diff: PeopleDiff, now: number): PersonRecord[] {
  const said = diff.changed.map(({ record, facts, hash }) => ({
    ...record,
    facts,
    hash,
    seenAt: now,
    changedAt: now,
    goneAt: null,
  }));
  return [...said, ...diff.removed.map((record) => ({ ...record, changedAt: now, goneAt: now }))];
}

/** Resolves people anew from all their records and stores those that came out different; answers their ids. */
export async function refresh(
  trx: Database,
  ids: readonly string[],
  at: Moment,
): Promise<string[]> {
  const rows = await repository.personRows(trx, ids);
  const records = Map.groupBy(
    await repository.recordsOfPeople(trx, ids),
    ({ personId }) => personId,
  );
  const changed = [...rows.values()].flatMap((row) => {
    const next = follows(row, records.get(row.id) ?? [], at);
    return isSame(row, next) ? [] : [{ ...next, updated_at: at.now }];
  });
  await upsert(trx, { table: 'people', key: ['id'] }, changed);
  return changed.map(({ id }) => id);
}

function follows(row: PersonRow, records: readonly PersonRecord[], at: Moment): PersonRow {
  if (row.merged_into !== null) return row;
  // Of whom no source says anything, what was known stays; only a decision says who is active.
  if (records.every(isByHand)) {
    return records.length === 0 ? row : { ...row, status: statusOf(records) };
  }
  return toPersonRow(resolve(records), {
    id: row.id,
    countryCode: at.countryCode,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  });
}

const isSame = (a: PersonRow, b: PersonRow): boolean =>
  Object.entries(b).every(([column, value]) => a[column as keyof PersonRow] === value);
