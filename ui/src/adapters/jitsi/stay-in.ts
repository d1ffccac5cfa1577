import type { ConferenceListener } from '../../conference/conference.ts';
import type { FailureReason } from '../../conference/events.ts';
import type { Renewal } from './options.ts';
import type { Ending } from './session.ts';

/** How often, and with which pauses (milliseconds, then the last one again), to try to come back. */
export const attempts = 8;
const pauses = [0, 1000, 2000, 4000, 8000, 15_000] as const;
/** A session that held so long counts as a good one: the attempts begin anew. Milliseconds. */
const goodSession = 30_000;

export interface StayPorts {
  /** Opens a session with this token; resolves with how it ended (null: we closed it) and for how long it was in. */
  session: (jwt: string) => Promise<{ ending: Ending | null; inFor: number }>;
  /** A fresh token, or why there will be none; rejects when the bridge is out of reach. */
  renew: () => Promise<Renewal>;
  /** Waits `ms`, at least until there is a network; ends early when `stopped`. */
  pause: (ms: number) => Promise<void>;
  stopped: () => boolean;
  emit: ConferenceListener;
}

/** Pause before attempt number `attempt` (from 1), with a random part so that a class does not come back as one. */
export const pauseBefore = (attempt: number, random: number): number => {
  const pause = pauses[Math.min(attempt, pauses.length) - 1] ?? 0;
  return pause + Math.round(pause * 0.5 * random);
};

/**
 * Stays in the room until it is over: opens sessions one after the other, each after the first with a fresh token.
 * Resolves with the ending that is to be told, or null when `stopped`.
 */
export async function stayIn(firstJwt: string, ports: StayPorts): Promise<Ending | null> {
  let jwt: string | null = firstJwt;
  let attempt = 0;
  let last: Ending = { kind: 'lost', reason: 'network' };
  while (!ports.stopped()) {
    if (jwt !== null) {
      const { ending, inFor } = await ports.session(jwt);
      if (ending === null || ports.stopped()) return null;
      if (ending.kind === 'over') return ending;
      last = ending;
      if (inFor > 0) ports.emit({ kind: 'interrupted' });
      if (inFor >= goodSession) attempt = 0;
    }
    attempt += 1;
    if (attempt > attempts) return last;
    ports.emit({ kind: 'rejoining', attempt });
    await ports.pause(pauseBefore(attempt, Math.random()));
    if (ports.stopped()) return null;
    const renewal = await renewed(ports);
    if ('over' in renewal) return { kind: 'over', reason: renewal.over };
    jwt = renewal.jwt;
  }
  return null;
}

/** A bridge out of reach is no reason to give up: the next attempt asks again. */
async function renewed(
  ports: StayPorts,
): Promise<{ jwt: string | null } | { over: FailureReason }> {
  try {
    return await ports.renew();
  } catch {
    return { jwt: null };
  }
}
