import type { Database } from '../../kernel/database.ts';
import { folded } from '../../kernel/names.ts';
import type { AuditEntry } from './contract.ts';
import { insertAll } from '../../kernel/sql.ts';

interface EntryRow {
  seq: number;
  at: number;
  actor_id: string | null;
  actor_name: string;
  action: string;
  subject_kind: string;
  subject_id: string;
  subject_name: string;
  department_id: string | null;
  before: string;
  after: string;
  search: string;
}

/** Which entries are wanted. */
export interface AuditQuery {
  search?: string | undefined;
  action?: string | undefined;
  actorId?: string | undefined;
  subjectId?: string | undefined;
  departmentId?: string | undefined;
  from?: number | undefined;
  to?: number | undefined;
  /** Only entries before this one. */
  before?: number | undefined;
  limit: number;
}

type NewEntry = Omit<AuditEntry, 'seq'>;

/** In the transaction of what they tell of: neither is there without the other. Their order is that of the list. */
export const addEntries = (db: Database, entries: readonly NewEntry[]): Promise<void> =>
  insertAll(db, 'audit_entries', entries.map(toRow));

function toRow(entry: NewEntry): Omit<EntryRow, 'seq'> {
  const [before, after] = [entry.before, entry.after].map((side) => JSON.stringify(side ?? null));
  return {
    at: entry.at,
    actor_id: entry.actor?.id ?? null,
    actor_name: entry.actor?.name ?? '',
    action: entry.action,
    subject_kind: entry.subject.kind,
    subject_id: entry.subject.id,
    subject_name: entry.subject.name,
    department_id: entry.departmentId,
    before: before ?? 'null',
    after: after ?? 'null',
    search: searchOf(entry),
  };
}

/** All that an entry is found by. A text column of MariaDB holds 64 kB, and a character is up to four bytes. */
function searchOf({ actor, subject, action, ...entry }: NewEntry): string {
  const sides = [entry.before, entry.after].map((side) => JSON.stringify(side ?? null));
  const words = [actor?.name ?? '', subject.name, action, ...sides];
  return folded(words.join('\n')).slice(0, 16_000).toWellFormed();
}

/** Makes anew what the entries of somebody are found by, after their name has gone from them. */
export async function searchAnew(trx: Database, personId: string): Promise<void> {
  const own = await trx<EntryRow>('audit_entries')
    .where({ actor_id: personId })
    .orWhere({ subject_id: personId });
  for (const row of own) {
    const search = searchOf(fromRow(row));
    await trx<EntryRow>('audit_entries').where({ seq: row.seq }).update({ search });
  }
}

/** Entries, newest first. @param departmentIds only of these units; null: of all, and of none */
export async function entries(
  db: Database,
  query: AuditQuery,
  departmentIds: readonly string[] | null,
): Promise<AuditEntry[]> {
  const found = db<EntryRow>('audit_entries').orderBy('seq', 'desc').limit(query.limit);
  if (departmentIds !== null) void found.whereIn('department_id', departmentIds);
  const exact = {
    action: query.action,
    actor_id: query.actorId,
    subject_id: query.subjectId,
    department_id: query.departmentId,
  };
  for (const [column, value] of Object.entries(exact)) {
    if (value !== undefined) void found.where(column, value);
  }
  if (query.from !== undefined) void found.where('at', '>=', query.from);
  if (query.to !== undefined) void found.where('at', '<', query.to);
  if (query.before !== undefined) void found.where('seq', '<', query.before);
  if (query.search) {
    const pattern = `%${folded(query.search).replace(/[!%_]/gu, '!$&')}%`;
    void found.whereRaw(`search like ? escape '!'`, [pattern]);
  }
  return (await found).map(fromRow);
}

const fromRow = (row: EntryRow): AuditEntry => ({
  seq: row.seq,
  at: row.at,
  actor: row.actor_id === null ? null : { id: row.actor_id, name: row.actor_name },
  action: row.action,
  subject: { kind: row.subject_kind, id: row.subject_id, name: row.subject_name },
  departmentId: row.department_id,
  before: JSON.parse(row.before) as unknown,
  after: JSON.parse(row.after) as unknown,
});
