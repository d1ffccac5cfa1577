import {
  fallsOn,
  guestPasswordLength,
  weekdayOf,
  weeklyDates,
  type Admission,
  type AdmissionScope,
  type Schedule,
  type Series,
} from '../../../../../bridge/src/features/meetings/admission/contract.ts';
import { blankDetails, type TypedDetails } from '../details/index.ts';
import { daysAfter, momentOf, wallAt } from './wall.ts';

/** A meeting as it stands in the form. */
export interface Draft {
  /** With the personal meeting ID; else with a new one. */
  personal: boolean;
  title: string;
  details: TypedDetails;
  later: boolean;
  date: string;
  time: string;
  timezone: string;
  minutes: number;
  repeats: 'never' | 'weekly' | 'biweekly';
  /** Monday is 1, Sunday 7; the first day's counts whether or not it is among them. */
  weekdays: readonly number[];
  until: string;
  /** Days that are left out. */
  skipped: readonly string[];
  scope: AdmissionScope;
  /** Whether one may let guests in: else how they come in is nothing that one sees or says. */
  guests: boolean;
  withPassword: boolean;
  password: string;
  lobby: boolean;
  /** It begins in lecture mode. */
  lecture: boolean;
}

export interface Circumstances {
  now: number;
  timezone: string;
  title: string;
}

const hour = 3_600_000;

/** The form for something new: at the next full hour, if it is for later. */
export function newDraft({ now, timezone, title }: Circumstances): Draft {
  const { date, time } = wallAt(Math.ceil((now + 1) / hour) * hour, timezone);
  return {
    personal: false,
    title,
    details: blankDetails(),
    later: false,
    date,
    time: `${time.slice(0, 2)}:00`,
    timezone,
    minutes: 60,
    repeats: 'never',
    weekdays: [],
    until: daysAfter(date, 7 * 15),
    skipped: [],
    scope: 'anyone',
    guests: true,
    withPassword: true,
    password: '',
    lobby: false,
    lecture: false,
  };
}

/** How people come in, and what they may do then, as a series has it. */
export const admissionIn = ({ admission, lecture, mayInviteGuests }: Series): Partial<Draft> => ({
  lecture,
  guests: mayInviteGuests !== false,
  scope: admission.scope,
  withPassword: admission.guestPassword !== null,
  password: admission.guestPassword ?? '',
  lobby: admission.lobby,
});

/** The form for changing a series. */
export function draftOf(series: Series, around: Circumstances): Draft {
  const draft = { ...newDraft(around), ...admissionIn(series) };
  draft.personal = series.kind === 'personal';
  draft.title = series.title;
  draft.details = blankDetails(series);
  const { schedule } = series;
  if (!schedule) return draft;
  return {
    ...draft,
    later: true,
    date: schedule.startsAt.slice(0, 10),
    time: schedule.startsAt.slice(11, 16),
    timezone: schedule.timezone,
    minutes: schedule.durationMinutes,
    repeats:
      schedule.weekly === null ? 'never' : schedule.weekly.interval === 2 ? 'biweekly' : 'weekly',
    weekdays: schedule.weekly?.weekdays ?? [],
    until: schedule.weekly?.until ?? draft.until,
    skipped: schedule.weekly?.skipped ?? [],
  };
}

/** What the bridge is told about coming in. */
export const admissionOf = (draft: Draft): Partial<Admission> => ({
  scope: draft.scope,
  ...(draft.guests ? { guestPassword: draft.withPassword ? draft.password.trim() : null } : {}),
  lobby: draft.lobby,
});

/** What the bridge is told about the time; null: there is none. */
export const scheduleOf = (draft: Draft): Schedule | null =>
  draft.later
    ? {
        startsAt: `${draft.date}T${draft.time}`,
        timezone: draft.timezone,
        durationMinutes: draft.minutes,
        weekly: weeklyOf(draft),
      }
    : null;

/** The days of the week on which it is: the first day's among them. */
export const weekdaysOf = ({ date, weekdays }: Draft): number[] =>
  [...new Set([...weekdays, weekdayOf(date)])].sort((one, other) => one - other);

/** The dates on which it would be if none were left out; those to come, the next year's at most. */
export function datesOf(draft: Draft, today: string): string[] {
  const rule = ruleOf(draft);
  if (!rule || !isDate(draft.date) || !isDate(draft.until)) return [];
  const dates = weeklyDates(
    draft.date,
    { ...rule, skipped: [] },
    today > draft.date ? today : draft.date,
  );
  const all: string[] = [];
  for (const date of dates) {
    if (all.length === mostDates) break;
    all.push(date);
  }
  return all;
}

const mostDates = 120;
const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/u.test(text);

const ruleOf = (draft: Draft) =>
  draft.repeats === 'never'
    ? null
    : {
        until: draft.until,
        interval: draft.repeats === 'biweekly' ? (2 as const) : (1 as const),
        weekdays: weekdaysOf(draft),
      };

function weeklyOf(draft: Draft): Schedule['weekly'] {
  const rule = ruleOf(draft);
  if (!rule) return null;
  // What was left out of another plan is no day of this one.
  const skipped = draft.skipped.filter((date) =>
    fallsOn(draft.date, { ...rule, skipped: [] }, date),
  );
  const isUsual = rule.weekdays.length === 1;
  // What goes without saying is left out, as the bridge does.
  return {
    until: rule.until,
    ...(rule.interval === 2 ? { interval: rule.interval } : {}),
    ...(isUsual ? {} : { weekdays: rule.weekdays }),
    ...(skipped.length > 0 ? { skipped } : {}),
  };
}

/** The locale key below `schedule.` of what is wrong with a field. */
export type Problems = Partial<Record<'title' | 'date' | 'until' | 'password' | 'skipped', string>>;

/** What is to be mended before it can be sent. `was`: the time that it had before, which may be past. */
export function problemsOf(draft: Draft, now: number, was: Schedule | null = null): Problems {
  const problems: Problems = {};
  if (!draft.personal && draft.title.trim() === '') problems.title = 'titleProblem';
  const isShort = draft.password.trim().length < guestPasswordLength.least;
  if (draft.withPassword && isShort) problems.password = 'passwordProblem';
  return draft.later ? { ...problems, ...problemsOfTime(draft, now, was) } : problems;
}

function problemsOfTime(draft: Draft, now: number, was: Schedule | null): Problems {
  const problems: Problems = {};
  const at = momentOf(draft, draft.timezone);
  const isSame = was?.startsAt === `${draft.date}T${draft.time}`;
  if (Number.isNaN(at)) problems.date = 'dateProblem';
  else if (at < now - 60_000 && !(isSame && draft.repeats !== 'never')) problems.date = 'inPast';
  if (draft.repeats !== 'never' && !(draft.until >= draft.date)) problems.until = 'untilProblem';
  else if (draft.repeats !== 'never' && isAllLeftOut(draft)) problems.skipped = 'skippedProblem';
  return problems;
}

const isAllLeftOut = (draft: Draft): boolean => {
  const dates = datesOf(draft, draft.date);
  return dates.length > 0 && dates.every((date) => draft.skipped.includes(date));
};
