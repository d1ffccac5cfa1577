import type { Context } from 'koa';
import type { BrowserSession } from '../lti-platform/browser-session.ts';
import { wordsOf, type Language, type Words } from './words.ts';
import type { Sessions } from './sessions.ts';

/** One request for a page: who looks at it, in which language. */
export interface Visit {
  session: BrowserSession | null;
  language: Language;
  words: Words;
  /** Path and query of the page. */
  url: string;
}

/** The language of the page: what the person chose, else what the browser prefers. */
export function languageOf(ctx: Context): Language {
  const chosen = ctx.cookies.get('lang');
  if (chosen === 'en' || chosen === 'zh-CN') return chosen;
  return ctx.acceptsLanguages('zh', 'zh-CN', 'en') === 'en' ? 'en' : 'zh-CN';
}

/** `session` is null for whoever is not signed in; nobody is sent away here. */
export function visitOf(ctx: Context, sessions: Sessions): Visit {
  const language = languageOf(ctx);
  return { session: sessions.of(ctx), language, words: wordsOf(language), url: ctx.url };
}
