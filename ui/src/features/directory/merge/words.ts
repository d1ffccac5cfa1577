import { merge as en } from '../../../../../words/en/merge.ts';
import { merge as zh } from '../../../../../words/zh-CN/merge.ts';
import { useOwnWords } from '../../../kernel/messages.ts';

/** The words of who is who: they come with its pages, not with the first load of the panel. */
export const useMergeWords = () => useOwnWords(en, zh);
