import { createI18n } from 'vue-i18n';
import { en, type Messages } from '../locales/en/index.ts';
import { pickLocale, type Locale } from './locale.ts';

const loaders: Record<Locale, () => Promise<Messages>> = {
  en: () => Promise.resolve(en),
  'zh-CN': async () => (await import('../locales/zh-CN/index.ts')).zhCN,
};

/** The words of the panel. English is always there, so that a key is never shown raw. */
export const createPanelI18n = () =>
  createI18n({ legacy: false, locale: 'en', fallbackLocale: 'en', messages: { en } });

export type PanelI18n = ReturnType<typeof createPanelI18n>;

/** Changes the language of panel and document to the first of `wanted` that there is. */
export async function speak(i18n: PanelI18n, wanted: readonly (string | null)[]): Promise<Locale> {
  const locale = pickLocale(wanted);
  const global = i18n.global as unknown as {
    locale: { value: string };
    setLocaleMessage: (locale: string, messages: Messages) => void;
  };
  global.setLocaleMessage(locale, await loaders[locale]());
  global.locale.value = locale;
  document.documentElement.lang = locale;
  return locale;
}
