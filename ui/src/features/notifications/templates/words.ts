import { templates as en } from '../../../../../words/en/templates.ts';
import { templates as zh } from '../../../../../words/zh-CN/templates.ts';
import { useOwnWords } from '../../../kernel/messages.ts';

/** The words of the message templates' pages: they come with them, not with the first load of the panel. */
export const useTemplateWords = () => useOwnWords(en, zh);
