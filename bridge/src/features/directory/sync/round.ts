import type { Owners } from './owners.ts';
import type { RosterSource } from './ports.ts';
import type { RosterSnapshot } from './snapshot.ts';
import { defaultRemovalLimit, isLargeRemoval, type RemovalLimit } from './run.ts';

/** What one call of a source goes through. */
export interface Round {
  scopes: string[];
  /** Scopes of which whatever would change waits for a yes. */
  unsure: ReadonlySet<string>;
}

/**
 * The scopes of a run: the one that is wanted, or all of the source. A round over an LMS also goes through the
 * courses that are known of it and are not in its list any more: each is asked for by its id, for a list may be
 * short for want of a permission. Where very many are missing, nothing is retired without a yes.
 */
export async function scopesOf(
  {
    courses,
    removalLimit = defaultRemovalLimit,
  }: Pick<Owners, 'courses'> & {
    removalLimit?: RemovalLimit;
  },
  source: RosterSource,
  wanted: { scope?: string; confirm?: boolean },
): Promise<Round> {
  if (wanted.scope !== undefined) return { scopes: [wanted.scope], unsure: new Set() };
  const listed = await source.scopes();
  if (source.kind !== 'course' || source.realm === null) {
    return { scopes: listed, unsure: new Set() };
  }
  const known = (await courses.coursesOfRealm(source.realm))
    .filter(({ retiredAt }) => retiredAt === null)
    .map(({ externalId }) => externalId)
    .filter((id) => source.lists?.(id) ?? true);
  const missing = known.filter((id) => !listed.includes(id));
  const isLarge =
    wanted.confirm !== true && isLargeRemoval(missing.length, known.length, removalLimit);
  return {
    scopes: [...listed, ...missing],
    unsure: new Set(isLarge ? missing : []),
  };
}

/** A source for one round: what holds for all of it is told once. */
export function reportOnce(source: RosterSource): RosterSource {
  const told = new Set<string>();
  const isNew = ({ reason, isOfSource }: RosterSnapshot['problems'][number]): boolean => {
    if (isOfSource !== true) return true;
    const isFirst = !told.has(reason);
    told.add(reason);
    return isFirst;
  };
  return {
    ...source,
    snapshot: async (scope, read) => {
      const snapshot = await source.snapshot(scope, read);
      return { ...snapshot, problems: snapshot.problems.filter(isNew) };
    },
  };
}
