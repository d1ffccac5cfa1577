import { delayAfter, lastAttempt, longestMs } from './backoff.ts';
import type { Outcome } from './ports.ts';
import type { Settled } from './repository.ts';
import type { Leased } from './rows.ts';

/** What becomes of a row after an attempt. A pure rule. */
export function settlementOf(
  row: Pick<Leased, 'kind' | 'attempts' | 'tryingSince'>,
  outcome: Outcome,
  { now, random }: { now: number; random: number },
): Settled {
  switch (outcome.is) {
    case 'accepted':
      return { state: 'sent', reference: outcome.reference };
    case 'refused':
      return { state: 'dead', reason: outcome.reason };
    case 'gone':
      return { state: 'dropped', reason: outcome.reason };
    case 'unsure':
      // The LMS cannot see a repetition: better a dead mail than the same message twice.
      if (row.kind === 'lms') return { state: 'dead', reason: `unsure: ${outcome.reason}` };
      return laterOrNever(row, outcome.reason, { now, waitMs: delayAfter(row.attempts, random) });
    case 'later': {
      const waitMs = Math.max(delayAfter(row.attempts, random), outcome.afterMs ?? 0);
      return laterOrNever(row, outcome.reason, { now, waitMs });
    }
    case 'away':
      // The message is not to blame: the attempt does not count, the provider is paused as a whole.
      return laterOrNever({ ...row, attempts: row.attempts - 1 }, outcome.reason, {
        now,
        waitMs: 0,
      });
  }
}

function laterOrNever(
  row: Pick<Leased, 'attempts' | 'tryingSince'>,
  reason: string,
  { now, waitMs }: { now: number; waitMs: number },
): Settled {
  const isLast = row.attempts >= lastAttempt || now - row.tryingSince >= longestMs;
  if (isLast) return { state: 'dead', reason };
  return { state: 'waiting', reason, nextAt: now + waitMs, attempts: row.attempts };
}
