/** The languages that our pages are written in. */
export type PageLocale = 'zh-CN' | 'en';

/**
 * The language for a page: what the launch said first, then the browser's wishes (Accept-Language,
 * RFC 9110 12.5.4, highest q first); English where neither is one of ours.
 */
export function pickLocale(launch: string | null, acceptLanguage: string | undefined): PageLocale {
  const wishes = (acceptLanguage ?? '')
    .split(',')
    .map((part, index) => {
      const [tag = '', ...rest] = part.trim().split(';');
      const q = rest.map((each) => /^\s*q=([\d.]+)/u.exec(each)?.[1]).find(Boolean);
      return { tag, q: q === undefined ? 1 : Number(q), index };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q || a.index - b.index);
  const tags = [...(launch === null ? [] : [launch]), ...wishes.map(({ tag }) => tag)];
  return tags.map(ours).find((locale) => locale !== null) ?? 'en';
}

function ours(tag: string): PageLocale | null {
  const language = tag.toLowerCase().split(/[-_]/u)[0];
  if (language === 'zh') return 'zh-CN';
  return language === 'en' ? 'en' : null;
}
