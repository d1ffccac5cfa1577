import type { Database } from '../../../kernel/database.ts';
import type { DataKind, PersonalData } from '../../../kernel/personal-data.ts';
import { becomeStub, moveAccount, takeOutHand } from './bodies-repository.ts';
import type { KeptOfSurvivor } from './contract.ts';
import { countRows, hasRow, moveRows, saveMoved, type Moved } from './moving-repository.ts';
import type { KnownPeople } from './ports.ts';

export interface MergingParts {
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
  { people, personal }: MergingParts,
  merge: Pair & { decisionId: string; now: number },
): Promise<void> {
  const { survivorId: to, otherId: from } = merge;
  const moved: Moved[] = await takeOutHand(trx, from);
  for (const data of movedOf(personal)) moved.push(...(await moveRows(trx, data, { from, to })));
  moved.push(await becomeStub(trx, { from, to, now: merge.now }));
  await saveMoved(trx, merge.decisionId, moved);
  await people.resolveAnew(trx, [to, from]);
}

/** Gives one account to another person, in the caller's transaction. */
export async function attachAccount(
  trx: Database,
  { people }: MergingParts,
  attach: Pair & { decisionId: string; account: { realm: string; externalId: string } },
): Promise<void> {
  const pair = { from: attach.otherId, to: attach.survivorId };
  await saveMoved(trx, attach.decisionId, await moveAccount(trx, attach.account, pair));
  await people.resolveAnew(trx, [attach.survivorId, attach.otherId]);
}

/** What both may have and only the survivor keeps. */
const oneEach: Record<KeptOfSurvivor, { table: string; row: (personId: string) => object }> = {
  password: { table: 'person_passwords', row: (id) => ({ person_id: id }) },
  'personal-meeting-id': {
    table: 'meeting_series',
    row: (id) => ({ owner_person_id: id, unique_key: `personal:${id}` }),
  },
  'ring-settings': { table: 'ring_settings', row: (id) => ({ person_id: id }) },
  'notice-settings': { table: 'notice_settings', row: (id) => ({ person_id: id }) },
};

/** How much would go over, by kind, and what of the other's would not because the survivor has it. */
export async function foreseeMerge(
  db: Database,
  { personal }: Pick<MergingParts, 'personal'>,
  { survivorId, otherId }: Pair,
): Promise<{ counts: { kind: DataKind; count: number }[]; kept: KeptOfSurvivor[] }> {
  const counts = new Map<DataKind, number>();
  for (const data of movedOf(personal)) {
    const count = await countRows(db, data, otherId);
    if (count > 0) counts.set(data.kind, (counts.get(data.kind) ?? 0) + count);
  }
  const kept: KeptOfSurvivor[] = [];
  for (const [what, { table, row }] of Object.entries(oneEach)) {
    const both = await Promise.all(
      [survivorId, otherId].map((id) => hasRow(db, { table, row: { ...row(id) } })),
    );
    if (both.every(Boolean)) kept.push(what as KeptOfSurvivor);
  }
  return { counts: [...counts].map(([kind, count]) => ({ kind, count })), kept };
}
