import type { Database } from '../../../kernel/database.ts';
import type { Conflict } from './candidate.ts';
import type { PersonFacts, SourceOfPeople } from './person.ts';
import { inChunks, insertAll } from '../../../kernel/sql.ts';

interface ConflictRow {
  id: string;
  source: string;
  realm: string | null;
  external_id: string;
  /** `<key>/<reason>`. */
  reason: string;
  /** What the source said of the account when it was met; null for those met long ago. */
  said: string | null;
  created_at: number;
  /** When whoever is concerned was told; null: not yet. */
  announced_at: number | null;
}

interface CandidateRow {
  conflict_id: string;
  person_id: string;
}

/** An account that could not be told apart or brought together, as it was found. */
type FoundConflict = Conflict & { id: string; at: number; facts: PersonFacts | null };

/** Notes conflicts; one that waits already stays as it is. */
export async function addConflicts(
  trx: Database,
  from: SourceOfPeople,
  found: readonly FoundConflict[],
): Promise<void> {
  const rows: ConflictRow[] = found.map((conflict) => ({
    id: conflict.id,
    source: from.source,
    realm: from.realm,
    external_id: conflict.externalId,
    reason: `${conflict.key}/${conflict.reason}`,
    said: conflict.facts && JSON.stringify(conflict.facts),
    created_at: conflict.at,
    announced_at: null,
  }));
  await inChunks(rows, async (chunk) => {
    await trx<ConflictRow>('person_conflicts').insert(chunk).onConflict().ignore();
    return [];
  });
  const ids = rows.map(({ id }) => id);
  const added = await inChunks(ids, (chunk) =>
    trx<ConflictRow>('person_conflicts').whereIn('id', chunk).select('id'),
  );
  const isAdded = new Set(added.map(({ id }) => id));
  for (const { id, candidates } of found) {
    if (isAdded.has(id)) await saveCandidates(trx, id, candidates);
  }
}

/** An account that waits for somebody to look. */
export interface WaitingConflict {
  id: string;
  source: string;
  realm: string | null;
  externalId: string;
  /** `<key>/<reason>`. */
  reason: string;
  said: string | null;
  createdAt: number;
}

const fromRow = (row: ConflictRow): WaitingConflict => ({
  id: row.id,
  source: row.source,
  realm: row.realm,
  externalId: row.external_id,
  reason: row.reason,
  said: row.said,
  createdAt: row.created_at,
});

/** Conflicts of a source, of some of its accounts, or that name one of these people on either side. */
export async function waitingConflicts(
  db: Database,
  which: { source: string; externalIds?: ReadonlySet<string> } | { people: readonly string[] },
): Promise<WaitingConflict[]> {
  if ('source' in which) {
    const rows = await db<ConflictRow>('person_conflicts').where({ source: which.source });
    const { externalIds } = which;
    return rows.map(fromRow).filter((row) => externalIds?.has(row.externalId) ?? true);
  }
  const named = db<CandidateRow>('person_conflict_candidates')
    .whereIn('person_id', [...which.people])
    .select('conflict_id');
  const rows = await db<ConflictRow>('person_conflicts as c')
    .whereIn('c.id', named)
    .orWhereExists(
      db('person_records as r')
        .whereRaw('r.source = c.source and r.external_id = c.external_id')
        .whereIn('r.person_id', [...which.people]),
    )
    .select<ConflictRow[]>('c.*');
  return rows.map(fromRow);
}

/** Conflicts that nobody was told of yet, oldest first; from now on they count as told. */
export async function takeUnannounced(
  trx: Database,
  limit: number,
  now: number,
): Promise<WaitingConflict[]> {
  const rows = await trx<ConflictRow>('person_conflicts')
    .whereNull('announced_at')
    .orderBy(['created_at', 'id'])
    .limit(limit)
    .forUpdate();
  const ids = rows.map(({ id }) => id);
  await trx<ConflictRow>('person_conflicts').whereIn('id', ids).update({ announced_at: now });
  return rows.map(fromRow);
}

/** One conflict, held until the transaction ends; null when it does not wait. */
export async function lockConflict(trx: Database, id: string): Promise<WaitingConflict | null> {
  const row = await trx<ConflictRow>('person_conflicts').where({ id }).forUpdate().first();
  return row ? fromRow(row) : null;
}

/** Lets a conflict wait again, as it was. */
export async function putBack(
  trx: Database,
  conflict: WaitingConflict,
  candidates: readonly string[],
): Promise<void> {
  await trx<ConflictRow>('person_conflicts')
    .insert({
      id: conflict.id,
      source: conflict.source,
      realm: conflict.realm,
      external_id: conflict.externalId,
      reason: conflict.reason,
      said: conflict.said,
      created_at: conflict.createdAt,
      // It waits again after an undo: whoever is concerned was told the first time.
      announced_at: conflict.createdAt,
    })
    .onConflict()
    .ignore();
  await saveCandidates(trx, conflict.id, candidates);
}

/** Who a conflict's account may be. */
export async function candidatesOf(
  db: Database,
  conflictIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await inChunks(conflictIds, (chunk) =>
    db<CandidateRow>('person_conflict_candidates').whereIn('conflict_id', chunk),
  );
  const byConflict = Map.groupBy(rows, (row) => row.conflict_id);
  return new Map([...byConflict].map(([id, all]) => [id, all.map((row) => row.person_id)]));
}

/** Deletes conflicts that nobody has to decide any more, with their candidates. */
export async function dropConflicts(trx: Database, ids: readonly string[]): Promise<void> {
  await inChunks(ids, async (chunk) => {
    await trx<CandidateRow>('person_conflict_candidates').whereIn('conflict_id', chunk).delete();
    await trx<ConflictRow>('person_conflicts').whereIn('id', chunk).delete();
    return [];
  });
}

/** Who a conflict's account may be; those of before are forgotten. */
export async function saveCandidates(
  trx: Database,
  conflictId: string,
  people: readonly string[],
): Promise<void> {
  await trx<CandidateRow>('person_conflict_candidates').where({ conflict_id: conflictId }).delete();
  const rows = [...new Set(people)].map((id) => ({ conflict_id: conflictId, person_id: id }));
  await insertAll(trx, 'person_conflict_candidates', rows);
}
