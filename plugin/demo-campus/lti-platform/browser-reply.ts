import type { Context } from 'koa';

/** What a platform's page answers: a document, or a redirect to `to` by GET. */
export type BrowserReply = { status: number; document: string } | { to: string };

/** A document as it stands: whoever makes it has escaped what goes in. */
export const page = (document: string, status = 200): BrowserReply => ({ status, document });

/** Answered with 303, so that a form that was sent is not sent again. */
export const seeOther = (to: string): BrowserReply => ({ to });

/** Writes the reply into the response. */
export function send(ctx: Context, reply: BrowserReply): void {
  if ('to' in reply) {
    ctx.redirect(reply.to);
    ctx.status = 303;
    return;
  }
  ctx.status = reply.status;
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = reply.document;
}
