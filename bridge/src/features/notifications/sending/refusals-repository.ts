import type { Database } from '../../../kernel/database.ts';
import { inChunks } from '../../../kernel/sql.ts';

interface RefusalRow {
  address_digest: string;
  /** Empty: of everybody of the campus. */
  host_id: string;
  refused_at: number;
}

const table = (db: Database) => db<RefusalRow>('refused_addresses');

/** Which of these addresses (by digest) want no invitations of this host, or of anybody of the campus. */
export async function refusedAmong(
  db: Database,
  digests: readonly string[],
  hostId: string,
): Promise<Set<string>> {
  const rows = await inChunks(digests, (chunk) =>
    table(db).whereIn('address_digest', chunk).whereIn('host_id', ['', hostId]),
  );
  return new Set(rows.map((row) => row.address_digest));
}

/** Notes that an address wants no invitations of a host; of anybody when `hostId` is empty. */
export async function refuse(
  db: Database,
  { addressDigest, hostId }: { addressDigest: string; hostId: string },
  now: number,
): Promise<void> {
  await table(db)
    .insert({ address_digest: addressDigest, host_id: hostId, refused_at: now })
    .onConflict(['address_digest', 'host_id'])
    .ignore();
}

/** An address may be written to again: by this host, and by the campus. */
export async function allowAgain(
  db: Database,
  { addressDigest, hostId }: { addressDigest: string; hostId: string },
): Promise<void> {
  await table(db)
    .where({ address_digest: addressDigest })
    .whereIn('host_id', ['', hostId])
    .delete();
}
