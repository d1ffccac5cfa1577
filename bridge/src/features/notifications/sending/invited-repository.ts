import type { Database } from '../../../kernel/database.ts';
import type { Invited } from './invitation.ts';

interface InvitedRow {
  series_id: string;
  email_key: string;
  email: string;
  person_id: string | null;
  name: string | null;
  locale: string | null;
  link_id: string | null;
}

const table = (db: Database) => db<InvitedRow>('invited_addresses');

/** Remembers who was invited to a series and by which link, each address once; the latest link counts. */
export async function rememberInvited(
  trx: Database,
  seriesId: string,
  { personId, name, email, locale, linkId }: Invited,
): Promise<void> {
  const row = {
    series_id: seriesId,
    email_key: email.toLowerCase().slice(0, 191),
    email,
    person_id: personId,
    name: name?.slice(0, 255) ?? null,
    locale: locale?.slice(0, 35) ?? null,
    link_id: linkId,
  };
  await table(trx).insert(row).onConflict(['series_id', 'email_key']).merge(['link_id']);
}

/** Everybody who was ever invited and not forgotten, by address. */
export async function invitedTo(db: Database, seriesId: string): Promise<Invited[]> {
  const rows = await table(db).where({ series_id: seriesId }).orderBy('email_key');
  return rows.map((row) => ({
    personId: row.person_id,
    name: row.name,
    email: row.email,
    locale: row.locale,
    linkId: row.link_id,
  }));
}

/** Gives a link to those of a series who have none. */
export async function giveLink(trx: Database, seriesId: string, linkId: string): Promise<void> {
  await table(trx).where({ series_id: seriesId, link_id: null }).update({ link_id: linkId });
}

/** Whether somebody was invited before links were kept with invitations; `giveLink` gives them one. */
export async function areWithoutLink(db: Database, seriesId: string): Promise<boolean> {
  return (await table(db).where({ series_id: seriesId, link_id: null }).first()) !== undefined;
}

/** Nobody will be told of this series again: it was cancelled. */
export async function forgetInvited(trx: Database, seriesId: string): Promise<void> {
  await table(trx).where({ series_id: seriesId }).delete();
}
