export const locales = ['en', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];

/**
 * The first language among `wanted` that the panel speaks; English when none fits. Takes BCP 47 tags and
 * Moodle's spelling (`zh_cn`). Every Chinese is served by zh-CN until there is another.
 */
export function pickLocale(wanted: readonly (string | null)[]): Locale {
  for (const tag of wanted) {
    const language = tag?.toLowerCase().split(/[-_]/u)[0];
    if (language === 'zh') return 'zh-CN';
    if (language === 'en') return 'en';
  }
  return 'en';
}
