import { directorySync as en } from '../../../../../words/en/directory-sync.ts';
import { directorySync as zh } from '../../../../../words/zh-CN/directory-sync.ts';
import { useOwnWords } from '../../../kernel/messages.ts';

/** The words of the directory tool: they come with its pages. */
export const useDirectoryWords = () => useOwnWords(en, zh);
