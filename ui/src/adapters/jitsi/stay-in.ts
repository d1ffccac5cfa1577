import type { ConferenceListener } from '../../conference/conference.ts';
import type { FailureReason } from '../../conference/events.ts';
import type { Renewal } from './options.ts';
import type { Ending } from './session.ts';

/** How often, and with which pauses (milliseconds, then the last one again), to try to come back. */
export const attempts = 8;
/** As long as this person has not been in, a quick answer is better than a patient one. */
export const firstAttempts = 3;
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

/** Counts the attempts since this person was last well in. */
class Attempts {
  #wasIn = false;
  #count = 0;

  /** A session ended that was in for so many milliseconds; 0: it never was. */
  ended(inFor: number): void {
    this.#wasIn ||= inFor > 0;
    if (inFor >= goodSession) this.#count = 0;
  }

  /** The number of the next attempt, from 1; null when there have been enough. */
  next(): number | null {
    this.#count += 1;
    return this.#count >= (this.#wasIn ? attempts + 1 : firstAttempts) ? null : this.#count;
  }
}

/**
 * Stays in the room until it is over: opens sessions one after the other, each after the first with a fresh token.
 * Resolves with the ending that is to be told, or null when `stopped`.
 */
export async function stayIn(firstJwt: string, ports: StayPorts): Promise<Ending | null> {
  const tries = new Attempts();
  let token: Token = { jwt: firstJwt };
  let last: Ending = { kind: 'lost', reason: 'network' };
  while (!ports.stopped()) {
    if ('over' in token) return { kind: 'over', reason: token.over };
    if (token.jwt !== null) {
      const { ending, inFor } = await ports.session(token.jwt);
      if (ending === null || ending.kind === 'over') return ending;
      last = ending;
      tries.ended(inFor);
    }
    const attempt = tries.next();
    if (attempt === null) return last;
    token = await nextToken(attempt, ports);
  }
  return null;
}

type Token = { jwt: string | null } | { over: FailureReason };

/** The token for an attempt, after its pause. A bridge out of reach is no reason to give up: the next one asks again. */
async function nextToken(attempt: number, ports: StayPorts): Promise<Token> {
  ports.emit({ kind: 'rejoining', attempt });
  await ports.pause(pauseBefore(attempt, Math.random()));
  if (ports.stopped()) return { jwt: null };
  try {
    return await ports.renew();
  } catch {
    return { jwt: null };
  }
}
