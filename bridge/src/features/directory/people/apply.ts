import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';
import { addConflicts } from './conflicts-repository.ts';
import type { PeopleDiff } from './diff.ts';
import { withoutHeldKeys, type Rewritten } from './keys-held.ts';
import type { PersonFacts } from './person.ts';
import { isAuthority, resolve, type PersonRecord } from './precedence.ts';
import { noteDenied, refresh, type Moment } from './refresh.ts';
import * as repository from './repository.ts';
import { lookAgain } from './waiting-conflicts.ts';
import { toPersonRow, toRecordRow } from './rows.ts';
import { insertAll } from '../../../kernel/sql.ts';

/**
 * Writes what a diff says, and then what follows for the people it touches.
 * @returns ids of the people who are new or came out different
 */
export async function applyPeople(trx: Database, diff: PeopleDiff, at: Moment): Promise<string[]> {
  const records = newRecords(diff, at.now);
  const made = await withoutHeldKeys(trx, newPeople(diff, records, at));
  await insertAll(trx, 'people', made.rows);
  await insertAll(trx, 'person_accounts', newAccounts(diff));
  await insertAll(trx, 'person_records', records.map(toRecordRow));
  const changed = changedRecords(diff, at.now);
  await repository.saveRecords(trx, changed);
  const same = diff.unchanged.map((record) => record.id);
  await repository.touchRecords(trx, same, at.now);
  const said = new Map(diff.created.map(({ facts }) => [facts.externalId, facts]));
  const conflicts = diff.conflicts.map((conflict) => ({
    ...conflict,
    id: newId(),
    at: at.now,
    facts: said.get(conflict.externalId) ?? null,
  }));
  await addConflicts(trx, diff.from, conflicts);
  // Only a launch changes something by being repeated: it may bring back who had left.
  const seen = isAuthority(diff.from.source) ? [] : diff.unchanged;
  const touched = [...diff.attached, ...changed, ...seen].map(({ personId }) => personId);
  await noteDenied(trx, made.denied, { at, records });
  const different = await refresh(trx, [...new Set(touched)], at);
  const which = { source: diff.from.source, externalIds: heardOf(diff) };
  const freed = await refresh(trx, await lookAgain(trx, which, at.vouchesOf), at);
  const created = diff.created.map(({ personId }) => personId);
  return [...new Set([...created, ...different, ...freed])];
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

function newPeople(diff: PeopleDiff, records: readonly PersonRecord[], at: Moment): Rewritten[] {
  const createdIds = new Set(diff.created.map(({ personId }) => personId));
  return records
    .filter(({ personId }) => createdIds.has(personId))
    .map((record) => ({
      before: null,
      next: toPersonRow(resolve([record], at.vouchesOf), {
        id: record.personId,
        countryCode: at.countryCode,
        createdAt: at.now,
        updatedAt: at.now,
      }),
    }));
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
