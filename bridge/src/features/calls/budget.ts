import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Failure } from '../../kernel/failure.ts';

/** Within ten minutes: calls that one caller may try, and people whom they may ring. */
const tenMinutes = { calls: 60, people: 1_500, seconds: 600 };

export interface CallBudget {
  /** One attempt to call. @throws Failure call/too-often with retryAfter in seconds */
  call: (callerId: string) => Promise<void>;
  /** So many people are about to be rung. @throws Failure call/too-often with retryAfter in seconds */
  people: (callerId: string, count: number) => Promise<void>;
}

/** Keeps one caller from ringing the campus; counted by each bridge for itself. */
export function createCallBudget(): CallBudget {
  const duration = tenMinutes.seconds;
  const calls = new RateLimiterMemory({ points: tenMinutes.calls, duration });
  const people = new RateLimiterMemory({ points: tenMinutes.people, duration });
  return {
    call: (callerId) => take(calls, callerId, 1),
    people: (callerId, count) => take(people, callerId, count),
  };
}

async function take(budget: RateLimiterMemory, key: string, points: number): Promise<void> {
  try {
    await budget.consume(key, points);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw new Failure('call/too-often', { retryAfter: Math.ceil(refused.msBeforeNext / 1000) });
  }
}
