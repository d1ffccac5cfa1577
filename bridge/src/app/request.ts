import type { Context } from 'koa';
import type { RequestInfo, SetCookie } from '../kernel/route.ts';
import type { RequestState } from './errors.ts';

/** What every handler is told of a request. */
export function requestInfo(ctx: Context): RequestInfo {
  const { requestId, log } = ctx.state as RequestState;
  return {
    requestId,
    log,
    address: ctx.ip,
    origin: ctx.get('Origin') || undefined,
    userAgent: ctx.get('User-Agent'),
    cookies: (name) => ctx.cookies.get(name),
  };
}

/**
 * Sets a cookie that also works in a cross-site frame: Partitioned (CHIPS) with SameSite=None. Written
 * by hand because Koa refuses Secure cookies on plain HTTP, which browsers take from a loopback address.
 */
export function setCookie(ctx: Context, { name, value, path, maxAge }: SetCookie): void {
  ctx.append(
    'Set-Cookie',
    `${name}=${value}; Path=${path}; Max-Age=${maxAge}; HttpOnly; Secure; SameSite=None; Partitioned`,
  );
}
