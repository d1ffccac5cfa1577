import { useI18n, type MessageContext, type MessageFunction } from 'vue-i18n';

/**
 * A text of the catalogue as vue-i18n takes it when its message compiler, a tenth of the first load, is left out:
 * `{name}` is filled in, forms for one and for many stand between ` | `. Our sentences use nothing else of its format.
 */
export function readMessage(text: string): MessageFunction {
  const forms = text.split(' | ');
  return (context: MessageContext) => {
    const filled = forms.map((form) =>
      form.replaceAll(/\{(\w+)\}/gu, (_gap, name: string) =>
        String((context.named(name) as string | number | undefined) ?? ''),
      ),
    );
    return filled.length > 1 ? context.plural(filled) : (filled[0] ?? '');
  };
}

/** Texts by keys, in each other. */
interface Words {
  [key: string]: string | Words;
}

const known = new WeakMap<object, object>();

/** A topic of the catalogue, or all of them, with every text read; the same object each time. */
export function readMessages<T extends object>(words: T): T {
  const read = known.get(words) ?? Object.fromEntries(Object.entries(words).map(readEntry));
  known.set(words, read);
  // Of the same keys; vue-i18n takes functions where its types say texts.
  return read as T;
}

const readEntry = ([key, value]: [string, unknown]): [string, unknown] => [
  key,
  typeof value === 'string' ? readMessage(value) : readMessages(value as object),
];

/**
 * The words of a part that come with its pages, not with the first load of the panel.
 * @param en its topic of the catalogue, words/en
 * @param zh the same in words/zh-CN
 */
export const useOwnWords = (en: Words, zh: Words) =>
  useI18n<{ message: Words }, 'en' | 'zh-CN'>({
    useScope: 'local',
    inheritLocale: true,
    messages: { en: readMessages(en), 'zh-CN': readMessages(zh) },
  });

/** The words for a failure that was kept by its code; the code itself where there are none. */
export function useCodeWords(): (code: string) => string {
  const panel = useI18n();
  return (code) => (panel.te(`failures.${code}`) ? panel.t(`failures.${code}`) : code);
}

/** Names as a sentence lists them: `A, B and C`. */
export const listOf = (locale: string, names: readonly string[]): string =>
  new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
