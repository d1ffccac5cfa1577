import type { Series } from '../../../../bridge/src/features/doors/contract.ts';
import { invitation as english } from '../../locales/en/invitation.ts';
import { invitation as chinese } from '../../locales/zh-CN/invitation.ts';
import { grouped } from '../join/index.ts';

const words = { en: english, 'zh-CN': chinese };
type Language = keyof typeof words;

export interface TextOptions {
  hostName: string;
  /** `en`, `zh-CN`, or `both`. */
  language: string;
  /** The reader's zone (IANA); null: the one that the meeting was planned in. */
  timezone: string | null;
  /** An invitation link that takes the place of ID and password. */
  linkUrl?: string | null;
}

/** The invitation as plain text, ready to be pasted anywhere. */
export function invitationText(series: Series, options: TextOptions): string {
  if (options.language === 'both')
    return [inLanguage('zh-CN', series, options), inLanguage('en', series, options)].join('\n\n');
  return inLanguage(options.language === 'zh-CN' ? 'zh-CN' : 'en', series, options);
}

function inLanguage(language: Language, series: Series, options: TextOptions): string {
  const said = words[language];
  const { title, admission, number } = series;
  const head = options.hostName === '' ? said.headAlone : said.head;
  const byLink = options.linkUrl ?? null;
  const { guestPassword } = admission;
  return [
    fill(head, { host: options.hostName, title }),
    ...timeLines(language, series, options.timezone),
    '',
    fill(said.link, { url: byLink ?? series.url }),
    fill(said.number, { number: grouped(number) }),
    ...(guestPassword === null ? [] : [fill(said.password, { password: guestPassword })]),
    '',
    admission.scope === 'campus'
      ? said.campus
      : fill(said.how, { place: new URL('/', series.url).href }),
  ].join('\n');
}

function timeLines(language: Language, { schedule, next }: Series, own: string | null): string[] {
  if (!schedule || !next) return [];
  const said = words[language];
  const time = new Intl.DateTimeFormat(language, {
    timeZone: own ?? schedule.timezone,
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(next.startsAt);
  const lines = [fill(said.when, { time })];
  if (!schedule.weekly) return lines;
  const until = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const last = until.format(Date.parse(`${schedule.weekly.until}T00:00:00Z`));
  return [...lines, fill(said.weekly, { until: last })];
}

/** Names are text: what stands in the gaps is never read as a gap. */
const fill = (sentence: string, gaps: Record<string, string>): string =>
  sentence.replaceAll(/\{(\w+)\}/gu, (_whole, gap: string) => gaps[gap] ?? '');
