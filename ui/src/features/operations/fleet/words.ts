import { fleet as en } from '../../../../../words/en/fleet.ts';
import { fleet as zh } from '../../../../../words/zh-CN/fleet.ts';
import { useOwnWords } from '../../../kernel/messages.ts';

/** The words of the page: they come with it, not with the first load of the panel. */
export const useFleetWords = () => useOwnWords(en, zh);
