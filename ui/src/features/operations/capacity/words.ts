import { capacity as en } from '../../../../../words/en/capacity.ts';
import { capacity as zh } from '../../../../../words/zh-CN/capacity.ts';
import { useOwnWords } from '../../../kernel/messages.ts';

/** The words of the planner: they come with its page, not with the first load of the panel. */
export const useCapacityWords = () => useOwnWords(en, zh);
