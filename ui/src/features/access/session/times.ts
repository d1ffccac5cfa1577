import { useI18n } from 'vue-i18n';
import { clocksDiffer, readerZone } from '../../../kernel/time.ts';
import { useSession } from './store.ts';

/**
 * Numbers and moments as the reader writes them. Moments are in the reader's own zone; where the campus has another
 * time, as the page around the panel shows it, the zone's name goes along.
 */
export interface Times {
  number(value: number): string;
  /** Hours and minutes of a moment. */
  time(at: number): string;
  /** Hours, minutes and seconds of a moment. */
  clock(at: number): string;
  /** Day and time of a moment. */
  day(at: number): string;
  /** The date of a moment, with its year. */
  date(at: number): string;
  /** The date on the reader's wall, `2026-11-24`: to compare days. */
  dayOf(at: number): string;
  span(lasted: { hours: number; minutes: number }): string;
}

/** Follows the panel's language while it is open, and the campus's zone once somebody is signed in. */
export function useTimes(): Times {
  const { t, locale } = useI18n();
  const session = useSession();
  const campusZone = () => session.person?.timezone ?? readerZone();
  const named = (at: number): Intl.DateTimeFormatOptions =>
    clocksDiffer(readerZone(), campusZone(), at) ? { timeZoneName: 'short' } : {};
  const format = (at: number, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale.value, options).format(at);

  return {
    number: (value) => new Intl.NumberFormat(locale.value).format(value),
    time: (at) => format(at, { hour: 'numeric', minute: '2-digit', ...named(at) }),
    clock: (at) =>
      format(at, { hour: 'numeric', minute: '2-digit', second: '2-digit', ...named(at) }),
    day: (at) =>
      format(at, {
        weekday: 'short',
        month: 'short',
        day: 'numeric',
        hour: 'numeric',
        minute: '2-digit',
        ...named(at),
      }),
    date: (at) => format(at, { dateStyle: 'medium' }),
    dayOf: (at) => new Intl.DateTimeFormat('en-CA', { dateStyle: 'short' }).format(at),
    span({ hours, minutes }) {
      if (hours > 0) return t('time.hours', { hours, minutes });
      return minutes > 0 ? t('time.minutes', { minutes }) : t('time.justNow');
    },
  };
}
