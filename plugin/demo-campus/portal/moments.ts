import type { Language } from './words.ts';

const timeZone = 'Asia/Shanghai';

/** A day and time as people at the university read it. */
export const momentText = (at: number, language: Language): string =>
  new Intl.DateTimeFormat(language, {
    timeZone,
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);

/** Today, with the day of the week. */
export const dayText = (at: number, language: Language): string =>
  new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'full' }).format(at);

/** The hour at the university, 0 to 23. */
export const hourAt = (at: number): number =>
  Number(new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(at));

/** The time of day at the university. */
export const timeText = (at: number, language: Language): string =>
  new Intl.DateTimeFormat(language, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
