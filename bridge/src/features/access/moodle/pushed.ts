import { Failure } from '../../../kernel/failure.ts';
import type { CourseSnapshot, RosterSource, Sync } from '../../directory/sync/index.ts';
import { snapshotOf, type RosterClaims } from './messages.ts';
import type { MoodleRepository } from './repository.ts';

/** What it is called among the sources of rosters. */
export const pushedSource = 'moodle-plugin';

interface Waiting {
  portalId: string;
  message: RosterClaims;
  snapshot: CourseSnapshot;
}

export interface PushedDeps {
  repository: Pick<MoodleRepository, 'sequence' | 'advance'>;
  /** Made after this, and known when the first one comes. */
  sync: () => Pick<Sync, 'run'>;
}

/**
 * Rosters that connected Moodles send by themselves. They go the way of all rosters: compared, applied in one
 * transaction, listed among the runs, and held where very many would go. What came is not kept: whoever is
 * refused here sends again, and then what is so at that time.
 */
export function createPushed({ repository, sync }: PushedDeps) {
  const waiting = new Map<string, Waiting>();
  const source: RosterSource = {
    name: pushedSource,
    kind: 'course',
    realm: null,
    // Nothing can be fetched: Moodle itself sends all of them each night.
    scopes: () => Promise.resolve([]),
    snapshot: (scope) => take(scope),
  };

  /** In the run's turn of this room: of two rosters the later one stays, in whichever order they came. */
  async function take(scope: string): Promise<CourseSnapshot> {
    const pushed = waiting.get(scope);
    if (!pushed)
      throw new Failure('lms/unavailable', {
        detail: 'Moodle sends this by itself.',
      });
    const { portalId, message, snapshot } = pushed;
    await requireNewer(portalId, message);
    await repository.advance(portalId, message);
    return snapshot;
  }

  async function requireNewer(portalId: string, { room, sequence }: RosterClaims): Promise<void> {
    if (sequence <= (await repository.sequence(portalId, room)))
      throw new Failure('moodle/superseded');
  }

  return {
    source,
    /** @throws Failure moodle/superseded, roster/already-running, or why it could not be applied */
    push: async (portal: { id: string; realm: string }, message: RosterClaims) => {
      await requireNewer(portal.id, message);
      const scope = `${portal.id}/${message.room}`;
      if (waiting.has(scope)) throw new Failure('roster/already-running');
      const snapshot = snapshotOf(message, portal.realm);
      waiting.set(scope, { portalId: portal.id, message, snapshot });
      try {
        const [run] = await sync().run(pushedSource, { scope });
        return stateOf(run, message);
      } finally {
        waiting.delete(scope);
      }
    },
  };
}

type Run = Awaited<ReturnType<Sync['run']>>[number];

const settled = ['applied', 'unchanged', 'needs-confirmation'] as const;

function stateOf(run: Run | undefined, message: RosterClaims) {
  const state = settled.find((one) => one === run?.state);
  if (state !== undefined) return { state };
  const { code, reason } = run?.failure ?? {
    code: 'internal' as const,
    reason: 'It broke off.',
  };
  // A room that never came here need not be retired.
  if (message.retired && code === 'course/not-found') return { state: 'unchanged' as const };
  throw new Failure(code, { detail: reason });
}
