import { createHash, timingSafeEqual } from 'node:crypto';
import type Router from '@koa/router';
import type { Context } from 'koa';
import getRawBody from 'raw-body';
import { z } from 'zod';
import type { Mailbox } from './mailbox.ts';

const maxBody = 16 * 1024;

const shortMessage = z.strictObject({
  to: z.string().regex(/^\+?[0-9][0-9 -]{4,19}$/u, 'must be a telephone number'),
  text: z.string().trim().min(1).max(1000),
});

/**
 * `POST /sms` with JSON `{to, text}` and `Authorization: Bearer <key>`: a stand-in for the HTTP gateway of an SMS
 * provider; what it takes is shown in the mailbox. Answers 202 `{id}`, or 400, 401, 413, 415 with `{error}`.
 */
export function mountSmsGateway(
  router: Router,
  { mailbox, key }: { mailbox: Mailbox; key: string },
): void {
  router.post('/sms', async (ctx: Context) => {
    if (isKey(ctx.get('authorization'), key)) return take(ctx, mailbox);
    ctx.set('WWW-Authenticate', 'Bearer');
    answer(ctx, 401, { error: 'the key is missing or wrong' });
  });
}

async function take(ctx: Context, mailbox: Mailbox): Promise<void> {
  const body = await readBody(ctx);
  if ('status' in body) {
    answer(ctx, body.status, { error: body.error });
    return;
  }
  const parsed = shortMessage.safeParse(body.json);
  if (!parsed.success) {
    answer(ctx, 400, { error: z.prettifyError(parsed.error) });
    return;
  }
  const to = parsed.data.to.replace(/[ -]/gu, '');
  const { id } = mailbox.add({ kind: 'sms', to: [to], text: parsed.data.text });
  answer(ctx, 202, { id });
}

function answer(ctx: Context, status: number, body: object): void {
  ctx.status = status;
  ctx.body = body;
}

async function readBody(
  ctx: Context,
): Promise<{ json: unknown } | { status: number; error: string }> {
  if (ctx.is('application/json') !== 'application/json') {
    return { status: 415, error: 'send application/json' };
  }
  let raw: string;
  try {
    raw = await getRawBody(ctx.req, { limit: maxBody, encoding: 'utf8' });
  } catch {
    return { status: 413, error: `at most ${maxBody} bytes` };
  }
  try {
    return { json: JSON.parse(raw) };
  } catch {
    return { status: 400, error: 'the body is not JSON' };
  }
}

function isKey(header: string, key: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(header), hash(`Bearer ${key}`));
}
