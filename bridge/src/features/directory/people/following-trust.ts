import type { Database } from '../../../kernel/database.ts';
import { digest } from '../../../kernel/ids.ts';
import * as repository from './repository.ts';
import { inTransaction } from '../../../kernel/sql.ts';

interface TrustRow {
  name: string;
  declared: string;
  changed_at: number;
}

interface Following {
  now: () => number;
  /** Makes out anew what follows for these people; answers how many came out different. */
  again: (trx: Database, personIds: string[]) => Promise<number>;
}

const pageSize = 200;

/**
 * Goes through everybody, a page at a time, where something else is declared of what sources vouch for than when
 * that was last done: a key that nobody vouches for any more stops being one. @returns how many changed
 */
export async function followTrust(
  db: Database,
  declared: string,
  { now, again }: Following,
): Promise<number> {
  const trust = () => db<TrustRow>('people_trust');
  const known = await trust().where({ name: 'declared' }).first();
  if (known?.declared === digest(declared)) return 0;
  let changed = 0;
  let page = await repository.idsAfter(db, '', pageSize);
  while (page.length > 0) {
    const ids = page;
    changed += await inTransaction(db, (trx) => again(trx, ids));
    page = await repository.idsAfter(db, ids.at(-1) ?? '', pageSize);
  }
  const row = { name: 'declared', declared: digest(declared), changed_at: now() };
  await trust().insert(row).onConflict('name').merge();
  return changed;
}
