import { createI18n } from 'vue-i18n';
import { readMessages } from '../kernel/messages.ts';
import { pickLocale, type Locale } from './locale.ts';

/** What of the catalogue is loaded at once: `first` for the course page, `pages` for all others besides. */
type Part = 'first' | 'pages';

const loaders: Record<Locale, Record<Part, () => Promise<object>>> = {
  en: {
    first: async () => (await import('../locales/en/first.ts')).first,
    pages: async () => (await import('../locales/en/pages.ts')).pages,
  },
  'zh-CN': {
    first: async () => (await import('../locales/zh-CN/first.ts')).first,
    pages: async () => (await import('../locales/zh-CN/pages.ts')).pages,
  },
};

/** The words of the panel. Every language has every key, so one is loaded, and of that one what pages need. */
export function createPanelWords() {
  const i18n = createI18n({
    legacy: false,
    locale: 'en',
    fallbackLocale: false,
    messages: {},
    // A key that is shown raw is a mistake of ours, for the browser's log and for tests.
    missing: (language, key) => reportError(new Error(`no words for ${key} in ${language}`)),
  });
  const { global: words } = i18n;
  const parts = new Set<Part>(['first']);
  const loaded = new Set<string>();
  let locale: Locale | null = null;

  const loadPart = async (language: Locale, part: Part): Promise<void> => {
    const messages = await loaders[language][part]();
    if (loaded.has(`${language} ${part}`)) return;
    loaded.add(`${language} ${part}`);
    words.mergeLocaleMessage(language, readMessages(messages));
  };
  const load = (language: Locale): Promise<unknown> =>
    Promise.all([...parts].map((part) => loadPart(language, part)));
  return {
    i18n,
    /** Changes the language of panel and document to the first of `wanted` that there is. */
    speakIn: async (wanted: readonly (string | null)[]): Promise<void> => {
      const wish = pickLocale(wanted);
      locale = wish;
      await load(wish);
      // Words that come late are not those that are wanted last.
      if (locale !== wish) return;
      words.locale.value = wish;
      document.documentElement.lang = wish;
    },
    /** Loads what pages other than the course page say, now and in every language to come. */
    loadPages: async (): Promise<void> => {
      parts.add('pages');
      if (locale) await load(locale);
    },
  };
}
export type PanelWords = ReturnType<typeof createPanelWords>;
