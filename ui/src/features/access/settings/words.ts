import { templateNames as en } from '../../../../../words/en/template-names.ts';
import { templateNames as zh } from '../../../../../words/zh-CN/template-names.ts';
import { useOwnWords } from '../../../kernel/messages.ts';

/** What notifications by mail are called: they come with the settings, not with the first load of the panel. */
export const useChoiceWords = () => useOwnWords({ choices: en.choices }, { choices: zh.choices });
