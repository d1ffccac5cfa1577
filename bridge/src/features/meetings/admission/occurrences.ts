import { dayMs, type Clock } from '../../../kernel/clock.ts';
import { isFailure } from '../../../kernel/failure.ts';
import type { Log } from '../../../kernel/log.ts';
import type { Meeting } from '../meeting.ts';
import type { MeetingRepository } from '../repository.ts';
import type { Starting } from '../starting.ts';
import { firstAfter } from './schedule.ts';
import type { SeriesRepository } from './series-repository.ts';
import type { Series } from './series.ts';

interface OccurrenceDeps {
  series: SeriesRepository;
  meetings: MeetingRepository;
  starting: Starting;
  clock: Clock;
  log: Log;
}

export type Occurrences = ReturnType<typeof createOccurrences>;

/** Turns schedules into meetings: always the next one, opened when it is time. */
export function createOccurrences(deps: OccurrenceDeps) {
  const { series: repository, meetings, starting, clock } = deps;

  /** Notes the first occurrence after this moment; drops the noted one when there is none. */
  const plan = async (series: Series, hostId: string, after: number): Promise<void> => {
    const at = series.schedule && !series.cancelledAt ? firstAfter(series.schedule, after) : null;
    if (at !== null) return starting.schedule(series, { hostId, at });
    const noted = await starting.scheduled(series);
    if (noted) await meetings.end(noted.id, 'cancelled', clock.now());
  };
  const planNext = async (meeting: Meeting): Promise<void> => {
    const series = await repository.find(meeting.seriesId);
    if (!series?.schedule?.weekly || meeting.scheduledAt === null) return;
    const after = Math.max(meeting.scheduledAt, clock.now());
    await plan(series, series.ownerPersonId ?? meeting.hostPersonId, after);
  };
  /** Opens a meeting whose time has come; passes over one that is over or that another stands for. */
  const openDue = async (meeting: Meeting): Promise<void> => {
    const series = await repository.find(meeting.seriesId);
    const lasts = (series?.schedule?.durationMinutes ?? 0) * 60_000;
    const until = (meeting.scheduledAt ?? 0) + lasts;
    if (until > clock.now() && (await starting.openScheduled(meeting, until))) return;
    const now = await meetings.find(meeting.id);
    if (now?.state !== 'scheduled') return;
    const reason = until > clock.now() ? 'superseded' : 'missed';
    await meetings.end(meeting.id, reason, clock.now());
    await planNext(meeting);
  };

  return {
    plan,
    openDue,
    /** Unlocks the series and notes the next occurrence. */
    ended: async (meeting: Meeting): Promise<void> => {
      await repository.unlock(meeting.seriesId);
      await planNext(meeting);
    },
    /** Done every few seconds. */
    keep: async (): Promise<void> => {
      for (const meeting of await meetings.due(clock.now())) await openDue(meeting);
      const today = new Date(clock.now() - dayMs).toISOString().slice(0, 10);
      for (const series of await repository.weeklyWithoutNext(today))
        await repair(deps, plan, series);
    },
  };
}

/** A weekly series that lost its next meeting (a bridge stopped in between) gets it back. */
async function repair(
  { meetings, clock, log }: OccurrenceDeps,
  plan: (series: Series, hostId: string, after: number) => Promise<void>,
  series: Series,
): Promise<void> {
  const last = (await meetings.ofSeries([series.id], 0)).at(-1);
  const hostId = series.ownerPersonId ?? last?.hostPersonId;
  if (hostId === undefined) return;
  try {
    await plan(series, hostId, clock.now());
  } catch (error) {
    // The owner has left the campus: nobody is there to host it.
    if (!isFailure(error, 'person/not-found')) throw error;
    log.info({ seriesId: series.id }, 'no host for the next meeting');
  }
}
