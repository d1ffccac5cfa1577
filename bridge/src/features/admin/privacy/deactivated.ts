import type { Database } from '../../../kernel/database.ts';
import { isFailure } from '../../../kernel/failure.ts';
import type { Erasures } from './erasures.ts';
import type { Sweeper } from './retention.ts';
import type { Insight } from './ports.ts';

/**
 * People who were deactivated long ago are erased, one by one. Whom a source still lists (suspended there) and
 * the last system admin are passed over.
 */
export function deactivatedSweeper(
  { db, people }: { db: Database; people: Insight['people'] },
  erasures: Pick<Erasures, 'eraseDeactivated'>,
): Sweeper {
  return {
    name: 'leavers',
    kind: 'identity',
    days: 730,
    least: 30,
    most: 3650,
    kept: (before) => people.leaving.deactivatedKept(db, before),
    sweep: (before, limit) => eraseSome({ db, people }, erasures, { before, limit }),
  };
}

async function eraseSome(
  { db, people }: { db: Database; people: Insight['people'] },
  { eraseDeactivated }: Pick<Erasures, 'eraseDeactivated'>,
  { before, limit }: { before: number; limit: number },
): Promise<number> {
  let after = '';
  let erased = 0;
  // Those who are passed over stay at the front: a batch is as many as were erased.
  for (;;) {
    const ids = await people.leaving.deactivatedBefore(db, before, { after, limit });
    for (const id of ids) erased += await eraseOne(id, eraseDeactivated);
    after = ids.at(-1) ?? '';
    if (erased > 0 || ids.length < limit) return erased;
  }
}

async function eraseOne(
  id: string,
  eraseDeactivated: Erasures['eraseDeactivated'],
): Promise<number> {
  try {
    await eraseDeactivated(id);
    return 1;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return 0;
  }
}
