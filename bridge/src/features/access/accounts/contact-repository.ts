import type { Database } from '../../../kernel/database.ts';
import { inChunks } from '../../../kernel/sql.ts';

interface ContactRow {
  contact_key: string;
  person_id: string;
  confirmed_at: number;
}

const contacts = (db: Database) => db<ContactRow>('login_contacts');

/** The phone numbers (E.164) and mail addresses that somebody has confirmed, the latest first. */
export async function contactsOf(db: Database, personId: string): Promise<string[]> {
  const rows = await contacts(db).where({ person_id: personId }).orderBy('confirmed_at', 'desc');
  return rows.map((row) => row.contact_key);
}

/** The same of many people, in no order. */
export async function contactsOfMany(
  db: Database,
  personIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await inChunks(personIds, (chunk) => contacts(db).whereIn('person_id', chunk));
  const byPerson = Map.groupBy(rows, (row) => row.person_id);
  return new Map([...byPerson].map(([id, all]) => [id, all.map((row) => row.contact_key)]));
}

/** Who has confirmed one of these; ids, each once. */
export async function ownersOf(db: Database, keys: readonly string[]): Promise<string[]> {
  const rows = await contacts(db).whereIn('contact_key', keys);
  return [...new Set(rows.map((row) => row.person_id))];
}

/** Notes a contact as confirmed now. A contact belongs to one person: whoever had it before has it no longer. */
export async function saveContact(
  db: Database,
  personId: string,
  { contact, now }: { contact: string; now: number },
): Promise<void> {
  await contacts(db)
    .insert({ contact_key: contact, person_id: personId, confirmed_at: now })
    .onConflict('contact_key')
    .merge(['person_id', 'confirmed_at']);
}

interface ProofRow {
  session_id: string;
  proven_at: number;
}

const proofs = (db: Database) => db<ProofRow>('login_proofs');

/** Notes that a session's owner has shown a code. */
export async function saveProof(db: Database, sessionId: string, now: number): Promise<void> {
  await proofs(db)
    .insert({ session_id: sessionId, proven_at: now })
    .onConflict('session_id')
    .merge(['proven_at']);
}

/** Whether a code was shown in this session after a moment: what changes how one logs in asks for it. */
export async function isProvenSince(
  db: Database,
  sessionId: string,
  since: number,
): Promise<boolean> {
  const row = await proofs(db).where({ session_id: sessionId }).first();
  return row !== undefined && row.proven_at > since;
}

/** Deletes those that are older than a moment. */
export async function sweepProofs(db: Database, before: number): Promise<void> {
  await proofs(db).where('proven_at', '<', before).delete();
}
