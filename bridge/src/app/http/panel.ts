import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Koa, { type Context, type Middleware } from 'koa';
import send from 'koa-send';
import { mailStyles } from '../../features/notifications/outbox/index.ts';
import { failureCodes } from '../../kernel/codes.ts';
import { Failure } from '../../kernel/failure.ts';
import type { RequestState } from './errors.ts';
import { contentPolicy } from './headers.ts';

export interface PanelDeps {
  /** The folder of the built panel. */
  folder: string;
  /** The campus's sign, an SVG or PNG file; without one the product's own stands. */
  logo?: string | undefined;
  /** Origins (and their ws:// twins) of the conference server, for its library and its websocket. */
  conferenceOrigins: string[];
  /** Origins of the portals that may frame the panel. */
  frameAncestors: () => Promise<string[]>;
}

/** Serves the panel: hashed assets for ever, everything else its one page, with the policy it needs. */
export function servePanel(deps: PanelDeps): Middleware {
  const { folder, conferenceOrigins, frameAncestors } = deps;
  const asset = /^\/(assets|icons)\/[\w.-]+$/u;
  const files = new Map<string, (ctx: Context) => Promise<void>>([
    ['/notifications.js', (ctx) => sendWorker(ctx, folder)],
    ['/embed/campus-meet.js', (ctx) => sendElement(ctx, folder)],
    ['/logo', (ctx) => sendLogo(ctx, deps.logo ?? join(folder, 'icons/icon.svg'))],
  ]);
  return async (ctx, next) => {
    const isPage = ctx.method === 'GET' || ctx.method === 'HEAD';
    if (!isPage || /^\/(api|lti|jitsi|live)(\/|$)/u.test(ctx.path)) {
      await next();
      return;
    }
    if (asset.test(ctx.path)) {
      await sendFile(ctx, ctx.path, { root: folder, immutable: true, maxage: 31_536_000_000 });
      return;
    }
    const file = files.get(ctx.path);
    if (file) {
      await file(ctx);
      return;
    }
    const ancestors = isEmbedded(ctx.path) ? ["'self'", ...(await frameAncestors())] : ["'none'"];
    ctx.set('Content-Security-Policy', panelPolicy(conferenceOrigins, ancestors));
    ctx.set('Permissions-Policy', 'camera=(self), microphone=(self), display-capture=(self)');
    // The course panel, in a frame of the portal, opens the meeting's tab and must keep its hold on it:
    // any stricter value would cut the two apart, because the portal's page has none.
    ctx.set('Cross-Origin-Opener-Policy', 'unsafe-none');
    await sendPage(ctx, folder);
  };
}

/**
 * What is shown in a frame of a portal: the home page with what it leads to there, a course, a meeting, and what
 * plugin/portal frames. Everything else, the administration and logging in before all, is framed by nobody.
 */
const isEmbedded = (path: string): boolean =>
  /^\/(?:people|missed|settings|portal|ringer)?\/?$/u.test(path) ||
  /^\/(?:course|meeting)\/[\w-]+\/?$/u.test(path);

/**
 * Sends a file, or says that there is none: a page of before an upgrade asks for parts that are gone.
 * @throws Failure request/not-found
 */
async function sendFile(ctx: Context, path: string, options: send.SendOptions): Promise<void> {
  try {
    await send(ctx, path, options);
  } catch (cause) {
    if (cause instanceof Koa.HttpError && cause.status === 404)
      throw new Failure('request/not-found', { cause });
    throw cause;
  }
}

/** The script of plugin/portal, for pages of other origins; its name stays, so that it is asked for again. */
async function sendElement(ctx: Context, folder: string): Promise<void> {
  ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
  ctx.set('Access-Control-Allow-Origin', '*');
  await sendFile(ctx, ctx.path, { root: folder, maxage: 300_000 });
}

/** The service worker, under the strict policy of every answer; browsers look for a newer one each time. */
async function sendWorker(ctx: Context, folder: string): Promise<void> {
  await sendFile(ctx, ctx.path, { root: folder, maxage: 0 });
  ctx.set('Cache-Control', 'no-cache');
}

/** The sign on the pages that one comes to from outside; the file's ending says what it is. */
async function sendLogo(ctx: Context, file: string): Promise<void> {
  await sendFile(ctx, basename(file), { root: dirname(file), maxage: 300_000 });
}

async function sendPage(ctx: Context, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) {
    sayNotBuilt(ctx);
    return;
  }
  await send(ctx, 'index.html', { root: join(folder), maxage: 0 });
  ctx.set('Cache-Control', 'no-cache');
}

/** Where the panel was never built: said to whoever set the server up, in a page, with a code for what looks for one. */
function sayNotBuilt(ctx: Context): void {
  const code = 'panel/not-built';
  const { requestId, log } = ctx.state as RequestState;
  log.error({ code }, 'the panel is not built: npm run build');
  ctx.status = failureCodes[code];
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Content-Security-Policy', contentPolicy({}));
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Campus Meet</title>
<h1>The panel is not built</h1>
<p>The bridge runs, but has no pages to show. On the server: <code>npm run build</code>, then load this page again.</p>
<p lang="zh-CN">服务已运行，但页面尚未构建。请在服务器上执行 <code>npm run build</code>，然后刷新本页。</p>
<p><small>${code} · ${requestId}</small></p></html>`;
}

/** The preview of a message template is a frame below this policy: it may have a message template's own few styles, by their hashes. */
const previewStyles = Object.values(mailStyles).map(
  (style) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`,
);

function panelPolicy(conference: string[], ancestors: string[]): string {
  return contentPolicy({
    // WebAssembly of our own origin, which the background of a camera and the noise suppression are made with. It
    // allows nothing else: no text becomes a script by it, as with 'unsafe-eval'.
    'script-src': [
      "'self'",
      "'wasm-unsafe-eval'",
      ...conference.filter((origin) => origin.startsWith('http')),
    ],
    'connect-src': ["'self'", ...conference],
    'img-src': ["'self'", 'data:', 'blob:'],
    'style-src': ["'self'", "'unsafe-hashes'", ...previewStyles],
    'media-src': ["'self'", 'blob:', 'mediastream:'],
    'font-src': ["'self'"],
    'worker-src': ["'self'", 'blob:'],
    'manifest-src': ["'self'"],
    'frame-ancestors': ancestors,
  });
}
