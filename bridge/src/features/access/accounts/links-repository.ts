import type { Database } from '../../../kernel/database.ts';
import { digest, newId, newSecret } from '../../../kernel/ids.ts';
import { dayMs } from '../../../kernel/clock.ts';
import { undoDays } from '../../directory/merge/contract.ts';

/** For how long somebody can answer what they were told, milliseconds: as long as a merge can be undone. */
export const answerMs = undoDays * dayMs;

interface LinkRow {
  id: string;
  digest: string;
  person_id: string;
  kind: LinkKind;
  about: string;
  contact: string | null;
  expires_at: number;
  answered_at: number | null;
  is_mine: boolean | number | null;
}

/** `contact`: a source says another number or address; `connected`: an account was connected. */
export type LinkKind = 'contact' | 'connected';

/** A link by which somebody answers what they were told. */
export interface AccountLink {
  id: string;
  personId: string;
  kind: LinkKind;
  /** The kind of contact, or the decision. */
  about: string;
  contact: string | null;
  /** What was answered; null: nothing yet. */
  isMine: boolean | null;
}

const table = (db: Database) => db<LinkRow>('account_links');

/** Makes a link; answers what stands behind `#` of its address. Only a digest of it is kept. */
export async function addLink(
  trx: Database,
  link: Pick<AccountLink, 'personId' | 'kind' | 'about' | 'contact'>,
  now: number,
): Promise<string> {
  const id = newId();
  const secret = newSecret();
  await table(trx).insert({
    id,
    digest: digest(secret),
    person_id: link.personId,
    kind: link.kind,
    about: link.about,
    contact: link.contact,
    expires_at: now + answerMs,
  });
  return `${id}.${secret}`;
}

/** The link that a token belongs to; null for one that is not known or too old. */
export async function findLink(
  db: Database,
  token: string,
  now: number,
): Promise<AccountLink | null> {
  const [id = '', secret = ''] = token.split('.');
  // A digest tells nothing of the secret: comparing it in the database gives no secret away.
  const row = await table(db)
    .where({ id, digest: digest(secret) })
    .andWhere('expires_at', '>', now)
    .first();
  if (!row) return null;
  return {
    id: row.id,
    personId: row.person_id,
    kind: row.kind,
    about: row.about,
    contact: row.contact,
    isMine: row.answered_at === null ? null : Boolean(row.is_mine),
  };
}

/** Notes the answer; false when it was answered already. */
export async function answerLink(
  trx: Database,
  id: string,
  { isMine, now }: { isMine: boolean; now: number },
): Promise<boolean> {
  const changed = await table(trx)
    .where({ id, answered_at: null })
    .update({ answered_at: now, is_mine: isMine });
  return changed === 1;
}

/** Deletes those that cannot be answered any more, answered ones among them. */
export async function sweepLinks(db: Database, now: number): Promise<void> {
  await table(db).where('expires_at', '<', now).delete();
}
