import { operationsHistory as en } from '../../../../../words/en/operations-history.ts';
import { operationsHistory as zh } from '../../../../../words/zh-CN/operations-history.ts';
import { useOwnWords } from '../../../kernel/messages.ts';

/** The words of the plots: they come with the page. */
export const useHistoryWords = () => useOwnWords(en, zh);
