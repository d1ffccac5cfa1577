import { templateNames as en } from '../../../../../../words/en/template-names.ts';
import { templateNames as zh } from '../../../../../../words/zh-CN/template-names.ts';
import type { NoticeName } from '../../kinds.ts';
import type { Language } from './template.ts';

/** How a choice is worded in mail and on the page that ends it. */
export interface ChoiceWords {
  /** Why the reader gets such mail. */
  why: string;
  /** What the link below it says. */
  stop: string;
  /** What such mail is called, in a sentence. */
  what: string;
}

const words: Record<Language, Record<NoticeName | 'invitation', ChoiceWords>> = {
  en: en.choices,
  'zh-CN': zh.choices,
};

/** The words of every choice. Not part of the templates: they cannot be edited away. */
export const choicesIn = (language: Language): (typeof words)[Language] => words[language];
