import type { Language } from './template.ts';

/** When something takes place: moments in milliseconds, shown in the reader's zone. */
export interface Span {
  startsAt: number;
  /** Null for something that has no planned end. */
  endsAt: number | null;
  /** The zone by its generic name, for what goes on over a change of clocks: `Central European Time`. */
  isGeneric?: boolean;
}

/**
 * A moment or span in words, with the zone named: `Tuesday, 24 November 2026, 08:00–09:35 (China Standard
 * Time, Asia/Shanghai)`.
 */
export function whenIn(language: Language, timezone: string, span: Span): string {
  const locale = language === 'en' ? 'en-GB' : 'zh-CN';
  const show = (options: Intl.DateTimeFormatOptions, moment: number, zone = timezone) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }).format(moment);
  const { startsAt, endsAt } = span;
  const time = (moment: number) =>
    show({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, moment);
  const end = endsAt === null ? '' : `–${endTime(startsAt, endsAt, { show, time })}`;
  const day = show({ dateStyle: 'full' }, startsAt);
  const hours = `${day}${language === 'en' ? ',' : ''} ${time(startsAt)}${end}`;
  const zone = zoneName(locale, timezone, span);
  return language === 'en' ? `${hours} (${zone}, ${timezone})` : `${hours}（${zone}，${timezone}）`;
}

interface Shows {
  show: (options: Intl.DateTimeFormatOptions, moment: number) => string;
  time: (moment: number) => string;
}

function endTime(startsAt: number, endsAt: number, { show, time }: Shows): string {
  const day = (moment: number) => show({ dateStyle: 'long' }, moment);
  return day(startsAt) === day(endsAt) ? time(endsAt) : `${day(endsAt)} ${time(endsAt)}`;
}

/** `Central European Summer Time`. */
export function zoneName(
  locale: string,
  timeZone: string,
  { startsAt, isGeneric = false }: Pick<Span, 'startsAt' | 'isGeneric'>,
): string {
  const timeZoneName = isGeneric ? 'longGeneric' : 'long';
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName }).formatToParts(startsAt);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

/** The zone if the runtime knows it, else the fallback: what people's profiles hold is not always one. */
export function knownZone(timezone: string | null, fallback: string): string {
  if (timezone === null) return fallback;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone;
  } catch {
    return fallback;
  }
}
