import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { metBy } from './own-repository.ts';
import type { CoursesReader, DepartmentsReader } from './ports.ts';
import { peopleById } from './search-repository.ts';

/** How many of each are looked at: the nearest few hundred, for the order of results only. */
const most = { met: 50, mates: 150, colleagues: 100 };
/** How long it is remembered who is related to a reader, in milliseconds. */
const rememberedMs = 60_000;
const mostReaders = 2_000;

export interface NearDeps {
  db: Database;
  clock: Clock;
  courses: CoursesReader;
  departments: DepartmentsReader;
}

/** The people who are shown first to a reader: 0 for favourites, 1 for those who are related; by `seq`. */
export type Near = ReadonlyMap<number, 0 | 1>;

/** Tells who is near to a reader: favourites, whom they met, who shares courses or a department; and they themselves. */
export function createNear(
  deps: NearDeps,
): (readerId: string, favourites: readonly string[]) => Promise<Near> {
  const remembered = new Map<string, { until: number; seqs: Promise<number[]> }>();
  const related = (readerId: string): Promise<number[]> => {
    const now = deps.clock.now();
    const known = remembered.get(readerId);
    if (known && known.until > now) return known.seqs;
    const seqs = relatedTo(deps, readerId);
    remembered.delete(readerId);
    remembered.set(readerId, { until: now + rememberedMs, seqs });
    seqs.catch(() => remembered.delete(readerId));
    const [oldest] = remembered.keys();
    if (remembered.size > mostReaders && oldest !== undefined) remembered.delete(oldest);
    return seqs;
  };
  return async (readerId, favourites) => {
    const [others, chosen] = await Promise.all([
      related(readerId),
      peopleById(deps.db, favourites),
    ]);
    const near = new Map<number, 0 | 1>();
    for (const seq of others) near.set(seq, 1);
    for (const { seq } of chosen) near.set(seq, 0);
    return near;
  };
}

async function relatedTo(deps: NearDeps, readerId: string): Promise<number[]> {
  const { db, courses, departments } = deps;
  const met = await metBy(db, readerId, most.met);
  const mates = await courses.mates(readerId, most.mates);
  const units = (await departments.unitsOf([readerId])).get(readerId) ?? [];
  const colleagues = await departments.colleagues(units, most.colleagues);
  const ids = [
    readerId,
    ...met.map(({ personId }) => personId),
    ...mates.map(({ personId }) => personId),
    ...colleagues,
  ];
  return (await peopleById(db, [...new Set(ids)])).map(({ seq }) => seq);
}
