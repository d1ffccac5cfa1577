import { z } from 'zod';
import { endpoint, moment } from '../../../../kernel/contract.ts';
import { templateKinds, templateNames, type TemplateName } from '../../kinds.ts';

export const templateName = z.enum(templateNames);
export type { TemplateName } from '../../kinds.ts';
export const templateLanguage = z.enum(['zh-CN', 'en']);
export type TemplateLanguage = z.infer<typeof templateLanguage>;

const facts = z.object({
  form: z.enum(['mail', 'sms']),
  group: z.enum(['accounts', 'applications', 'meetings', 'operations', 'registration']),
  purpose: z.enum(['transactional', 'notice', 'invitation']),
});
export type TemplateFacts = z.infer<typeof facts>;

/** What a template is besides its words. */
export const factsOf = (name: TemplateName): TemplateFacts => {
  const { form, group, purpose } = templateKinds[name];
  return { form, group, purpose };
};

/** Something that is wrong with a template, and where; lines count from 1. */
export const templateIssue = z.object({
  part: z.enum(['subject', 'body']),
  line: z.int(),
  kind: z.enum([
    ...(['empty', 'several-lines', 'too-long', 'control-character'] as const),
    ...(['unknown-placeholder', 'missing-placeholder'] as const),
    ...(['unpaired-bracket', 'broken-button'] as const),
  ]),
  /** The placeholder, or the most characters that there may be. */
  word: z.string(),
});
export type TemplateIssue = z.infer<typeof templateIssue>;

const smsSize = z.object({
  characters: z.int(),
  /** How many messages a gateway sends for it. */
  parts: z.int(),
  encoding: z.enum(['GSM-7', 'UCS-2']),
});
export type SmsSize = z.infer<typeof smsSize>;

const words = z.object({ subject: z.string(), body: z.string() });
export type TemplateWords = z.infer<typeof words>;

/** Words as somebody types them; what is wrong with them is told by `letter/flawed`, not by bounds. */
const typed = z.strictObject({
  subject: z.string().max(2_000),
  body: z
    .string()
    .max(20_000)
    .transform((body) => body.replace(/\r\n?/gu, '\n')),
});

const change = z.enum(['edit', 'reset', 'restore']);

const state = z.object({
  language: templateLanguage,
  isOwn: z.boolean(),
  /** The own text cannot be used any more: the shipped one is sent. */
  isUnusable: z.boolean(),
  /** The shipped text has changed since the own one was written. */
  isOlder: z.boolean(),
  changedAt: moment.nullable(),
  changedBy: z.string().nullable(),
});
export type TemplateState = z.infer<typeof state>;

/** What goes with all mail: plain lines. An empty text: none. */
const footer = z
  .string()
  .max(1_000)
  .transform((text) => text.replace(/\r\n?/gu, '\n').normalize('NFC').trim())
  .refine((text) => !/[^\P{Cc}\n]/u.test(text), 'must not contain control characters');
/** Characters of the product's name. */
export const productLength = 60;
const product = z
  .string()
  .trim()
  .max(productLength)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}{}<>]*$/u);
const texts = <T extends z.ZodType>(text: T) => z.strictObject({ 'zh-CN': text, en: text });
export const templateSettings = z.strictObject({
  /** How the campus calls the product; empty: as configured. */
  product: texts(product),
  footer: texts(footer),
});
export type TemplateSettings = z.infer<typeof templateSettings>;

export const listLetters = endpoint({
  id: 'listLetters',
  summary: 'Every message template and short message, and whose words it has. For system admins.',
  method: 'GET',
  path: '/api/admin/letters',
  who: 'person',
  reply: z.object({
    letters: z.array(facts.extend({ name: templateName, states: z.array(state) })),
    settings: templateSettings,
    settingsVersion: z.int(),
    /** The product's name where the campus gives none. */
    configuredProduct: z.string(),
  }),
});

export const changeLetterSettings = endpoint({
  id: 'changeLetterSettings',
  summary: "The campus's name for the product, and what stands below all mail. For system admins.",
  method: 'PUT',
  path: '/api/admin/letters/settings',
  who: 'person',
  body: z.strictObject({ settings: templateSettings, version: z.int().nonnegative() }),
  reply: z.object({ version: z.int() }),
});

const params = z.strictObject({ name: templateName, language: templateLanguage });
const path = '/api/admin/letters/:name/:language';
/** The number of the version that one has seen last; 0: none. Another one meanwhile: letter/changed. */
const seen = z.int().nonnegative();

const versionShown = z.object({
  number: z.int(),
  change,
  at: moment,
  /** Null for somebody who is gone. */
  by: z.string().nullable(),
  /** Null: the shipped text. */
  words: words.nullable(),
});
export type TemplateVersionShown = z.infer<typeof versionShown>;

export const templateShown = facts.extend({
  name: templateName,
  language: templateLanguage,
  /** What may stand in it, with an example. `required`: it must. */
  placeholders: z.array(z.object({ word: z.string(), example: z.string(), required: z.boolean() })),
  shipped: words,
  /** The campus's own words; null: the shipped ones hold. */
  own: words.nullable(),
  /** The shipped words when the own ones were written, if they were others. */
  shippedThen: words.nullable(),
  version: z.int(),
  /** The latest 50, newest first. */
  versions: z.array(versionShown),
});
export type TemplateShown = z.infer<typeof templateShown>;

export const getLetter = endpoint({
  id: 'getLetter',
  summary: 'One message template in one language, with its history. For system admins.',
  method: 'GET',
  path,
  who: 'person',
  params,
  reply: templateShown,
});

export const saveLetter = endpoint({
  id: 'saveLetter',
  summary: 'Gives a message template the campus’s own words. For system admins.',
  method: 'PUT',
  path,
  who: 'person',
  params,
  body: typed.extend({ version: seen }),
  reply: templateShown,
});

export const resetLetter = endpoint({
  id: 'resetLetter',
  summary: 'Lets the shipped words hold again; the own ones stay in the history.',
  method: 'POST',
  path: `${path}/reset`,
  who: 'person',
  params,
  body: z.strictObject({ version: seen }),
  reply: templateShown,
});

export const restoreLetter = endpoint({
  id: 'restoreLetter',
  summary: 'Lets the words of a former version hold again.',
  method: 'POST',
  path: `${path}/restore`,
  who: 'person',
  params,
  body: z.strictObject({ version: seen, number: z.int().positive() }),
  reply: templateShown,
});

/** Whom a message template is shown for: somebody usual, long names, Chinese names, hostile names, values missing. */
export const templateSample = z.enum(['usual', 'long', 'chinese', 'hostile', 'missing']);
export type TemplateSample = z.infer<typeof templateSample>;
const tried = typed.extend({ sample: templateSample });

export const previewLetter = endpoint({
  id: 'previewLetter',
  summary: 'How a text would look, and what is wrong with it. Nothing is kept or sent.',
  method: 'POST',
  path: `${path}/preview`,
  who: 'person',
  inMaintenance: true,
  params,
  body: tried,
  reply: z.object({
    flaws: z.array(templateIssue),
    subject: z.string(),
    text: z.string(),
    /** Null for a short message. */
    html: z.string().nullable(),
    sms: smsSize.nullable(),
  }),
});
export type TemplatePreview = z.output<(typeof previewLetter)['reply']>;

export const testLetter = endpoint({
  id: 'testLetter',
  summary: 'Sends a text to myself: by mail, or a short message to my telephone.',
  method: 'POST',
  path: `${path}/test`,
  who: 'person',
  params,
  body: tried,
  reply: z.object({ to: z.string() }),
});
