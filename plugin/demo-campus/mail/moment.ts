import { html, type Html } from '../portal/html.ts';
import type { Language } from './words.ts';

/** A moment (milliseconds since 1970) in the campus' zone, Asia/Shanghai, as a `time` element. */
export function moment(at: number, language: Language): Html {
  const text = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Asia/Shanghai',
  }).format(at);
  return html`<time datetime="${new Date(at).toISOString()}">${text}</time>`;
}
