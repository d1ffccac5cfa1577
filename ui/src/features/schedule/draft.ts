import type {
  Admission,
  AdmissionScope,
  Schedule,
  Series,
} from '../../../../bridge/src/features/doors/contract.ts';
import { daysAfter, momentOf, wallAt } from './wall.ts';

/** A meeting as it stands in the form. */
export interface Draft {
  /** With the personal meeting ID; else with a new one. */
  personal: boolean;
  title: string;
  later: boolean;
  date: string;
  time: string;
  timezone: string;
  minutes: number;
  weekly: boolean;
  until: string;
  scope: AdmissionScope;
  withPassword: boolean;
  password: string;
  lobby: boolean;
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
    later: false,
    ...{ date, time: `${time.slice(0, 2)}:00`, timezone },
    minutes: 60,
    weekly: false,
    until: daysAfter(date, 7 * 15),
    scope: 'anyone',
    withPassword: true,
    password: '',
    lobby: false,
  };
}

/** How people come in, as a series has it. */
export const admissionIn = ({ admission }: Series): Partial<Draft> => ({
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
  const { schedule } = series;
  if (!schedule) return draft;
  return {
    ...draft,
    later: true,
    date: schedule.startsAt.slice(0, 10),
    time: schedule.startsAt.slice(11, 16),
    timezone: schedule.timezone,
    minutes: schedule.durationMinutes,
    weekly: schedule.weekly !== null,
    until: schedule.weekly?.until ?? draft.until,
  };
}

/** What the bridge is told about coming in. */
export const admissionOf = (draft: Draft): Omit<Admission, 'locked'> => ({
  scope: draft.scope,
  guestPassword: draft.withPassword ? draft.password.trim() : null,
  lobby: draft.lobby,
});

/** What the bridge is told about the time; null: there is none. */
export const scheduleOf = (draft: Draft): Schedule | null =>
  draft.later
    ? {
        startsAt: `${draft.date}T${draft.time}`,
        timezone: draft.timezone,
        durationMinutes: draft.minutes,
        weekly: draft.weekly ? { until: draft.until } : null,
      }
    : null;

/** The locale key below `schedule.` of what is wrong with a field. */
export type Problems = Partial<Record<'title' | 'date' | 'until' | 'password', string>>;

/** What is to be mended before it can be sent. `was`: the time that it had before, which may be past. */
export function problemsOf(draft: Draft, now: number, was: Schedule | null = null): Problems {
  const problems: Problems = {};
  if (!draft.personal && draft.title.trim() === '') problems.title = 'titleProblem';
  if (draft.withPassword && draft.password.trim().length < 6) problems.password = 'passwordProblem';
  return draft.later ? { ...problems, ...problemsOfTime(draft, now, was) } : problems;
}

function problemsOfTime(draft: Draft, now: number, was: Schedule | null): Problems {
  const problems: Problems = {};
  const at = momentOf(draft, draft.timezone);
  const isSame = was?.startsAt === `${draft.date}T${draft.time}`;
  if (Number.isNaN(at)) problems.date = 'dateProblem';
  else if (at < now - 60_000 && !(isSame && draft.weekly)) problems.date = 'inPast';
  if (draft.weekly && !(draft.until >= draft.date)) problems.until = 'untilProblem';
  return problems;
}
