import { attendance as en } from '../../../../../words/en/attendance.ts';
import { attendance as zh } from '../../../../../words/zh-CN/attendance.ts';
import { useOwnWords } from '../../../kernel/messages.ts';
import { useTimes } from '../../access/session/index.ts';

/** The words about attendance: they come with its pages, not with the first load of the panel. */
export const useAttendanceWords = () => useOwnWords(en, zh);

/** Times to the second, in the reader's zone, and shares. */
export function useExactTimes() {
  const times = useTimes();
  const { t } = useAttendanceWords();
  return {
    clock: (at: number): string => times.clock(at),
    percent: (share: number | null): string =>
      share === null ? '–' : t('percent', { n: times.number(Math.round(share * 1000) / 10) }),
  };
}
