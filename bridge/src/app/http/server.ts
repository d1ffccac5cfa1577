import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import Router from '@koa/router';
import Koa, { type Context, type Middleware } from 'koa';
import { Failure } from '../../kernel/failure.ts';
import type { Log } from '../../kernel/log.ts';
import type { PageRoute, Route } from '../../kernel/route.ts';
import { answerFailures, type RequestState } from './errors.ts';
import { mountEndpoints, type EndpointDeps } from './endpoints.ts';
import { securityHeaders } from './headers.ts';
import { createHttpServer } from './http-server.ts';
import { openApi } from './openapi.ts';
import { mountPages } from './pages.ts';

export interface ServerDeps extends EndpointDeps {
  routes: Route[];
  pages: PageRoute[];
  /** Serves the built panel; left out where only the API is wanted. */
  panel?: Middleware;
  /** Takes the requests; it may listen already. */
  server?: Server;
  /** How many proxies stand before the bridge whose X-Forwarded-For is believed. */
  trustedProxies: number;
  log: Log;
  /** Hears of each request that was answered; `route` as it is mounted, empty where none matched. */
  answered?: (request: { method: string; route: string; status: number; seconds: number }) => void;
}

/** The bridge's HTTP server. Middleware in order: id and log → headers → failures → routes → panel. */
export function createBridgeServer(deps: ServerDeps): Server {
  const app = new Koa<RequestState>({
    proxy: deps.trustedProxies > 0,
    maxIpsCount: deps.trustedProxies,
  });
  const router = new Router();
  mountEndpoints(router, deps.routes, deps);
  mountPages(router, deps.pages, deps.takeFromRateLimit);
  // Made when somebody asks: it takes longer than all else of the start.
  let document: ReturnType<typeof openApi> | undefined;
  router.get('/api/openapi.json', (ctx: Context) => {
    document ??= openApi(deps.routes);
    ctx.body = document;
  });
  app.use(identify(deps)).use(securityHeaders).use(answerFailures).use(shortAddress);
  app.use(router.routes()).use(wrongMethods(router));
  if (deps.panel) app.use(deps.panel);
  app.use(() => {
    throw new Failure('request/not-found');
  });
  app.on('error', (err: unknown) => {
    // Whoever goes away in the middle of an answer is no error of ours.
    deps.log[isGone(err) ? 'debug' : 'error']({ err }, 'connection failed');
  });
  const handle = app.callback();
  const server = deps.server ?? createHttpServer();
  return server.on('request', (request, response) => void handle(request, response));
}

const gone = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE']);
const isGone = (err: unknown): boolean =>
  err instanceof Error && 'code' in err && gone.has(String(err.code));

function identify({
  log,
  answered,
}: Pick<ServerDeps, 'log' | 'answered'>): Middleware<RequestState> {
  return async (ctx, next) => {
    const started = performance.now();
    ctx.state.requestId = randomUUID();
    ctx.state.log = log.child({ requestId: ctx.state.requestId });
    ctx.set('X-Request-Id', ctx.state.requestId);
    await next();
    // The path only: query strings carry login hints and registration tokens.
    const { method, path, status } = ctx;
    const ms = performance.now() - started;
    ctx.state.log.debug({ method, path, status, ms: Math.round(ms) }, 'answered');
    const matched: unknown = ctx['_matchedRoute'];
    const route = typeof matched === 'string' ? matched : '';
    answered?.({ method, route, status, seconds: ms / 1000 });
  };
}

/** Launches come with long hints; nothing is longer than these. */
const longestAddress = 16_384;

const shortAddress: Middleware<RequestState> = async (ctx, next) => {
  if (ctx.url.length > longestAddress) {
    throw new Failure('request/too-large', { detail: `At most ${longestAddress} characters.` });
  }
  await next();
};

function wrongMethods(router: Router): Middleware {
  return async (ctx, next) => {
    const matched = router.match(ctx.path, ctx.method);
    if (matched.path.length > 0 && matched.pathAndMethod.length === 0) {
      throw new Failure('request/wrong-method');
    }
    await next();
  };
}
