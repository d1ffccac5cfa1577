import type { Moved } from '../people/index.ts';
import type { Database } from '../../../kernel/database.ts';
import { oneEach, type DataKind, type PersonalData } from '../../../kernel/personal-data.ts';
import type { KeptOfSurvivor } from './contract.ts';
import { countRows, hasRow, moveRows, saveMoved } from './moving-repository.ts';
import type { KnownPeople } from './ports.ts';

export interface MergingDeps {
  people: KnownPeople;
  /** What every feature keeps about people, and what becomes of it in a merge. */
  personal: readonly PersonalData[];
}

/** Who stays, and who turned out to be them. */
export interface Pair {
  survivorId: string;
  otherId: string;
}

/** The declarations whose rows are moved: they say themselves whose they are. */
const movedOf = (personal: readonly PersonalData[]): PersonalData[] =>
  personal.filter(
    ({ table, column, holds, via, merge }) =>
      (holds === 'person' || holds === 'participant') &&
      via === undefined &&
      (merge === 'move' || merge === 'survivor') &&
      !(table === 'people' && column === 'id'),
  );

/** Makes two people one, in the caller's transaction; what was moved is kept under the decision. */
export async function mergeRows(
  trx: Database,
  { people, personal }: MergingDeps,
  merge: Pair & { decisionId: string; now: number },
): Promise<void> {
  const { survivorId: to, otherId: from } = merge;
  const moved: Moved[] = await people.merged.removeOverride(trx, from);
  for (const data of movedOf(personal)) moved.push(...(await moveRows(trx, data, { from, to })));
  moved.push(await people.merged.becomeRedirect(trx, { from, to, now: merge.now }));
  await saveMoved(trx, merge.decisionId, moved);
  await people.resolveAnew(trx, [to, from]);
}

/** Gives one account to another person, in the caller's transaction. */
export async function attachAccount(
  trx: Database,
  { people }: MergingDeps,
  attach: Pair & { decisionId: string; account: { realm: string; externalId: string } },
): Promise<void> {
  const pair = { from: attach.otherId, to: attach.survivorId };
  await saveMoved(
    trx,
    attach.decisionId,
    await people.merged.moveAccount(trx, attach.account, pair),
  );
  await people.resolveAnew(trx, [attach.survivorId, attach.otherId]);
}

/** What somebody has one of: the column that says whose, or the one that spells the id. */
const oneOf = ({ table, column, spelled }: PersonalData, id: string) => ({
  table,
  row: spelled ? { [column]: id, [spelled.column]: `${spelled.prefix}${id}` } : { [column]: id },
});

/** How much would go over, by kind, and what of the other's would not because the survivor has it. */
export async function foreseeMerge(
  db: Database,
  { personal }: Pick<MergingDeps, 'personal'>,
  { survivorId, otherId }: Pair,
): Promise<{ counts: { kind: DataKind; count: number }[]; kept: KeptOfSurvivor[] }> {
  const counts = new Map<DataKind, number>();
  for (const data of movedOf(personal)) {
    const count = await countRows(db, data, otherId);
    if (count > 0) counts.set(data.kind, (counts.get(data.kind) ?? 0) + count);
  }
  const kept: KeptOfSurvivor[] = [];
  for (const what of oneEach) {
    const data = personal.find((one) => one.oneEach === what);
    if (!data) continue;
    const both = await Promise.all([survivorId, otherId].map((id) => hasRow(db, oneOf(data, id))));
    if (both.every(Boolean)) kept.push(what);
  }
  return { counts: [...counts].map(([kind, count]) => ({ kind, count })), kept };
}
