import { connecting as en } from '../../../../../words/en/connecting.ts';
import { connecting as zh } from '../../../../../words/zh-CN/connecting.ts';

const catalogue = { en: en.sources, 'zh-CN': zh.sources };

/** The name of a source for people, in a mail's language. */
export function sourceWords(source: string, language: 'en' | 'zh-CN'): string {
  const names: Partial<Record<string, string>> = catalogue[language];
  return names[source.split(':', 1)[0] ?? ''] ?? catalogue[language].other;
}
