import type { Database } from '../../kernel/database.ts';

export type DecisionKind =
  'deactivate' | 'keep-active' | 'by-sources' | 'merge' | 'attach' | 'apart';

/** Something that an administrator decided about a person. */
export interface Decision {
  id: string;
  kind: DecisionKind;
  personId: string;
  /** The other one, where it is about two. */
  otherId: string | null;
  conflictId: string | null;
  reason: string | null;
  actorId: string;
  at: number;
  /** What an undo needs besides rows that were moved. */
  detail: unknown;
  undoneAt: number | null;
  undoneBy: string | null;
}

interface DecisionRow {
  id: string;
  kind: DecisionKind;
  person_id: string;
  other_id: string | null;
  conflict_id: string | null;
  reason: string | null;
  actor_id: string;
  at: number;
  detail: string;
  undone_at: number | null;
  undone_by: string | null;
}

const fromRow = (row: DecisionRow): Decision => ({
  ...{ id: row.id, kind: row.kind, personId: row.person_id, otherId: row.other_id },
  ...{ conflictId: row.conflict_id, reason: row.reason, actorId: row.actor_id, at: row.at },
  detail: JSON.parse(row.detail) as unknown,
  ...{ undoneAt: row.undone_at, undoneBy: row.undone_by },
});

export async function addDecision(
  trx: Database,
  decision: Omit<Decision, 'undoneAt' | 'undoneBy'>,
): Promise<void> {
  const row: DecisionRow = {
    ...{ id: decision.id, kind: decision.kind, person_id: decision.personId },
    ...{ other_id: decision.otherId, conflict_id: decision.conflictId, reason: decision.reason },
    ...{ actor_id: decision.actorId, at: decision.at },
    ...{ detail: JSON.stringify(decision.detail), undone_at: null, undone_by: null },
  };
  await trx<DecisionRow>('person_decisions').insert(row);
}

/** The last decision of these kinds about a person; null where there was none. */
export async function lastDecision(
  db: Database,
  personId: string,
  kinds: readonly DecisionKind[],
): Promise<Decision | null> {
  const row = await db<DecisionRow>('person_decisions')
    .where({ person_id: personId })
    .whereIn('kind', kinds)
    .orderBy([{ column: 'at', order: 'desc' }, 'id'])
    .first();
  return row ? fromRow(row) : null;
}
