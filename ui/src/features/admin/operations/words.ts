import { operations as en } from '../../../../../words/en/operations.ts';
import { operations as zh } from '../../../../../words/zh-CN/operations.ts';
import { useOwnWords } from '../../../kernel/messages.ts';

/** The words of what campus IT looks after: they come with its pages. */
export const useOperationsWords = () => useOwnWords(en, zh);
