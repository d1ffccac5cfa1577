import type { PageReply } from '../../../../kernel/route.ts';
import { hashOf, html, Markup } from './html.ts';
import { style } from './scripts.ts';
import type { Words } from './words.ts';

/** What a page of ours is made of. */
export interface Page {
  words: Words;
  title: string;
  main: Markup;
  /** A constant script, allowed by its hash. */
  script?: string;
  /** Data attributes of the body, for the script. */
  data?: Record<string, string>;
  /** Origins that may show the page in a frame; none known means any. */
  framedBy: readonly string[];
  /** Origins besides our own that its forms may be sent to. */
  sendsTo?: readonly string[];
  status?: number;
}

/**
 * A page as a reply: nothing runs and nothing loads but what is in it; no referrer, never cached.
 * The opener is kept (Cross-Origin-Opener-Policy), for platforms that open us in a window and listen.
 */
export function page({
  words,
  title,
  main,
  script,
  data = {},
  framedBy,
  sendsTo,
  status,
}: Page): PageReply {
  const attributes = Object.entries(data).map(([name, value]) => html` data-${name}="${value}"`);
  const { html: body } = html`<!doctype html>
    <html lang="${words.lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        ${inline('style', style)}
      </head>
      <body${attributes}>
        <main><h1>${title}</h1>${main}</main>
        ${script === undefined ? null : inline('script', script)}
      </body>
    </html>`;
  return {
    status: status ?? 200,
    html: body,
    headers: {
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Opener-Policy': 'unsafe-none',
    },
    csp: {
      'default-src': ["'none'"],
      'base-uri': ["'none'"],
      'style-src': [hashOf(style)],
      'script-src': [script === undefined ? "'none'" : hashOf(script)],
      'connect-src': ["'none'"],
      'img-src': ["'none'"],
      'form-action': ["'self'", ...(sendsTo ?? [])],
      'frame-ancestors': framedBy.length === 0 ? ['*'] : ["'self'", ...framedBy],
    },
  };
}

/** The hash in the policy is of exactly what stands between the tags. */
const inline = (tag: 'style' | 'script', content: string) =>
  new Markup(`<${tag}>${content}</${tag}>`);
