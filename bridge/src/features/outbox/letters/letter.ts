import { letterHtml, type Block, type Part } from './html.ts';
import {
  fillLine,
  fillSubject,
  type Language,
  type LetterName,
  type Template,
} from './template.ts';
import type { Templates, Values } from './template.ts';
import { en } from './words-en.ts';
import { zh } from './words-zh.ts';

/** The templates that letters are written by, unless a campus has its own. */
export const usualTemplates: Record<Language, Templates> = { 'zh-CN': zh, en };

/** A letter in each language: values may differ between them (times do). */
export type ValuesIn<N extends LetterName> = (language: Language) => Values<N>;

export interface Letter {
  subject: string;
  text: string;
  html: string;
}

/** In which languages somebody is written to: the own one, or both for somebody unknown. */
export function languagesFor(locale: string | null): Language[] {
  if (locale === null || locale.trim() === '') return ['zh-CN', 'en'];
  return /^zh\b/iu.test(locale.replace('_', '-')) ? ['zh-CN'] : ['en'];
}

/**
 * Writes a letter, as text and as HTML.
 * @param locale the reader's BCP 47 locale; null: unknown, written in both languages
 */
export function writeLetter<N extends LetterName>(
  name: N,
  { valuesIn, locale }: { valuesIn: ValuesIn<N>; locale: string | null },
  templates: Record<Language, Templates> = usualTemplates,
): Letter {
  const parts = languagesFor(locale).map((language) => {
    const template = templates[language][name];
    const values: Readonly<Record<string, string | null | undefined>> = valuesIn(language);
    return {
      lang: language,
      subject: fillSubject(template.subject, values),
      blocks: blocksOf(template, values),
    };
  });
  const subject = parts.map((part) => part.subject).join(' / ');
  return {
    subject,
    text: parts.map(textOf).join('\n\n— — —\n\n'),
    html: letterHtml(subject, parts),
  };
}

const linkLine = /^\[(?<text>[^\]]+)\]\(\{(?<word>[\w-]+)\}\)$/u;

function blocksOf(
  { body }: Template,
  values: Readonly<Record<string, string | null | undefined>>,
): Block[] {
  return body.split(/\n{2,}/u).flatMap((paragraph): Block[] => {
    const link = linkLine.exec(paragraph.trim())?.groups;
    if (link) {
      const url = values[link['word'] ?? ''];
      return url ? [{ kind: 'link', text: link['text'] ?? url, url }] : [];
    }
    const lines = paragraph.split('\n').flatMap((line) => {
      const filled = fillLine(line, values);
      return filled === null ? [] : filled.split(/\r?\n/u);
    });
    return lines.length > 0 ? [{ kind: 'text', lines }] : [];
  });
}

function textOf({ blocks }: Part): string {
  return blocks
    .map((block) =>
      block.kind === 'text' ? block.lines.join('\n') : `${block.text}:\n${block.url}`,
    )
    .join('\n\n');
}
