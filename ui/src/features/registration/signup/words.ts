import { signup as en } from '../../../../../words/en/signup.ts';
import { signup as zh } from '../../../../../words/zh-CN/signup.ts';
import { useOwnWords } from '../../../kernel/messages.ts';

/** The words of applying: they come with its page, not with the first load of the panel. */
export const useSignupWords = () => useOwnWords(en, zh);
