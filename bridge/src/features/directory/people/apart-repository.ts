import type { Database } from '../../../kernel/database.ts';
import { inChunks } from '../../../kernel/sql.ts';

interface ApartRow {
  realm: string;
  external_id: string;
  person_id: string;
  decision_id: string;
}

const apart = (db: Database) => db<ApartRow>('person_apart');

/** Remembers that an account is none of these people. */
export async function keepApart(
  trx: Database,
  decisionId: string,
  account: { realm: string; externalId: string; people: readonly string[] },
): Promise<void> {
  const rows = account.people.map((personId): ApartRow => ({
    realm: account.realm,
    external_id: account.externalId,
    person_id: personId,
    decision_id: decisionId,
  }));
  await apart(trx).insert(rows).onConflict().ignore();
}

/** The account may be one of them again: its decision was undone. */
export async function forgetApart(trx: Database, decisionId: string): Promise<void> {
  await apart(trx).where({ decision_id: decisionId }).delete();
}

/** Whom somebody said these accounts of a realm not to be: account id → people. */
export async function keptApart(
  db: Database,
  realm: string,
  externalIds: readonly string[],
): Promise<Map<string, Set<string>>> {
  const rows = await inChunks(externalIds, (chunk) =>
    apart(db).where({ realm }).whereIn('external_id', chunk),
  );
  const byAccount = Map.groupBy(rows, (row) => row.external_id);
  return new Map(
    [...byAccount].map(([account, all]) => [account, new Set(all.map((row) => row.person_id))]),
  );
}

/** The accounts that somebody said not to be this person's. */
export const apartFrom = (
  db: Database,
  personId: string,
): Promise<Pick<ApartRow, 'realm' | 'external_id'>[]> =>
  apart(db).where({ person_id: personId }).select('realm', 'external_id');
