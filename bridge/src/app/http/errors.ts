import type { Middleware } from 'koa';
import type { z } from 'zod';
import { Failure, isFailure, type Issue } from '../../kernel/failure.ts';
import type { Problem } from '../../kernel/contract.ts';
import type { Log } from '../../kernel/log.ts';

/** What the middleware keeps with each request. */
export interface RequestState {
  requestId: string;
  log: Log;
}

/**
 * Turns every failure into problem+json (RFC 9457) with a code and the request id. What has no code is
 * logged whole and shown as `internal`: no stack trace ever leaves.
 */
export const answerFailures: Middleware<RequestState> = async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    const failure = isFailure(error) ? error : new Failure('internal', { cause: error });
    if (failure.status >= 500) ctx.state.log.error({ err: error, code: failure.code }, 'failed');
    else ctx.state.log.info({ code: failure.code }, 'refused');
    ctx.status = failure.status;
    ctx.body = problemOf(failure, ctx.state.requestId);
    ctx.type = 'application/problem+json';
    if (failure.retryAfter !== undefined) ctx.set('Retry-After', String(failure.retryAfter));
  }
};

function problemOf(failure: Failure, requestId: string): Problem {
  return {
    type: `urn:campus-meet:${failure.code}`,
    title: failure.message,
    status: failure.status,
    code: failure.code,
    requestId,
    ...(failure.flaws.length > 0 ? { flaws: failure.flaws } : {}),
    ...(failure.retryAfter === undefined ? {} : { retryAfter: failure.retryAfter }),
  };
}

/** Checks one part of a request. @throws Failure request/invalid that names every flaw */
export function checked<T extends z.ZodType>(shape: T, value: unknown, part: string): z.infer<T> {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const flaws: Issue[] = result.error.issues.map((issue) => ({
    field: [part, ...issue.path].join('.'),
    message: issue.message,
  }));
  throw new Failure('request/invalid', { detail: `The ${part} is not as it should be.`, flaws });
}
