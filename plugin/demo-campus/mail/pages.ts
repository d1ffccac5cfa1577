import { readFile } from 'node:fs/promises';
import type Router from '@koa/router';
import type { Context } from 'koa';
import { html } from '../portal/html.ts';
import { listPage } from './list-page.ts';
import type { Mailbox } from './mailbox.ts';
import { messagePage } from './message-page.ts';
import { wordsOf, type Language } from './words.ts';

/** What the mailbox puts into the portal's page: a title as text, a body and a stylesheet's address. */
export interface MailboxContent {
  title: string;
  /** Safe markup. */
  body: string;
  /** Address of the mailbox's own stylesheet; it is also linked in the body. */
  stylesheet: string;
}

export interface MailboxPages {
  mailbox: Mailbox;
  language: (ctx: Context) => Language;
  /** Puts the content into the portal's page: the whole HTML document. */
  page: (ctx: Context, content: MailboxContent) => string;
}

const stylesheet = '/mailbox/style.css';

/** Adds `/mailbox`, `/mailbox/:id`, its attachments and its stylesheet to the portal. */
export function mountMailbox(router: Router, { mailbox, language, page }: MailboxPages): void {
  const show = (ctx: Context, title: string, body: { markup: string }) => {
    ctx.type = 'html';
    ctx.body = page(ctx, {
      title,
      body: `<link rel="stylesheet" href="${stylesheet}">${body.markup}`,
      stylesheet,
    });
  };
  router.get(stylesheet, async (ctx) => {
    ctx.type = 'css';
    ctx.body = await readFile(new URL('mailbox.css', import.meta.url), 'utf8');
  });
  router.get('/mailbox', (ctx) => {
    const recipient = new URLSearchParams(ctx.querystring).get('to');
    const wanted = language(ctx);
    show(ctx, wordsOf(wanted).title, listPage(mailbox, wanted, recipient || undefined));
  });
  router.get('/mailbox/:id', (ctx) => {
    const message = mailbox.find(ctx.params['id'] ?? '');
    const words = wordsOf(language(ctx));
    if (message === undefined) {
      ctx.status = 404;
      const back = html`<div class="mailbox">
        <p>${words.gone} <a href="/mailbox">${words.back}</a></p>
      </div>`;
      show(ctx, words.title, back);
      return;
    }
    const title = message.kind === 'mail' ? message.subject || words.noSubject : words.sms;
    show(ctx, title, messagePage(message, language(ctx)));
  });
  router.get('/mailbox/:id/attachments/:index', (ctx) => {
    const message = mailbox.find(ctx.params['id'] ?? '');
    const files = message?.kind === 'mail' ? message.attachments : [];
    const file = files[Number(ctx.params['index'])];
    if (file === undefined) return;
    ctx.attachment(file.name);
    // The sender's own type is never announced: nothing that came by mail runs on the portal's origin.
    ctx.type = 'application/octet-stream';
    ctx.set('X-Content-Type-Options', 'nosniff');
    ctx.body = file.content;
  });
}
