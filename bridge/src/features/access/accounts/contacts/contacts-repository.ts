import type { Database } from '../../../../kernel/database.ts';
import type { ContactKind, ContactState } from './contact.ts';
import { inChunks, upsert } from '../../../../kernel/sql.ts';

interface ContactRow {
  person_id: string;
  kind: ContactKind;
  contact: string | null;
  is_held: boolean | number;
  given_source: string | null;
  proven_at: number | null;
  pending: string | null;
  pending_source: string | null;
  pending_at: number | null;
  told_at: number | null;
  refused: string | null;
}

/** A contact with whose it is. */
export interface KnownContact extends ContactState {
  personId: string;
  kind: ContactKind;
}

const table = (db: Database) => db<ContactRow>('source_contacts');

const fromRow = (row: ContactRow): KnownContact => ({
  personId: row.person_id,
  kind: row.kind,
  contact: row.contact,
  isHeld: Boolean(row.is_held),
  givenBy: row.given_source,
  provenAt: row.proven_at,
  pending: row.pending,
  pendingBy: row.pending_source,
  pendingAt: row.pending_at,
  toldAt: row.told_at,
  refused: row.refused,
});

const toRow = (one: KnownContact): ContactRow => ({
  person_id: one.personId,
  kind: one.kind,
  contact: one.contact,
  is_held: one.isHeld,
  given_source: one.givenBy,
  proven_at: one.provenAt,
  pending: one.pending,
  pending_source: one.pendingBy,
  pending_at: one.pendingAt,
  told_at: one.toldAt,
  refused: one.refused,
});

/** What sources said of these people's contacts. */
export async function sourceContactsOf(
  db: Database,
  personIds: readonly string[],
): Promise<KnownContact[]> {
  const rows = await inChunks(personIds, (chunk) => table(db).whereIn('person_id', chunk));
  return rows.map(fromRow);
}

/** One of them, held until the transaction ends; null where there is none. */
export async function lockContact(
  trx: Database,
  personId: string,
  kind: ContactKind,
): Promise<KnownContact | null> {
  const row = await table(trx).where({ person_id: personId, kind }).forUpdate().first();
  return row ? fromRow(row) : null;
}

/** Replaces what is known of each person's contact of each kind. */
export const saveSourceContacts = (trx: Database, all: readonly KnownContact[]): Promise<void> =>
  upsert(trx, { table: 'source_contacts', key: ['person_id', 'kind'] }, all.map(toRow));

/** Who logs in with one of these; ids, each once. */
export async function sourceOwnersOf(db: Database, keys: readonly string[]): Promise<string[]> {
  const rows = await table(db).whereIn('contact', keys).where({ is_held: true });
  return [...new Set(rows.map((row) => row.person_id))];
}

/** Somebody has logged in: what they log in with is theirs. */
export async function markProven(db: Database, personId: string, now: number): Promise<void> {
  await table(db)
    .where({ person_id: personId, is_held: true })
    .whereNotNull('contact')
    .update({ proven_at: now });
}

/** Contacts that changed and of which nobody was told yet. */
export async function untoldContacts(db: Database, limit: number): Promise<KnownContact[]> {
  const rows = table(db)
    .whereNotNull('pending')
    .whereNull('told_at')
    .orderBy('pending_at')
    .limit(limit);
  return (await rows).map(fromRow);
}

/** False when another bridge was first. */
export async function markNotified(
  trx: Database,
  { personId, kind, pending }: KnownContact,
  now: number,
): Promise<boolean> {
  const changed = await table(trx)
    .where({ person_id: personId, kind, pending, told_at: null })
    .update({ told_at: now });
  return changed === 1;
}
