import { sheets as en } from '../../../../../words/en/sheets.ts';
import { sheets as zh } from '../../../../../words/zh-CN/sheets.ts';
import { useOwnWords } from '../../../kernel/messages.ts';

/** The words of registering people: they come with its pages. */
export const useSheetWords = () => useOwnWords(en, zh);
