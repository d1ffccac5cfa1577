import { useI18n } from 'vue-i18n';
import { en } from './en-words.ts';
import { zh } from './zh-words.ts';

/** The words of registering people: they come with its pages. */
export const useSheetWords = () =>
  useI18n({ useScope: 'local', inheritLocale: true, messages: { en, 'zh-CN': zh } });
