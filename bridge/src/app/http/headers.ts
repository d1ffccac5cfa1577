import type { Middleware } from 'koa';

type Directives = Record<string, string[]>;

const strict: Directives = {
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'style-src': ["'self'"],
  'script-src': ["'self'"],
  'connect-src': ["'self'"],
};

/** A Content-Security-Policy: nothing is allowed but what is ours, except for the given directives. */
export function contentPolicy(directives: Directives): string {
  return Object.entries({ ...strict, ...directives })
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}

/**
 * Headers of every answer. No X-Frame-Options: who may frame us is said by frame-ancestors. The
 * panel's pages loosen the opener policy themselves (panel.ts).
 */
export const securityHeaders: Middleware = async (ctx, next) => {
  ctx.set('Content-Security-Policy', contentPolicy({}));
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Referrer-Policy', 'no-referrer');
  ctx.set('Cross-Origin-Opener-Policy', 'same-origin');
  ctx.set('Cross-Origin-Resource-Policy', 'same-origin');
  if (ctx.secure) ctx.set('Strict-Transport-Security', 'max-age=31536000');
  await next();
};
