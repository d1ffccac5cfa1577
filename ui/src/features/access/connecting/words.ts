import { connecting as en } from '../../../../../words/en/connecting.ts';
import { connecting as zh } from '../../../../../words/zh-CN/connecting.ts';
import { useOwnWords } from '../../../kernel/messages.ts';

/** The words about who one is: they come with its parts, not with the first load of the panel. */
export const useConnectingWords = () => useOwnWords(en, zh);

/** How a source is called, by its kind. */
export function useSourceWords(): (kind: string) => string {
  const words = useConnectingWords();
  return (kind) => words.t(words.te(`sources.${kind}`) ? `sources.${kind}` : 'sources.other');
}
