import type { Database } from '../../kernel/database.ts';
import { inChunks, upsert } from './batches.ts';
import type { Conflict } from './matching.ts';
import type { PersonFacts, SourceOfPeople } from './person.ts';

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
}

interface CandidateRow {
  conflict_id: string;
  person_id: string;
}

/** An account that could not be told apart or brought together, as it was found. */
export type FoundConflict = Conflict & { id: string; at: number; facts: PersonFacts | null };

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
  const candidates = found
    .filter(({ id }) => isAdded.has(id))
    .flatMap(({ id, candidates: people }) =>
      [...new Set(people)].map((personId) => ({ conflict_id: id, person_id: personId })),
    );
  await saveCandidates(trx, candidates);
}

const saveCandidates = (trx: Database, rows: readonly CandidateRow[]): Promise<void> =>
  upsert(trx, { table: 'person_conflict_candidates', key: ['conflict_id', 'person_id'] }, rows);
