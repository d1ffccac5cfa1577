import type Router from '@koa/router';
import type { Context } from 'koa';
import type { Caller } from '../../kernel/caller.ts';
import type { z } from 'zod';
import { file, type Endpoint } from '../../kernel/contract.ts';
import { Failure } from '../../kernel/failure.ts';
import type { Request, Route } from '../../kernel/route.ts';
import { parseJson, readBody } from './request.ts';
import { checked, type RequestState } from './errors.ts';
import type { TakeFromRateLimit } from './limits.ts';
import { requestInfo, setCookie } from './request.ts';

const maxJson = 64 * 1024;

/** What every endpoint is mounted with. */
export interface EndpointDeps {
  authenticate: (accessToken: string) => Promise<Caller>;
  takeFromRateLimit: TakeFromRateLimit;
  /** The bridge's own origin; browsers of other origins may not write. */
  origin: string;
  /** @throws Failure maintenance/read-only while changes are refused */
  requireChanges: () => void;
}

/** Mounts JSON endpoints: who → limit → maintenance → shape → handler → reply checked on the way out. */
export function mountEndpoints(router: Router, routes: Route[], deps: EndpointDeps): void {
  for (const route of routes) {
    router.register(route.endpoint.path, [route.endpoint.method], async (ctx: Context) => {
      const reply = await answer(ctx, route, deps);
      ctx.set('Cache-Control', 'no-store');
      if (route.endpoint.reply === file) sendFile(ctx, route.endpoint, file.parse(reply));
      else ctx.body = reply;
    });
  }
}

async function answer(ctx: Context, route: Route, deps: EndpointDeps): Promise<unknown> {
  const { endpoint } = route;
  refuseForeignWrites(ctx, deps.origin);
  const caller = await callerOf(ctx, endpoint, deps);
  await deps.takeFromRateLimit(route.limit, caller?.sessionId ?? ctx.ip);
  if (endpoint.method !== 'GET' && endpoint.inMaintenance !== true) deps.requireChanges();
  const request = {
    ...requestInfo(ctx),
    params: checked(endpoint.params, { ...(ctx['params'] as object) }, 'path'),
    query: checked(endpoint.query, { ...ctx.query }, 'query'),
    ...(await bodyOf(ctx, endpoint)),
    caller,
    setCookie: (cookie) => setCookie(ctx, cookie),
  } as Request<Endpoint>;
  return endpoint.reply.parse(await route.handle(request));
}

async function callerOf(
  ctx: Context,
  endpoint: Endpoint,
  { authenticate }: EndpointDeps,
): Promise<Caller | null> {
  const [scheme, token] = ctx.get('Authorization').split(' ');
  if (endpoint.who === 'anyone' && !token) return null;
  if (scheme !== 'Bearer' || !token) throw new Failure('session/missing');
  const caller = await authenticate(token);
  if (endpoint.who === 'person' && caller.kind === 'guest') throw new Failure('session/guest');
  (ctx.state as RequestState).log = (ctx.state as RequestState).log.child({
    sessionId: caller.sessionId,
  });
  return caller;
}

async function bodyOf(ctx: Context, { body, upload }: Endpoint) {
  const none = Buffer.alloc(0);
  if (upload !== undefined) return { body: {}, uploaded: await readBody(ctx.req, upload) };
  const isBare = ctx.method === 'GET' || ctx.method === 'DELETE';
  const said = isBare ? {} : parseJson(await readBody(ctx.req, maxJson));
  return { body: checked(body, said, 'body'), uploaded: none };
}

/** Always saved, never shown: what people typed is not a page of ours. */
function sendFile(
  ctx: Context,
  { id, download = [] }: Endpoint,
  { name, type, content }: z.infer<typeof file>,
): void {
  const [essence = ''] = type.split(';');
  if (!download.some((one) => one === essence)) throw new Error(`${id} declares no ${essence}`);
  ctx.attachment(name);
  ctx.type = type;
  ctx.body = Buffer.from(content);
}

// A browser always states the origin of a write; a foreign page has no business here (CSRF).
function refuseForeignWrites(ctx: Context, origin: string): void {
  const stated = ctx.get('Origin');
  if (ctx.method !== 'GET' && stated !== '' && stated !== origin) {
    throw new Failure('request/wrong-origin');
  }
}
