import { useI18n } from 'vue-i18n';
import { en } from './en-words.ts';
import { zh } from './zh-words.ts';

/** The words of who is who: they come with its pages, not with the first load of the panel. */
export const useMergeWords = () =>
  useI18n({ useScope: 'local', inheritLocale: true, messages: { en, 'zh-CN': zh } });
