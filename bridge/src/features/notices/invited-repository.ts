import type { Database } from '../../kernel/database.ts';
import type { Recipient } from './invitation.ts';

interface InvitedRow {
  series_id: string;
  email_key: string;
  email: string;
  person_id: string | null;
  name: string | null;
  locale: string | null;
}

const table = (db: Database) => db<InvitedRow>('invited_addresses');

/** Remembers who was invited to a series, each address once. */
export async function rememberInvited(
  trx: Database,
  seriesId: string,
  { personId, name, email, locale }: Recipient,
): Promise<void> {
  const row = {
    series_id: seriesId,
    email_key: email.toLowerCase().slice(0, 191),
    email,
    person_id: personId,
    name: name?.slice(0, 255) ?? null,
    locale: locale?.slice(0, 35) ?? null,
  };
  await table(trx).insert(row).onConflict(['series_id', 'email_key']).ignore();
}

export async function invitedTo(db: Database, seriesId: string): Promise<Recipient[]> {
  const rows = await table(db).where({ series_id: seriesId }).orderBy('email_key');
  return rows.map((row) => ({
    personId: row.person_id,
    name: row.name,
    email: row.email,
    locale: row.locale,
  }));
}

export async function forgetInvited(trx: Database, seriesId: string): Promise<void> {
  await table(trx).where({ series_id: seriesId }).delete();
}
