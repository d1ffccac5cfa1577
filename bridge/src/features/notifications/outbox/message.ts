import { z } from 'zod';

/** A calendar file that goes with a mail (RFC 5545, RFC 6047). */
const calendarFile = z.object({ method: z.enum(['REQUEST', 'CANCEL']), content: z.string() });

const oneLine = z.string().regex(/^[^\r\n\u0000]*$/u, 'must be one line');

/** A mail to one address. */
const mail = z.object({
  kind: z.literal('mail'),
  to: z.email().max(254),
  subject: oneLine.max(500),
  text: z.string(),
  html: z.string(),
  replyTo: z.object({ name: oneLine.max(255), address: z.email().max(254) }).optional(),
  calendar: calendarFile.optional(),
  /** Where bulk mail can be ended with one click (RFC 8058). */
  unsubscribeUrl: z.url().optional(),
});
export type Mail = z.infer<typeof mail>;

/** A short message to a telephone. */
const sms = z.object({
  kind: z.literal('sms'),
  /** E.164. */
  to: z.string().regex(/^\+[1-9]\d{5,14}$/u, 'must be a number as E.164'),
  text: z.string().min(1).max(1000),
});
export type Sms = z.infer<typeof sms>;

/** A message to one browser (Web Push). */
const push = z.object({
  kind: z.literal('push'),
  /** Id of the subscription. */
  to: z.uuid(),
  /** JSON for the service worker. */
  payload: z.string().max(3000),
  urgency: z.enum(['normal', 'high']),
  /** A later message of the same topic takes the place of one not delivered yet (RFC 8030, 5.4). */
  topic: z.string().regex(/^[\w-]{1,32}$/u),
});
export type Push = z.infer<typeof push>;

/** A message inside the LMS to one of its accounts. */
const lms = z.object({
  kind: z.literal('lms'),
  /** The account's id there. */
  to: z.string().min(1).max(191),
  /** Plain text. */
  text: z.string().min(1).max(4000),
});
export type LmsMessage = z.infer<typeof lms>;

export const message = z.discriminatedUnion('kind', [mail, sms, push, lms]);
export type Message = z.infer<typeof message>;
export type Kind = Message['kind'];
export const kinds = ['mail', 'sms', 'push', 'lms'] as const satisfies readonly Kind[];

const single = z.object({
  message,
  /** What it tells of, for lists: the name of a template, for example. */
  about: z.string().max(64),
  /** Whom it is for, so that what is kept of a person can be found and erased. */
  personId: z.string().nullable().optional(),
  /** Sent at most once: a second posting with the same key is passed over. */
  onceKey: z.string().max(191).optional(),
  /** Of no use after this moment: dropped then. */
  expiresAt: z.number().optional(),
});

/** A message with what the outbox is to know of it. */
export const posting = single.extend({
  /** Sent instead when the addressee is gone or the time has run out. */
  otherwise: single.optional(),
});
export type Posting = z.infer<typeof posting>;

/** What is stored of a posting besides its columns. */
export const content = posting.pick({ message: true, otherwise: true });
export type Content = z.infer<typeof content>;
