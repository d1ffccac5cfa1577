import { operations as en } from '../../../../../words/en/operations.ts';
import { templateNames as templatesEn } from '../../../../../words/en/template-names.ts';
import { operations as zh } from '../../../../../words/zh-CN/operations.ts';
import { templateNames as templatesZh } from '../../../../../words/zh-CN/template-names.ts';
import { useOwnWords } from '../../../kernel/messages.ts';

/** The words of these pages, and what message templates are called: they come with them, not with the first load of the panel. */
export const useOperationsWords = () =>
  useOwnWords({ ...en, templates: templatesEn.letters }, { ...zh, templates: templatesZh.letters });
