import { useI18n } from 'vue-i18n';
import { en } from './en-words.ts';
import { zh } from './zh-words.ts';

/** The words about who one is: they come with its parts, not with the first load of the panel. */
export const useConnectingWords = () =>
  useI18n({ useScope: 'local', inheritLocale: true, messages: { en, 'zh-CN': zh } });

/** How a source is called, by its kind. */
export function useSourceWords(): (kind: string) => string {
  const words = useConnectingWords();
  return (kind) => words.t(words.te(`sources.${kind}`) ? `sources.${kind}` : 'sources.other');
}
