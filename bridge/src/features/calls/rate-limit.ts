import { createRateLimit, type RateStore } from '../../kernel/rate-limit.ts';

/** Within ten minutes: calls that one caller may try, and people whom they may ring. */
const tenMinutes = { calls: 60, people: 1_500, seconds: 600 };

export interface CallRateLimit {
  /** One attempt to call. @throws Failure call/too-often with retryAfter in seconds */
  call: (callerId: string) => Promise<void>;
  /** So many people are about to be rung. @throws Failure call/too-often with retryAfter in seconds */
  people: (callerId: string, count: number) => Promise<void>;
}

/** Keeps one caller from ringing the campus. */
export function createCallRateLimit(store?: RateStore): CallRateLimit {
  const { seconds } = tenMinutes;
  const limit = (name: string, points: number) =>
    createRateLimit({ name, points, seconds, code: 'call/too-often' }, store);
  const calls = limit('calls', tenMinutes.calls);
  const people = limit('called-people', tenMinutes.people);
  return {
    call: (callerId) => calls.take(callerId),
    people: (callerId, count) => people.take(callerId, count),
  };
}
