import { createRateLimit } from '../../kernel/rate-limit.ts';

/** Within ten minutes: calls that one caller may try, and people whom they may ring. */
const tenMinutes = { calls: 60, people: 1_500, seconds: 600 };

export interface CallRateLimit {
  /** One attempt to call. @throws Failure call/too-often with retryAfter in seconds */
  call: (callerId: string) => Promise<void>;
  /** So many people are about to be rung. @throws Failure call/too-often with retryAfter in seconds */
  people: (callerId: string, count: number) => Promise<void>;
}

/** Keeps one caller from ringing the campus; counted by each bridge for itself. */
export function createCallRateLimit(): CallRateLimit {
  const { seconds } = tenMinutes;
  const calls = createRateLimit({ points: tenMinutes.calls, seconds, code: 'call/too-often' });
  const people = createRateLimit({ points: tenMinutes.people, seconds, code: 'call/too-often' });
  return {
    call: (callerId) => calls.take(callerId),
    people: (callerId, count) => people.take(callerId, count),
  };
}
