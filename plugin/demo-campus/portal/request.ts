import type { Context } from 'koa';
import rawBody from 'raw-body';

const limit = '512kb';

/** The body as text; larger ones are answered 413. */
export const readText = (ctx: Context): Promise<string> =>
  rawBody(ctx.req, { limit, encoding: 'utf8' });

/** The form fields of a request; of fields that come twice, `get` gives the first. */
export const readForm = async (ctx: Context): Promise<URLSearchParams> =>
  new URLSearchParams(await readText(ctx));

/** The query's fields. */
export const queryOf = (ctx: Context): URLSearchParams => new URLSearchParams(ctx.querystring);

/** A field that is a whole number; NaN when it is not. */
export const numberIn = (fields: URLSearchParams, name: string): number => {
  const text = fields.get(name) ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
};
