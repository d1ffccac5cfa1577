/** Every letter that is written, with all that may stand in it: a template may use these and no others. */
export const placeholders = {
  invitation: ['host', 'title', 'when', 'number', 'password', 'link', 'message', 'name'],
  changed: ['host', 'title', 'when', 'number', 'password', 'link', 'name'],
  cancelled: ['host', 'title', 'when', 'name'],
  'missed-call': ['caller', 'title', 'when', 'link', 'name'],
  'class-started': ['host', 'title', 'when', 'link', 'settings', 'name'],
  'application-confirm': ['code', 'minutes', 'product', 'link'],
  'application-known': ['product', 'email', 'link'],
  registered: ['name', 'number', 'email', 'product', 'link'],
  'registration-done': ['name', 'title', 'added', 'changed', 'link'],
  'registration-returned': ['name', 'title', 'message', 'link'],
  'application-accepted': ['name', 'product', 'email', 'phone', 'number', 'link'],
  'application-refused': ['name', 'product', 'message', 'link'],
  'application-reopened': ['name', 'product'],
  'login-code': ['code', 'minutes', 'product', 'name'],
  'password-changed': ['product', 'link', 'name'],
} as const;

export type LetterName = keyof typeof placeholders;
export type Placeholder<N extends LetterName> = (typeof placeholders)[N][number];
export type Values<N extends LetterName> = Partial<Record<Placeholder<N>, string | null>>;

export type Language = 'zh-CN' | 'en';

/**
 * A letter as data: one subject line, and a body of plain lines. `{word}` is filled in. A line whose
 * placeholder has nothing to say is left out; an empty line begins a paragraph; a line that is nothing but
 * `[text]({link})` becomes a button. There is no other markup, so that whatever is filled in stays text.
 */
export interface Template {
  subject: string;
  body: string;
}

export type Templates = { [N in LetterName]: Template };

const anyPlaceholder = /\{([\w-]*)\}/gu;

/** What is wrong with an edited template; empty when it can be used. */
export function flawsOf(name: LetterName, { subject, body }: Template): string[] {
  const known = new Set<string>(placeholders[name]);
  const used = [...`${subject}\n${body}`.matchAll(anyPlaceholder)].map(([, word = '']) => word);
  const strange = [...new Set(used)].filter((word) => !known.has(word));
  return [
    ...strange.map((word) => `{${word}} is unknown; there are ${[...known].join(', ')}`),
    ...(subject.trim() === '' ? ['the subject is empty'] : []),
    ...(/[\r\n]/u.test(subject) ? ['the subject must be one line'] : []),
    ...(body.trim() === '' ? ['the body is empty'] : []),
    ...(known.has('link') && !body.includes('{link}') ? ['{link} must stand in the body'] : []),
  ];
}

type Fill = Readonly<Record<string, string | null | undefined>>;

/** Fills a line in; null when one of its placeholders has nothing to say. */
export function fillLine(line: string, values: Fill): string | null {
  const words = [...line.matchAll(anyPlaceholder)].map(([, word = '']) => word);
  if (words.some((word) => valueOf(word, values) === '')) return null;
  return line.replace(anyPlaceholder, (_, word: string) => valueOf(word, values));
}

// Only what somebody wrote to the reader has lines of its own; a title must not look like several.
function valueOf(word: string, values: Fill): string {
  const value = values[word]?.trim() ?? '';
  return word === 'message' ? value : value.replace(/\s+/gu, ' ');
}

/** A subject: one line without control characters, at most 200 characters. */
export function fillSubject(subject: string, values: Fill): string {
  const filled = fillLine(subject, values) ?? subject.replace(anyPlaceholder, '');
  const plain = filled.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const characters = Array.from(plain);
  return characters.length > 200 ? `${characters.slice(0, 199).join('')}…` : plain;
}
