import type { Database, Subquery } from '../../../kernel/database.ts';

interface ConflictRow {
  id: string;
  source: string;
  realm: string | null;
  external_id: string;
  reason: string;
  said: string | null;
  created_at: number;
}

/** One that waits, with the person whom its account stands for until somebody decides. */
export interface ListedConflict {
  id: string;
  source: string;
  realm: string;
  externalId: string;
  reason: string;
  createdAt: number;
  /** What the source says of the account, as JSON; null where nothing is known of it any more. */
  said: string | null;
  ownId: string | null;
}

/** Which conflicts are wanted. */
export interface ConflictQuery {
  /** Only those with one of these people on one side; null: all. */
  among: Subquery | null;
  personId: string | null;
  /** Only those after this one. */
  after: { createdAt: number; id: string } | null;
  limit: number;
}

type Joined = ConflictRow & { record_said: string | null; record_realm: string | null } & {
  person_id: string | null;
};

/** Conflicts that wait, oldest first. */
export async function conflictPage(db: Database, query: ConflictQuery): Promise<ListedConflict[]> {
  const { after, personId, among } = query;
  const rows = joined(db)
    .orderBy(['c.created_at', 'c.id'])
    .limit(query.limit)
    .select<Joined[]>('c.*', 'r.person_id', 'r.said as record_said', 'r.realm as record_realm');
  if (among !== null) void rows.where(naming(db, among));
  if (personId !== null) void rows.where(naming(db, [personId]));
  if (after !== null) {
    void rows.where((later) =>
      later
        .where('c.created_at', '>', after.createdAt)
        .orWhere((same) =>
          same.where('c.created_at', after.createdAt).where('c.id', '>', after.id),
        ),
    );
  }
  return (await rows).map(fromRow);
}

const joined = (db: Database) =>
  db('person_conflicts as c').leftJoin('person_records as r', (on) =>
    on.on('r.source', 'c.source').andOn('r.external_id', 'c.external_id'),
  );

/** How many wait with one of these people on one side; null: with anybody. */
export async function countConflicts(db: Database, among: Subquery | null): Promise<number> {
  const rows = joined(db).count<{ n: number | string }[]>({ n: '*' });
  if (among !== null) void rows.where(naming(db, among));
  return Number((await rows)[0]?.n ?? 0);
}

type People = readonly string[] | Subquery;

/** Conflicts with one of these people on either side. */
function naming(db: Database, people: People) {
  const candidate = () =>
    db('person_conflict_candidates as d')
      .whereRaw('d.conflict_id = c.id')
      .whereIn('d.person_id', people as readonly string[])
      .select(db.raw('1'));
  type Builder = ReturnType<typeof joined>;
  return (where: Builder): void =>
    void where.whereExists(candidate()).orWhereIn('r.person_id', people as readonly string[]);
}

const fromRow = (row: Joined): ListedConflict => ({
  id: row.id,
  source: row.source,
  externalId: row.external_id,
  reason: row.reason,
  createdAt: row.created_at,
  realm: row.record_realm ?? row.realm ?? '',
  said: row.record_said ?? row.said,
  ownId: row.person_id,
});

/** One that waits, whoever it is about; null when it does not wait. */
export async function findConflict(db: Database, id: string): Promise<ListedConflict | null> {
  const row = await joined(db)
    .where('c.id', id)
    .select<Joined[]>('c.*', 'r.person_id', 'r.said as record_said', 'r.realm as record_realm');
  return row[0] ? fromRow(row[0]) : null;
}
