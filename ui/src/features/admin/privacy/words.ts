import { privacy as en } from '../../../../../words/en/privacy.ts';
import { privacy as zh } from '../../../../../words/zh-CN/privacy.ts';
import { useOwnWords } from '../../../kernel/messages.ts';

/** The words about what is kept: they come with its pages, not with the first load of the panel. */
export const usePrivacyWords = () => useOwnWords(en, zh);
