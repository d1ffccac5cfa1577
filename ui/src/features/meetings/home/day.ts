import { useI18n } from 'vue-i18n';
import { zone } from '../../../kernel/time.ts';
import { useSession, useTimes } from '../../access/session/index.ts';

/** A moment as `Today 08:00`, `Tomorrow 08:00` or with its date, in the reader's zone. */
export function useDays(): (at: number) => string {
  const { t } = useI18n();
  const session = useSession();
  const times = useTimes();
  const dayOf = (at: number): string =>
    new Intl.DateTimeFormat('en-CA', {
      timeZone: zone(session.person?.timezone ?? null),
      dateStyle: 'short',
    }).format(at);
  return (at) => {
    const now = Date.now();
    if (dayOf(at) === dayOf(now)) return `${t('home.today')} ${times.time(at)}`;
    if (dayOf(at) === dayOf(now + 86_400_000)) return `${t('home.tomorrow')} ${times.time(at)}`;
    return times.day(at);
  };
}
