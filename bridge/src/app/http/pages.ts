import type Router from '@koa/router';
import type { Context } from 'koa';
import type { PageReply, PageRequest, PageRoute } from '../../kernel/route.ts';
import { readBody, requestInfo, setCookie } from './request.ts';
import type { TakeFromRateLimit } from './limits.ts';
import { contentPolicy } from './headers.ts';

const maxForm = 256 * 1024;

/** Mounts the routes that speak forms, HTML or signed bytes: LTI, JWKS, Prosody's events. */
export function mountPages(router: Router, routes: PageRoute[], take: TakeFromRateLimit): void {
  for (const route of routes) {
    router.register(route.path, [route.method], async (ctx: Context) => {
      await take(route.limit, ctx.ip);
      reply(ctx, await route.handle(await pageRequest(ctx, route)));
    });
  }
}

async function pageRequest(ctx: Context, route: PageRoute): Promise<PageRequest> {
  const raw =
    route.method === 'POST' ? await readBody(ctx.req, route.maxBody ?? maxForm) : Buffer.alloc(0);
  const isForm = ctx.is('urlencoded') !== false;
  return {
    ...requestInfo(ctx),
    raw,
    params: { ...(ctx['params'] as Record<string, string>) },
    query: Object.fromEntries(new URLSearchParams(ctx.querystring)),
    form: isForm ? Object.fromEntries(new URLSearchParams(raw.toString('utf8'))) : {},
    header: (name) => ctx.get(name) || undefined,
  };
}

function reply(ctx: Context, answer: PageReply): void {
  ctx.status = answer.status ?? ('redirect' in answer ? 302 : 200);
  ctx.set('Cache-Control', 'no-store');
  for (const cookie of answer.cookies ?? []) setCookie(ctx, cookie);
  if ('redirect' in answer) {
    ctx.set('Location', answer.redirect);
    ctx.body = '';
  } else if ('html' in answer) {
    ctx.type = 'text/html; charset=utf-8';
    ctx.set('Content-Security-Policy', contentPolicy(answer.csp ?? {}));
    ctx.body = answer.html;
  } else if ('text' in answer) {
    ctx.type = answer.type;
    ctx.body = answer.text;
  } else {
    ctx.body = answer.json;
  }
  for (const [name, value] of Object.entries(answer.headers ?? {})) ctx.set(name, value);
}
