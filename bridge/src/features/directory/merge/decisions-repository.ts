import type { Database } from '../../../kernel/database.ts';

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
  id: row.id,
  kind: row.kind,
  personId: row.person_id,
  otherId: row.other_id,
  conflictId: row.conflict_id,
  reason: row.reason,
  actorId: row.actor_id,
  at: row.at,
  detail: JSON.parse(row.detail) as unknown,
  undoneAt: row.undone_at,
  undoneBy: row.undone_by,
});

/** In the transaction that carries it out. `detail` is kept as JSON: it is what an undo works with. */
export async function addDecision(
  trx: Database,
  decision: Omit<Decision, 'undoneAt' | 'undoneBy'>,
): Promise<void> {
  const row: DecisionRow = {
    id: decision.id,
    kind: decision.kind,
    person_id: decision.personId,
    other_id: decision.otherId,
    conflict_id: decision.conflictId,
    reason: decision.reason,
    actor_id: decision.actorId,
    at: decision.at,
    detail: JSON.stringify(decision.detail),
    undone_at: null,
    undone_by: null,
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

/** Undone ones too; null for an unknown id. */
export async function findDecision(db: Database, id: string): Promise<Decision | null> {
  const row = await db<DecisionRow>('person_decisions').where({ id }).first();
  return row ? fromRow(row) : null;
}

/** The decision, held until the transaction ends. */
export async function lockDecision(trx: Database, id: string): Promise<Decision | null> {
  const row = await trx<DecisionRow>('person_decisions').where({ id }).forUpdate().first();
  return row ? fromRow(row) : null;
}

/** How many decisions about who is who were made of these people after this one, and still stand. */
export async function laterDecisions(
  trx: Database,
  { id, at }: Decision,
  people: readonly string[],
): Promise<number> {
  const found = await trx<DecisionRow>('person_decisions')
    .whereIn('kind', ['merge', 'attach'])
    .whereNull('undone_at')
    .where('at', '>=', at)
    .whereNot({ id })
    .where((about) => about.whereIn('person_id', [...people]).orWhereIn('other_id', [...people]))
    .count<{ n: number | string }[]>({ n: '*' });
  return Number(found[0]?.n ?? 0);
}

/** To be called with the decision locked (`lockDecision`): it does not look whether somebody undid it before. */
export async function markUndone(
  trx: Database,
  id: string,
  { by, at }: { by: string; at: number },
): Promise<void> {
  await trx<DecisionRow>('person_decisions').where({ id }).update({ undone_by: by, undone_at: at });
}

/** Whether somebody decided a conflict; the last who did, where it was several. */
export async function decisionOf(db: Database, conflictId: string): Promise<Decision | null> {
  const row = await db<DecisionRow>('person_decisions')
    .where({ conflict_id: conflictId, undone_at: null })
    .orderBy('at', 'desc')
    .first();
  return row ? fromRow(row) : null;
}

/** Decisions of these kinds, newest first; about one person, or about anybody. */
export async function listDecisions(
  db: Database,
  query: { kinds: readonly DecisionKind[]; personId: string | null; limit: number },
): Promise<Decision[]> {
  const rows = db<DecisionRow>('person_decisions')
    .whereIn('kind', query.kinds)
    .orderBy([{ column: 'at', order: 'desc' }, 'id'])
    .limit(query.limit);
  const { personId } = query;
  if (personId !== null) {
    void rows.where((about) =>
      about.where({ person_id: personId }).orWhere({ other_id: personId }),
    );
  }
  return (await rows).map(fromRow);
}
