import { z } from 'zod';

/**
 * Who may call an endpoint at all; finer rules are the service's. A `participant` is a person of the
 * campus or a guest of one meeting; what says `person` refuses guests. `anyone` is told who calls when
 * a session is presented.
 */
export type Who = 'anyone' | 'person' | 'participant';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type Shape = z.ZodType;

/** One operation of the bridge: server, panel and the OpenAPI document are all made from it. */
export interface Endpoint<
  P extends Shape = Shape,
  Q extends Shape = Shape,
  B extends Shape = Shape,
  R extends Shape = Shape,
> {
  /** Name of the operation in OpenAPI and in logs, lowerCamelCase. */
  id: string;
  summary: string;
  method: Method;
  /** Koa-router path below the bridge's root, for example `/api/meetings/:meetingId`. */
  path: string;
  who: Who;
  /**
   * A write that goes on while changes are refused for maintenance: what it takes to be signed in and in a meeting,
   * what changes nothing, and what maintenance itself needs. Reading (GET) always does.
   */
  inMaintenance?: true;
  params: P;
  query: Q;
  body: B;
  reply: R;
  /** The largest body taken, in bytes, of an operation that takes a file as it is instead of JSON. */
  upload?: number;
  /** The media types that a reply that is a file may have. */
  download?: readonly MediaType[];
}

/** Media types of what is downloaded. */
export type MediaType = (typeof mediaTypes)[keyof typeof mediaTypes];
export const mediaTypes = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
} as const;

const nothing = z.strictObject({});
type Nothing = typeof nothing;

/** What a contract states of an endpoint; parts left out are "nothing may be sent". */
export interface EndpointSpec<P extends Shape, Q extends Shape, B extends Shape, R extends Shape> {
  id: string;
  summary: string;
  method: Method;
  path: string;
  who: Who;
  inMaintenance?: true;
  params?: P;
  query?: Q;
  body?: B;
  reply: R;
  upload?: number;
  download?: readonly MediaType[];
}

/** Declares one operation. Unknown keys in params, query and body are refused when strictObject is used. */
export function endpoint<
  R extends Shape,
  P extends Shape = Nothing,
  Q extends Shape = Nothing,
  B extends Shape = Nothing,
>(spec: EndpointSpec<P, Q, B, R>): Endpoint<P, Q, B, R> {
  const none = (shape: Shape | undefined) => shape ?? nothing;
  return {
    ...spec,
    params: none(spec.params) as P,
    query: none(spec.query) as Q,
    body: none(spec.body) as B,
  };
}

const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/u;

const lineEnds = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;

/**
 * A text of 1 to `max` characters that a person typed, on one line: trimmed, NFC, no control characters; ends of
 * lines become spaces. Markup is kept as text.
 */
export const text = (max: number) => written(max, (value) => value.replace(lineEnds, ' '));

/** The same, with lines. */
export const lines = (max: number) =>
  written(max, (value) => value.replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n'));

const written = (max: number, clean: (value: string) => string) =>
  z
    .string()
    .max(max)
    .transform((value) => clean(value.normalize('NFC')).trim())
    .refine((value) => value.length > 0, 'must not be empty')
    .refine((value) => !control.test(value), 'must not contain control characters');

/**
 * The most characters that a text of a contract may have: what a field of a form lets be typed.
 * @throws RangeError for a text without a limit
 */
export function longest(schema: z.ZodType): number {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return longest(schema.unwrap() as z.ZodType);
  }
  if (schema instanceof z.ZodPipe) return longest(schema.in as z.ZodType);
  const isText = schema instanceof z.ZodString || schema instanceof z.ZodStringFormat;
  const most = isText ? limitOf(schema) : undefined;
  if (most === undefined) throw new RangeError('This text has no limit.');
  return most;
}

/** Zod's own `maxLength` takes what makes JSON Schema, which the panel is built without (ui/vite.shared.ts). */
const limitOf = ({ def }: z.ZodString | z.ZodStringFormat): number | undefined =>
  def.checks?.find((check) => check instanceof z.core.$ZodCheckMaxLength)?._zod.def.maximum;

/** An identifier that the bridge made (UUID). */
export const id = z.uuid();

/** `next` of the page before; the first page is asked for without. */
export const cursor = z.string().max(1000).optional();

/** A moment: milliseconds since 1970-01-01T00:00:00Z. Shown in the reader's zone by the panel. */
export const moment = z.int().nonnegative();

/** A reply that is a file to be saved, not JSON: its name, its media type and its bytes. */
export const file = z.object({
  name: z.string(),
  type: z.string(),
  content: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
});

/** The body of every error answer (RFC 9457, application/problem+json). */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  requestId: z.string(),
  flaws: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  retryAfter: z.number().optional(),
});
export type Problem = z.infer<typeof problem>;
