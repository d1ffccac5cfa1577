import type { Failure } from '../../../kernel/failure.ts';
import { isFailure } from '../../../kernel/failure.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Log } from '../../../kernel/log.ts';
import type { RoomInFleet } from './contract.ts';
import type { FocusView, JitsiFleet, VideobridgeView } from './ports.ts';
import { roomOf, type FleetRules } from './room.ts';

/** What somebody answered, or the failure that came instead. */
export type Answered<T> = { answer: T } | { failure: Failure };

/** All that was asked at one moment. */
export interface FleetState {
  at: number;
  /** Null where Jicofo's address is not configured. */
  focus: Answered<FocusView> | null;
  /** By relay id, each of which an address is configured for. */
  videobridges: ReadonlyMap<string, Answered<VideobridgeView>>;
}

interface StateDeps {
  jitsi: JitsiFleet;
  rules: FleetRules;
  clock: Clock;
  log: Log;
}

export type FleetStateReader = ReturnType<typeof createFleetState>;

/** For so long an answer counts as what is now, milliseconds: stress is reported every five seconds. */
const freshMs = 5_000;

/** Asks Jicofo and the videobridges, for all who want to know at the same time once. */
export function createFleetState({ jitsi, rules, clock, log }: StateDeps) {
  let latest: { at: number; state: Promise<FleetState> } | null = null;
  const ask = async (): Promise<FleetState> => {
    const [focus, ...videobridges] = await Promise.all([
      jitsi.hasFocus ? answered(jitsi.focus()) : null,
      ...jitsi.addressed.map(async (id) => [id, await answered(jitsi.videobridge(id))] as const),
    ]);
    return { at: clock.now(), focus, videobridges: new Map(videobridges) };
  };
  const current = (): Promise<FleetState> => {
    const now = clock.now();
    if (latest && now - latest.at < freshMs) return latest.state;
    latest = { at: now, state: ask() };
    return latest.state;
  };
  return {
    current,
    /** Something was changed there: the next who asks is told what is then. */
    changed: (): void => {
      latest = null;
    },
    /** What the fleet takes now; null where nobody knows: Jicofo is not configured, does not answer, or has no videobridge. */
    roomInFleet: async (): Promise<RoomInFleet | null> => {
      const { focus, videobridges } = await current();
      if (focus === null) return null;
      if ('failure' in focus) {
        log.warn({ err: focus.failure }, 'the room in the fleet is not known');
        return null;
      }
      const all = focus.answer.videobridges;
      // An outage is not a full house: who comes is in, and has picture and sound when one is back. Prosody's restart
      // alone empties Jicofo's list for some twenty seconds.
      if (!all.some(({ isOperational }) => isOperational)) return null;
      return roomOf(all, rules, participantStress(videobridges));
    },
  };
}

/** What one more person adds to each videobridge, by relay id, as far as they answered. */
export const participantStress = (
  videobridges: FleetState['videobridges'],
): ReadonlyMap<string, number> =>
  new Map(
    [...videobridges].flatMap(([id, one]) =>
      'answer' in one ? [[id, one.answer.averageParticipantStress] as const] : [],
    ),
  );

/** That Jitsi's servers do not answer is something to be shown, not a failure of ours. */
async function answered<T>(asked: Promise<T>): Promise<Answered<T>> {
  try {
    return { answer: await asked };
  } catch (failure) {
    if (!isFailure(failure, 'fleet/unavailable', 'fleet/refused')) throw failure;
    return { failure };
  }
}
