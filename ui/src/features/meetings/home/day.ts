import { useI18n } from 'vue-i18n';
import { dayAfter } from '../../../kernel/time.ts';
import { useTimes } from '../../access/session/index.ts';

/** A moment as `Today 08:00`, `Tomorrow 08:00` or with its date, in the reader's zone. */
export function useDays(): (at: number) => string {
  const { t } = useI18n();
  const times = useTimes();
  return (at) => {
    const now = Date.now();
    if (times.dayOf(at) === times.dayOf(now)) return `${t('home.today')} ${times.time(at)}`;
    if (times.dayOf(at) === times.dayOf(dayAfter(now)))
      return `${t('home.tomorrow')} ${times.time(at)}`;
    return times.day(at);
  };
}
