import { templateKinds, type TemplateName } from '../../kinds.ts';

export type { TemplateName } from '../../kinds.ts';
export type SmsName = Extract<TemplateName, `${string}-sms`>;
export type MailName = Exclude<TemplateName, SmsName>;

/** Those have a body only, and are counted in parts. */
export const isSmsName = (name: TemplateName): name is SmsName =>
  templateKinds[name].form === 'sms';
export type Placeholder<N extends TemplateName> = (typeof templateKinds)[N]['placeholders'][number];
export type Values<N extends TemplateName> = Partial<Record<Placeholder<N>, string | null>>;

export type Language = 'zh-CN' | 'en';
export const languages = ['zh-CN', 'en'] as const satisfies readonly Language[];

/**
 * A message template as data: one subject line (empty for a short message), and a body of plain lines. `{word}` is filled
 * in. A line whose placeholder has nothing to say is left out; an empty line begins a paragraph; a paragraph
 * that is nothing but `[text]({link})` becomes a button. There is no other markup, so that whatever is filled in
 * stays text.
 */
export interface Template {
  subject: string;
  body: string;
}

export type Templates = { [N in TemplateName]: Template };

/** All that may stand in a message template. */
export const wordsOf = (name: TemplateName): string[] => [
  ...templateKinds[name].placeholders,
  'product',
];

/** Placeholders that are addresses of ours: only these may be behind a button. */
const addresses: ReadonlySet<string> = new Set(['link']);

const linkLine = /^\[(?<text>[^\][]+)\]\(\{(?<word>[\w-]+)\}\)$/u;

/** A paragraph that is a button; null for any other. */
export function buttonOf(paragraph: string): { text: string; word: string } | null {
  const { text = '', word = '' } = linkLine.exec(paragraph.trim())?.groups ?? {};
  return addresses.has(word) ? { text, word } : null;
}

export const anyPlaceholder = /\{([\w-]*)\}/gu;

export type Fill = Readonly<Record<string, string | null | undefined>>;

/** Fills a line in; null when one of its placeholders has nothing to say. */
export function fillLine(line: string, values: Fill): string | null {
  const words = [...line.matchAll(anyPlaceholder)].map(([, word = '']) => word);
  if (words.some((word) => valueOf(word, values) === '')) return null;
  return line.replace(anyPlaceholder, (_, word: string) => valueOf(word, values));
}

// Only what somebody wrote to the reader has lines of its own; a title must not look like several.
function valueOf(word: string, values: Fill): string {
  const value = (Object.hasOwn(values, word) ? values[word]?.trim() : '') ?? '';
  return word === 'message' ? value : value.replace(/\s+/gu, ' ');
}

/** A subject: one line without control characters, at most 200 characters. */
export function fillSubject(subject: string, values: Fill): string {
  const filled = fillLine(subject, values) ?? subject.replace(anyPlaceholder, '');
  const plain = filled.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const characters = Array.from(plain);
  return characters.length > 200 ? `${characters.slice(0, 199).join('')}…` : plain;
}
