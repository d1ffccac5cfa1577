import { eachDetail, type MeetingDetails } from '../details-contract.ts';
import type { Meeting } from '../meeting.ts';
import { scheduleOf } from './schedule.ts';
import type { Series as SeriesView } from './contract.ts';
import type { Series } from './series.ts';
import { withoutEndSlashes } from '../../../kernel/urls.ts';

interface Reading {
  /** The meeting that runs or comes next. */
  next: Meeting | null;
  /** Of whoever reads it: the guest password lets guests in, and is shown to those alone who may invite them. */
  mayInviteGuests: boolean;
  /** Where browsers reach the bridge. */
  publicUrl: string;
}

/** The series as its hosts see it. */
export function viewOfSeries(
  series: Series,
  { next, mayInviteGuests, publicUrl }: Reading,
): SeriesView {
  const { scope, lobby, locked } = series;
  const guestPassword = mayInviteGuests ? series.guestPassword : null;
  const state = next?.state === 'scheduled' ? 'scheduled' : 'open';
  return {
    id: series.id,
    kind: series.kind,
    number: series.number,
    title: series.title,
    ...detailsNow(series, next),
    courseId: series.courseId,
    admission: { scope, guestPassword, lobby, locked },
    lecture: series.lecture,
    mayInviteGuests,
    schedule: series.schedule && scheduleOf(series.schedule),
    next: next && { meetingId: next.id, state, startsAt: startOf(next) },
    url: numberUrl(publicUrl, series.number),
  };
}

/** What is written about the series now: of a course's meeting something of its own may be. */
export const detailsNow = (series: Series, next: Meeting | null): MeetingDetails =>
  eachDetail((name) => next?.[name] ?? series[name]);

/** When a meeting began, or is to begin (milliseconds). */
export const startOf = (meeting: Pick<Meeting, 'startedAt' | 'scheduledAt'>): number =>
  meeting.startedAt ?? meeting.scheduledAt ?? 0;

const below = (publicUrl: string, path: string): string => `${withoutEndSlashes(publicUrl)}${path}`;

/** The panel's page "join by ID" with the number filled in. */
const numberUrl = (publicUrl: string, number: string): string =>
  below(publicUrl, `/join?number=${number}`);

/** The page that an invitation link opens. */
export const linkUrl = (publicUrl: string, token: string): string =>
  below(publicUrl, `/join/${token}`);
