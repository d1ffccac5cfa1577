import { platforms as en } from '../../../../../words/en/platforms.ts';
import { platforms as zh } from '../../../../../words/zh-CN/platforms.ts';
import { useOwnWords } from '../../../kernel/messages.ts';

/** The words of the platforms' page: they come with it, not with the first load of the panel. */
export const usePlatformWords = () => useOwnWords(en, zh);
