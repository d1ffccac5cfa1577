import { html, type Html } from '../portal/html.ts';
import type { Language } from './words.ts';

/** A moment (milliseconds since 1970) in the campus' zone, Asia/Shanghai, which is named, as a `time` element. */
export function moment(at: number, language: Language): Html {
  const text = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Asia/Shanghai',
    timeZoneName: 'short',
  }).format(at);
  return html`<time datetime="${new Date(at).toISOString()}">${text}</time>`;
}
