import { detailNames } from '../../../../../bridge/src/features/meetings/details-contract.ts';
import {
  weekdayOf,
  type Series,
} from '../../../../../bridge/src/features/meetings/admission/contract.ts';
import { invitation as english } from '../../../../../words/en/invitation.ts';
import { invitation as chinese } from '../../../../../words/zh-CN/invitation.ts';
import { meetingDetails as detailsEn } from '../../../../../words/en/meeting-details.ts';
import { meetingDetails as detailsZh } from '../../../../../words/zh-CN/meeting-details.ts';
import { listOf } from '../../../kernel/messages.ts';
import { grouped } from '../join/index.ts';
import { dayMs } from '../../../kernel/time.ts';

const words = { en: english, 'zh-CN': chinese };
const detailWords = { en: detailsEn, 'zh-CN': detailsZh };
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
  const head = series.kind === 'personal' ? said.headPersonal : said.head;
  const byLink = options.linkUrl ?? null;
  const { guestPassword } = admission;
  return [
    fill(options.hostName === '' ? said.headAlone : head, { host: options.hostName, title }),
    ...detailLines(language, series),
    ...timeLines(language, series, options.timezone),
    '',
    fill(said.link, { url: byLink ?? series.url }),
    fill(said.number, { number: grouped(number) }),
    ...(guestPassword === null ? [] : [fill(said.password, { password: guestPassword })]),
    '',
    wayIn(said, series, byLink !== null),
  ].join('\n');
}

const detailLines = (language: Language, series: Series): string[] =>
  detailNames.flatMap((name) => {
    const text = series[name];
    return text === null ? [] : [fill(detailWords[language][name].line, { text })];
  });

/** Who may come in by what the text gives: a link lets in everybody who has it, the ID those of the scope. */
function wayIn(said: (typeof words)[Language], series: Series, isByLink: boolean): string {
  const { scope } = series.admission;
  if (scope === 'anyone' || isByLink) {
    return fill(said.how, { place: new URL('/', series.url).href });
  }
  return scope === 'campus' ? said.campus : said.invited;
}

function timeLines(language: Language, { schedule, next }: Series, own: string | null): string[] {
  if (!schedule || !next) return [];
  const said = words[language];
  const { weekly } = schedule;
  const time = new Intl.DateTimeFormat(language, {
    // Again and again: in the plan's own zone, where it is always the same.
    timeZone: weekly ? schedule.timezone : (own ?? schedule.timezone),
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: weekly ? 'longGeneric' : 'short',
  }).format(next.startsAt);
  const lines = [fill(said.when, { time })];
  if (!weekly) return lines;
  const inWords = (date: string, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(
      Date.parse(`${date}T00:00:00Z`),
    );
  const { weekdays = [weekdayOf(schedule.startsAt.slice(0, 10))], skipped = [] } = weekly;
  // The first Monday of 2024 was its first day.
  const days = listOf(
    language,
    weekdays.map((day) => inWords(`2024-01-0${day}`, { weekday: 'long' })),
  );
  const until = inWords(weekly.until, { dateStyle: 'medium' });
  const today = new Date(next.startsAt - dayMs).toISOString().slice(0, 10);
  const left = skipped
    .filter((date) => date >= today)
    .map((date) => inWords(date, { dateStyle: 'medium' }));
  return [
    ...lines,
    fill(weekly.interval === 2 ? said.biweekly : said.weekly, { days, until }),
    ...(left.length > 0 ? [fill(said.skipped, { days: listOf(language, left) })] : []),
  ];
}

/** Names are text: what stands in the gaps is never read as a gap. */
const fill = (sentence: string, gaps: Record<string, string>): string =>
  sentence.replaceAll(/\{(\w+)\}/gu, (_whole, gap: string) => gaps[gap] ?? '');
