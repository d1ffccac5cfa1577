import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';
import { addConflicts, candidatesOf, waitingConflicts } from './conflicts-repository.ts';
import { emailKey } from './keys.ts';
import { withoutHeldKeys, type Denied } from './keys-held.ts';
import { isByHand, resolve, statusOf, type PersonRecord } from './precedence.ts';
import { keptApart } from './apart-repository.ts';
import * as repository from './repository.ts';
import { toPersonRow, type PersonRow } from './rows.ts';
import { believed, type VouchesOf } from './trust.ts';
import { upsert } from '../../../kernel/sql.ts';

/** When it is, how national phone numbers are read, and who is believed in what. */
export interface Moment {
  /** Milliseconds. */
  now: number;
  countryCode: string;
  vouchesOf: VouchesOf;
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
  const rewritten = [...rows.values()].map((before) => ({
    before,
    next: follows(before, records.get(before.id) ?? [], at),
  }));
  const kept = await withoutHeldKeys(trx, rewritten);
  const changed = kept.rows
    .filter((next) => !isSame(rows.get(next.id), next))
    .map((next) => ({ ...next, updated_at: at.now }));
  await upsert(trx, { table: 'people', key: ['id'] }, changed);
  await noteDenied(trx, kept.denied, { at, records: [...records.values()].flat() });
  return changed.map(({ id }) => id);
}

function follows(row: PersonRow, records: readonly PersonRecord[], at: Moment): PersonRow {
  if (row.merged_into !== null) return row;
  // Of whom no source says anything, what was known stays; only a decision says who is active.
  if (records.every(isByHand)) {
    return records.length === 0 ? row : { ...row, status: statusOf(records) };
  }
  return toPersonRow(resolve(records, at.vouchesOf), {
    id: row.id,
    countryCode: at.countryCode,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  });
}

const isSame = (a: PersonRow | undefined, b: PersonRow): boolean =>
  Object.entries(b).every(([column, value]) => a?.[column as keyof PersonRow] === value);

/** Lists what was not taken over, unless the account waits for the same people already or is kept apart from them. */
export async function noteDenied(
  trx: Database,
  denied: readonly Denied[],
  { at, records }: { at: Moment; records: readonly PersonRecord[] },
): Promise<void> {
  for (const { personId, key, value, holders } of denied) {
    const own = records.filter((record) => record.personId === personId);
    const claims = own.find((record) => says(record, { key, value }, at.vouchesOf));
    if (!claims) continue;
    const { source, realm, externalId, facts } = claims;
    const waiting = await waitingConflicts(trx, { source, externalIds: new Set([externalId]) });
    const apart = (await keptApart(trx, realm, [externalId])).get(externalId);
    const candidates = holders.filter((id) => !apart?.has(id));
    const listed = await candidatesOf(
      trx,
      waiting.map(({ id }) => id),
    );
    const isListed = [...listed.values()].some((ids) => candidates.every((id) => ids.includes(id)));
    if (isListed || candidates.length === 0) continue;
    const conflict = { externalId, key, reason: 'key-taken' as const, candidates, facts };
    await addConflicts(trx, { source, realm }, [{ ...conflict, id: newId(), at: at.now }]);
  }
}

function says(
  record: PersonRecord,
  { key, value }: Pick<Denied, 'key' | 'value'>,
  vouchesOf: VouchesOf,
): boolean {
  const { campusNumber, email } = believed(record.facts, vouchesOf(record));
  return (key === 'email' ? emailKey(email) : campusNumber) === value;
}
