import { readFileSync } from 'node:fs';
import Router from '@koa/router';
import Koa, { type Context } from 'koa';
import type { ActivityPlugin } from './activity-plugin/plugin.ts';
import { mountActivityPlugin } from './activity-plugin/routes.ts';
import type { Campus } from './campus.ts';
import type { CampusConfig } from './config.ts';
import { mountBrowserRoutes } from './lti-platform/browser-routes.ts';
import { createPlatform, type Platform, type PlatformContent } from './lti-platform/platform.ts';
import { mountServerRoutes } from './lti-platform/server-routes.ts';
import { iconDocument, pageDocument } from './portal/chrome.ts';
import { mountCourses } from './portal/course-routes.ts';
import { isGuest } from './portal/guest.ts';
import { Html } from './portal/html.ts';
import { createSessions } from './portal/sessions.ts';
import { mountSignIn } from './portal/sign-in-routes.ts';
import { mountTools } from './portal/tools-routes.ts';
import { languageOf, visitOf } from './portal/visit.ts';
import { moodleLanguage, type Language } from './portal/words.ts';
import type { Person } from './campus.ts';

export { registerTool } from './lti-platform/platform.ts';

/** What pages of other parts (the mailbox) need to look like the portal's. */
export interface PortalPages {
  language: (ctx: Context) => Language;
  person: (ctx: Context) => Person | null;
  /** The whole document around a title (text) and a body (safe markup). */
  page: (ctx: Context, content: { title: string; body: string }) => string;
}

export interface PortalOptions {
  campus: Campus;
  config: CampusConfig;
  /** Moodle's activity plugin, where it is installed. */
  plugin?: ActivityPlugin;
  /** What the platform was before a restart. */
  kept?: PlatformContent | undefined;
  /** Adds routes of other parts: the mailbox, web services. They come before the portal's own. */
  extraRoutes?: (router: Router, pages: PortalPages) => void;
  /** Told of each failure that no page expected. */
  log?: (error: unknown) => void;
  now?: () => number;
}

const file = (name: string): string =>
  readFileSync(new URL(`portal/${name}`, import.meta.url), 'utf8');

function mountFiles(router: Router): void {
  const files = [
    ['/portal.css', 'text/css', file('portal.css')],
    ['/meetings.css', 'text/css', file('meetings.css')],
    ['/portal.js', 'text/javascript', file('portal.js')],
    ['/portal.svg', 'image/svg+xml', iconDocument],
  ] as const;
  for (const [path, type, content] of files) {
    router.get(path, (ctx) => {
      ctx.type = type;
      ctx.set('Cache-Control', 'no-cache');
      ctx.body = content;
    });
  }
}

/** Makes the demo's portal with its LTI platform: a koa application that is not listening yet. */
export async function createPortal(
  options: PortalOptions,
): Promise<{ app: Koa; platform: Platform }> {
  const { campus, config, plugin = null, kept, extraRoutes, log, now } = options;
  const platform = await createPlatform({
    campus,
    config,
    ...(kept && { kept }),
    ...(now && { now }),
  });
  const sessions = createSessions(campus);
  const router = new Router();
  mountFiles(router);
  extraRoutes?.(router, {
    language: languageOf,
    person: (ctx) => {
      const person = sessions.of(ctx)?.person;
      return person && !isGuest(person) ? person : null;
    },
    page: (ctx, { title, body }) => {
      ctx.set('X-Frame-Options', 'sameorigin');
      return pageDocument(visitOf(ctx, sessions), {
        title,
        body: new Html(body),
        section: `/${ctx.path.split('/', 2)[1] ?? ''}`,
      });
    },
  });
  const portal = { platform, sessions, plugin };
  if (plugin) mountActivityPlugin(router, { ...portal, plugin });
  mountServerRoutes(router, platform);
  mountBrowserRoutes(router, {
    platform,
    session: sessions.of,
    lang: (ctx) => moodleLanguage(languageOf(ctx)),
  });
  mountSignIn(router, portal);
  mountCourses(router, portal);
  mountTools(router, portal);
  const app = new Koa();
  if (log) app.on('error', log);
  app.use(router.routes()).use(router.allowedMethods());
  return { app, platform };
}
