import type { Clock } from '../../../kernel/clock.ts';
import type { Log } from '../../../kernel/log.ts';
import { pauseAfter } from './backoff.ts';
import type { Kind } from './message.ts';
import type { Outcome } from './ports.ts';

/** Leaves a provider that is away alone for a while, instead of trying once for every message. */
export function createPauses({
  clock,
  log,
  random,
}: {
  clock: Clock;
  log: Log;
  random: () => number;
}) {
  const pauses = new Map<Kind, { failures: number; until: number }>();
  return {
    isPaused: (kind: Kind): boolean => (pauses.get(kind)?.until ?? 0) > clock.now(),
    note: (kind: Kind, outcome: Outcome): void => {
      if (outcome.is !== 'away') {
        if (outcome.is === 'accepted') pauses.delete(kind);
        return;
      }
      const failures = (pauses.get(kind)?.failures ?? 0) + 1;
      if (failures === 1) log.warn({ kind, reason: outcome.reason }, 'provider away');
      pauses.set(kind, { failures, until: clock.now() + pauseAfter(failures, random()) });
    },
  };
}
