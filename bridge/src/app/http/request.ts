import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';
import getRawBody from 'raw-body';
import { Failure } from '../../kernel/failure.ts';
import type { RequestInfo, SetCookie } from '../../kernel/route.ts';
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

const readTimeout = 10_000;

/**
 * Reads a request's body. Not by @koa/bodyparser: each route has a limit of its own, signed messages need the
 * bytes as they came, and a body that trickles in is given up after ten seconds.
 * @param limit the most bytes taken
 * @throws Failure request/too-large, or request/too-slow when it is not complete after ten seconds
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Failure('request/too-slow')), readTimeout);
  });
  try {
    return await Promise.race([rawBody(request, limit), tooSlow]);
  } finally {
    clearTimeout(timer);
  }
}

async function rawBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  try {
    return await getRawBody(request, { limit });
  } catch (cause) {
    const type = cause instanceof Error && 'type' in cause ? cause.type : '';
    if (type === 'entity.too.large') {
      throw new Failure('request/too-large', {
        detail: `At most ${limit} bytes are taken.`,
        cause,
      });
    }
    throw new Failure('request/invalid', { detail: 'The body broke off.', cause });
  }
}

/** Nothing of ours is nested so deep. */
const deepest = 32;

/** Parses a JSON body; an empty one is `{}`. @throws Failure request/not-json, request/invalid where it is nested too deep */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  if (depthOf(body) > deepest) {
    throw new Failure('request/invalid', { detail: `At most ${deepest} levels are taken.` });
  }
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch (cause) {
    throw new Failure('request/not-json', { cause });
  }
}

const quote = 0x22;
const backslash = 0x5c;
const open = new Set([0x5b, 0x7b]);
const close = new Set([0x5d, 0x7d]);

/** How deep brackets stand in each other, texts left out; each byte is looked at once. */
function depthOf(body: Buffer): number {
  let depth = 0;
  let most = 0;
  let isText = false;
  for (let at = 0; at < body.length; at += 1) {
    const sign = body[at] ?? 0;
    if (sign === quote) isText = !isText;
    else if (isText && sign === backslash) at += 1;
    else if (!isText && open.has(sign)) most = Math.max(most, (depth += 1));
    else if (!isText && close.has(sign)) depth -= 1;
  }
  return most;
}
