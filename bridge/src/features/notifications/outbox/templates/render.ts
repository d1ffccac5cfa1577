import { mailHtml, type Block, type Part } from './html.ts';
import { choicesIn } from './choices.ts';
import type { NoticeName } from '../../kinds.ts';
import {
  buttonOf,
  fillLine,
  fillSubject,
  type Fill,
  type Language,
  type TemplateName,
  type MailName,
  type SmsName,
  type Template,
  type Templates,
  type Values,
} from './template.ts';
import { en } from './words-en.ts';
import { zh } from './words-zh.ts';

/** The templates that mails are written by, unless a campus has its own. */
export const usualTemplates: Record<Language, Templates> = { 'zh-CN': zh, en };

/** What mails are written on: templates, how the product is called, and what stands below all mail. */
export interface Branding {
  templates: Record<Language, Templates>;
  product: Record<Language, string>;
  /** Plain lines; empty: none. */
  footer: Record<Language, string>;
}

/** Values in each language: they may differ between them (times do). */
export type ValuesIn<N extends TemplateName> = (language: Language) => Values<N>;

/** A mail to one reader. */
export interface Addressed<N extends TemplateName> {
  valuesIn: ValuesIn<N>;
  /** The reader's BCP 47 locale; null: unknown, written in both languages. */
  locale: string | null;
}

/** How the reader ends mail of this kind: stands below it whatever the template says. */
export interface Stop {
  kind: NoticeName | 'invitation';
  url: string;
}

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

/** In which languages somebody is written to: the own one, or both for somebody unknown. */
export function languagesFor(locale: string | null): Language[] {
  if (locale === null || locale.trim() === '') return ['zh-CN', 'en'];
  return /^zh\b/iu.test(locale.replace('_', '-')) ? ['zh-CN'] : ['en'];
}

/** Writes a mail, as text and as HTML. */
export function renderMail<N extends MailName>(
  name: N,
  { valuesIn, locale, stop }: Addressed<N> & { stop?: Stop | undefined },
  { templates, product, footer }: Branding,
): RenderedMail {
  const parts = languagesFor(locale).map((language) => {
    const template = templates[language][name];
    const values: Fill = { ...valuesIn(language), product: product[language] };
    const below = smallPrint(language, { stop, footer: footer[language], values });
    return {
      lang: language,
      product: product[language],
      subject: fillSubject(template.subject, values),
      blocks: [...blocksOf(template, values), ...below],
    };
  });
  const subject = parts.map((part) => part.subject).join(' / ');
  return {
    subject,
    text: parts.map(textOf).join('\n\n— — —\n\n'),
    html: mailHtml(subject, parts),
  };
}

/** Writes a short message. */
export function renderSms<N extends SmsName>(
  name: N,
  { valuesIn, locale }: Addressed<N>,
  { templates, product }: Branding,
): string {
  return languagesFor(locale)
    .map((language) => {
      const values: Fill = { ...valuesIn(language), product: product[language] };
      return linesOf(templates[language][name].body, values).join('\n').trim();
    })
    .join('\n');
}

const linesOf = (text: string, values: Fill): string[] =>
  text.split('\n').flatMap((line) => fillLine(line, values)?.split(/\r?\n/u) ?? []);

function blocksOf({ body }: Template, values: Fill): Block[] {
  return body.split(/\n{2,}/u).flatMap((paragraph): Block[] => {
    const button = buttonOf(paragraph);
    if (button) {
      const url = values[button.word];
      return url ? [{ kind: 'link', text: button.text, url }] : [];
    }
    const lines = linesOf(paragraph, values);
    return lines.length > 0 ? [{ kind: 'text', lines }] : [];
  });
}

function smallPrint(
  language: Language,
  { stop, footer, values }: { stop: Stop | undefined; footer: string; values: Fill },
): Block[] {
  const ending = stop && choicesIn(language)[stop.kind];
  const plain = footer.trim() === '' ? [] : footer.trim().split('\n');
  return [
    ...(stop && ending
      ? [
          {
            kind: 'small' as const,
            lines: linesOf(ending.why, values),
            link: { text: ending.stop, url: stop.url },
          },
        ]
      : []),
    ...(plain.length > 0 ? [{ kind: 'small' as const, lines: plain, link: null }] : []),
  ];
}

const textOf = ({ blocks }: Part): string =>
  blocks
    .map((block) => {
      if (block.kind === 'link') return `${block.text}:\n${block.url}`;
      const link = block.kind === 'small' ? block.link : null;
      return [...block.lines, ...(link ? [`${link.text}:`, link.url] : [])].join('\n');
    })
    .join('\n\n');
