import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { browserMemoryKey, need, tabMemoryKey } from '../../../kernel/ports.ts';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
/** Each named in itself, so that everybody finds the own one. */
export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];
export const languageNames: Record<Language, string> = { en: 'English', 'zh-CN': '简体中文' };

const themeKey = 'campus-meet.theme';
const languageKey = 'campus-meet.language';
const darkQuery = '(prefers-color-scheme: dark)';

const one = <T extends string>(known: readonly T[], kept: string | null): T | null =>
  known.find((value) => value === kept) ?? null;

/** How the panel looks and which language it speaks, as chosen in this browser. */
export const useAppearance = defineStore('appearance', () => {
  const memory = need(browserMemoryKey);
  const tabMemory = need(tabMemoryKey);
  const theme = ref<Theme>(one(themes, memory.read(themeKey)) ?? 'auto');
  /** Null: nothing was chosen here; the person's or the browser's language holds. */
  const language = ref<Language | null>(one(languages, memory.read(languageKey)));
  /** What this tab goes on in, because one came in by a page that was written in it. Null: nothing of the sort. */
  const spokenHere = ref<Language | null>(one(languages, tabMemory.read(languageKey)));
  const system = window.matchMedia(darkQuery);
  const systemIsDark = ref(system.matches);
  system.addEventListener('change', ({ matches }) => (systemIsDark.value = matches));

  return {
    theme,
    language,
    spokenHere,
    shown: computed(() => {
      if (theme.value !== 'auto') return theme.value;
      return systemIsDark.value ? 'dark' : 'light';
    }),
    chooseTheme(chosen: Theme) {
      theme.value = chosen;
      memory.write(themeKey, chosen);
    },
    /** Goes on in a language (a BCP 47 tag) in this tab, until another one is chosen. */
    speakHere(spoken: string) {
      spokenHere.value = one(languages, spoken);
      tabMemory.write(languageKey, spokenHere.value);
    },
    chooseLanguage(chosen: Language | null) {
      language.value = chosen;
      memory.write(languageKey, chosen);
    },
  };
});
