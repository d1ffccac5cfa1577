import { admin as en } from '../../../../../words/en/admin.ts';
import { admin as zh } from '../../../../../words/zh-CN/admin.ts';
import { useOwnWords } from '../../../kernel/messages.ts';

/** The words of the administration: they come with its pages, not with the first load of the panel. */
export const useAdminWords = () => useOwnWords(en, zh);
