import { createI18n } from 'vue-i18n';
import { readMessages } from '../kernel/messages.ts';
import { en, type Messages } from '../locales/en/index.ts';
import { pickLocale, type Locale } from './locale.ts';

const loaders: Record<Locale, () => Promise<Messages>> = {
  en: () => Promise.resolve(en),
  'zh-CN': async () => (await import('../locales/zh-CN/index.ts')).zhCN,
};

/** The words of the panel. English is always there, so that a key is never shown raw. */
export const createPanelI18n = () =>
  createI18n({
    legacy: false,
    locale: 'en',
    fallbackLocale: 'en',
    messages: { en: readMessages(en) },
  });

/** What `useI18n` gives, as far as changing the language goes. */
interface Speaker {
  locale: { value: string };
  setLocaleMessage: (locale: string, messages: Messages) => void;
}

/** How often another language was wanted: words that come late are not those that are wanted last. */
let wishes = 0;

/** Changes the language of panel and document to the first of `wanted` that there is. */
export async function speakIn(speaker: Speaker, wanted: readonly (string | null)[]): Promise<void> {
  wishes += 1;
  const wish = wishes;
  const locale = pickLocale(wanted);
  const messages = await loaders[locale]();
  if (wish !== wishes) return;
  speaker.setLocaleMessage(locale, readMessages(messages));
  speaker.locale.value = locale;
  document.documentElement.lang = locale;
}
