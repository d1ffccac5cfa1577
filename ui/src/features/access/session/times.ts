import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { zone } from '../../../kernel/time.ts';
import { useSession } from './store.ts';

/** Numbers and moments as the reader writes them, in the reader's zone. */
export interface Times {
  number(value: number): string;
  /** Hours and minutes of a moment. */
  time(at: number): string;
  /** Day and time of a moment. */
  day(at: number): string;
  span(lasted: { hours: number; minutes: number }): string;
}

export function useTimes(): Times {
  const { t, locale } = useI18n();
  const session = useSession();
  const inZone = computed(() => {
    const timeZone = zone(session.person?.timezone ?? null);
    return timeZone === undefined ? {} : { timeZone };
  });
  const format = (at: number, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale.value, { ...options, ...inZone.value }).format(at);

  return {
    number: (value) => new Intl.NumberFormat(locale.value).format(value),
    time: (at) => format(at, { hour: 'numeric', minute: '2-digit' }),
    day: (at) =>
      format(at, {
        weekday: 'short',
        month: 'short',
        day: 'numeric',
        hour: 'numeric',
        minute: '2-digit',
      }),
    span({ hours, minutes }) {
      if (hours > 0) return t('time.hours', { hours, minutes });
      return minutes > 0 ? t('time.minutes', { minutes }) : t('time.justNow');
    },
  };
}
