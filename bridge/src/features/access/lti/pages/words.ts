import type { FailureCode } from '../../../../kernel/codes.ts';
import type { PageLocale } from './locale.ts';
import { en } from './words-en.ts';
import type { ProblemWords, Words } from './words-shape.ts';
import { zh } from './words-zh.ts';

export type { Words };

const languages: Record<PageLocale, Words> = { en, 'zh-CN': zh };

/** The texts in one language. */
export const wordsIn = (locale: PageLocale): Words => languages[locale];

/** The words for a failure; one that has none of its own is worded as `internal`. */
export function problemWords(words: Words, code: FailureCode): ProblemWords {
  const problems: Partial<Record<FailureCode, ProblemWords>> = words.problems;
  return problems[code] ?? words.problems.internal;
}
