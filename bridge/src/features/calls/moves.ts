import type { Clock } from '../../kernel/clock.ts';
import { isFailure } from '../../kernel/failure.ts';
import type { Log } from '../../kernel/log.ts';
import { stepOf, stepTime, type CallEvent, type Invitee, type Step } from './call.ts';
import type { CallMeetings } from './ports.ts';
import type { CallRepository } from './repository.ts';
import type { CallRecord } from './rows.ts';
import type { Change, CallPublisher } from './publisher.ts';

export interface MoveDeps {
  repository: CallRepository;
  publisher: CallPublisher;
  meetings: Pick<CallMeetings, 'grantByCall'>;
  clock: Clock;
  log: Log;
}

export type Moves = ReturnType<typeof createMoves>;

/** Moves invitees from state to state: stored first, told after, each step once whoever tries. */
export function createMoves(deps: MoveDeps) {
  return {
    /**
     * Lets something happen to invitees. What changes nothing, or was overtaken, is passed over.
     * @param known calls that are at hand already; others are read
     * @returns those who changed, as they are now
     */
    happen: async (
      invitees: readonly Invitee[],
      eventOf: (invitee: Invitee) => CallEvent,
      known?: CallRecord,
    ): Promise<Invitee[]> => {
      const now = deps.clock.now();
      const changes: Change[] = [];
      for (const { step, group } of grouped(invitees, (one) => stepOf(one, eventOf(one), now))) {
        const after = await deps.repository.step(group, step, stepTime(group, now));
        const before = new Map(group.map((one) => [one.id, one]));
        for (const one of after) changes.push({ before: before.get(one.id) ?? one, after: one });
      }
      if (changes.length === 0) return [];
      deps.publisher.publish(changes, await callsOf(deps, changes, known));
      await letIn(deps, changes);
      return changes.map(({ after }) => after);
    },
  };
}

/** Those who take the same step from the same state are stored together. */
function grouped(
  invitees: readonly Invitee[],
  stepFor: (invitee: Invitee) => Step | null,
): { step: Step; group: Invitee[] }[] {
  const groups = new Map<string, { step: Step; group: Invitee[] }>();
  for (const invitee of invitees) {
    const step = stepFor(invitee);
    if (!step) continue;
    const key = JSON.stringify([invitee.state, step]);
    const group = groups.get(key) ?? { step, group: [] };
    group.group.push(invitee);
    groups.set(key, group);
  }
  return [...groups.values()];
}

async function callsOf(
  { repository }: MoveDeps,
  changes: readonly Change[],
  known: CallRecord | undefined,
): Promise<Map<string, CallRecord>> {
  if (known) return new Map([[known.id, known]]);
  // Only a ring says more than its own row knows.
  const rings = changes.filter(({ after }) => after.state === 'ringing');
  return repository.findMany(rings.map(({ after }) => after.callId));
}

/** Who was called and missed it may still come while the meeting runs; a withdrawn call opens nothing. */
async function letIn({ meetings, log }: MoveDeps, changes: readonly Change[]): Promise<void> {
  const missed = changes
    .map(({ after }) => after)
    .filter(({ state, missedAt }) => missedAt !== null && state !== 'cancelled');
  const next = async (): Promise<void> => {
    for (let one = missed.shift(); one; one = missed.shift()) {
      const { id: inviteeId, meetingId, personId, callerId } = one;
      try {
        await meetings.grantByCall({ meetingId, personId, callerId });
      } catch (error) {
        if (!isFailure(error)) throw error;
        log.info({ inviteeId, code: error.code }, 'a missed call opens no door');
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, next));
}

/** How many are admitted at the same time. */
const atOnce = 8;
