import { applications as en } from '../../../../../words/en/applications.ts';
import { applications as zh } from '../../../../../words/zh-CN/applications.ts';
import { useOwnWords } from '../../../kernel/messages.ts';

/** The words of the applications' page; the reasons also in the applicant's language. */
export const useApplicationWords = () => useOwnWords(en, zh);

/** Reasons for a refusal, as they are written to an applicant of this language. */
export const reasonsIn = (locale: string): typeof en.reasons =>
  locale === 'zh-CN' ? zh.reasons : en.reasons;
