import type { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import { detailsIn, detailsOf, type MeetingDetails } from '../details-contract.ts';
import type { MeetingService, OfCourse } from '../service.ts';
import type { Starting } from '../starting.ts';
import type { Access } from './access.ts';
import type { BelongingRepository } from './belonging-repository.ts';
import { admissionScope, type Schedule, type Series as SeriesView } from './contract.ts';
import type { changeSeries, createSeries } from './contract.ts';
import type { InvitationService } from './invitations.ts';
import type { Lobby } from './lobby.ts';
import { newNumber } from './meeting-id.ts';
import type { Occurrences } from './occurrences.ts';
import { planOf, scheduleIssues } from './schedule.ts';
import type { SeriesFactory } from './series-factory.ts';
import type { SeriesRepository } from './series-repository.ts';
import type { Series } from './series.ts';
import { viewOfSeries } from './view.ts';

export interface SeriesDeps {
  series: SeriesRepository;
  belonging: BelongingRepository;
  seriesFactory: SeriesFactory;
  access: Access;
  starting: Starting;
  occurrences: Occurrences;
  lobby: Lobby;
  invitations: Pick<InvitationService, 'changed' | 'unplanned' | 'cancelled'>;
  meetings: Pick<MeetingService, 'renamed' | 'courseTitle'>;
  /** Tells those in the meeting that it was locked or is a lecture, or not any more. */
  seriesRulesChanged: (seriesId: string) => Promise<void>;
  clock: Clock;
  /** Where browsers reach the bridge. */
  publicUrl: string;
}

type Fresh = z.infer<(typeof createSeries)['body']>;
type Changes = z.infer<(typeof changeSeries)['body']>;

export type SeriesService = ReturnType<typeof createSeriesService>;

/** What hosts do with series: make, change, schedule, start, cancel. */
export function createSeriesService(deps: SeriesDeps) {
  const { access, clock, starting } = deps;
  const view = async (series: Series, personId: string): Promise<SeriesView> => {
    const mayInviteGuests = await access.mayInviteGuests(series, personId);
    const next = await access.current(series);
    return viewOfSeries(series, { next, mayInviteGuests, publicUrl: deps.publicUrl });
  };

  return {
    personal: async (personId: string): Promise<SeriesView> =>
      view(await deps.seriesFactory.personal(personId), personId),

    /** @throws Failure request/invalid when the schedule is none */
    create: async (wanted: Fresh, personId: string): Promise<SeriesView> => {
      const { title, admission = {}, invite = [] } = wanted;
      const schedule = checkedSchedule(wanted.schedule ?? null, clock.now());
      const series = await deps.seriesFactory.fresh({
        kind: 'fresh',
        title,
        ...detailsIn(wanted),
        ownerPersonId: personId,
        schedule,
        ...defined({ ...admission, lecture: wanted.lecture }),
      });
      await deps.belonging.invite(series.id, invite, clock.now());
      await planFrom(deps, series, personId);
      return view(series, personId);
    },

    get: async (seriesId: string, personId: string): Promise<SeriesView> =>
      view(await access.hosted(seriesId, personId), personId),

    /** Of a course, or of one of its groups. @throws Failure meeting/not-host, course/… */
    ofCourse: async (of: OfCourse, personId: string): Promise<SeriesView> => {
      const title = await deps.meetings.courseTitle(of, personId);
      return view(await deps.seriesFactory.ofCourse({ ...of, title, another: false }), personId);
    },

    ofMeeting: async (meetingId: string, personId: string): Promise<SeriesView> =>
      view((await access.hostedMeeting(meetingId, personId)).series, personId),

    /** Takes effect at once, also on the meeting that runs. @throws Failure invitation/not-allowed as `isForGuests` says */
    change: async (seriesId: string, changes: Changes, personId: string): Promise<SeriesView> => {
      const before = await access.hosted(seriesId, personId);
      if (isForGuests(changes.admission, before)) await access.inviting(seriesId, personId);
      const { schedule } = changes;
      const wanted = schedule === undefined ? undefined : checkedSchedule(schedule, clock.now());
      const after = await store(deps, before, { ...changes, schedule: wanted });
      const called = { ...defined({ title: changes.title }), ...detailsIn(changes) };
      await follow(deps, { before, after, called, personId });
      return view(after, personId);
    },

    /** Drops what is scheduled. @throws Failure series/not-cancellable for one that stays with its owner */
    cancel: async (seriesId: string, personId: string): Promise<void> => {
      const series = await access.hosted(seriesId, personId);
      if (series.kind !== 'fresh') throw new Failure('series/not-cancellable');
      await deps.series.cancel(series.id, clock.now());
      const cancelled = { ...series, cancelledAt: clock.now() };
      await deps.occurrences.plan(cancelled, personId, clock.now());
      await deps.invitations.cancelled(series);
    },

    start: async (seriesId: string, personId: string): Promise<{ meetingId: string }> => {
      const series = await access.hosted(seriesId, personId);
      if (series.cancelledAt !== null) throw new Failure('series/not-found');
      const { meeting } = await starting.start(series, personId);
      return { meetingId: meeting.id };
    },
  };
}

/** Whether it says which people from outside come in, and by what: for those alone who may invite them. */
const isForGuests = (
  { scope, guestPassword }: NonNullable<Changes['admission']> = {},
  before: Series,
): boolean => guestPassword !== undefined || (scope !== undefined && isWider(scope, before.scope));

/** Whether a scope lets in people whom another one does not. */
const isWider = (scope: Series['scope'], before: Series['scope']): boolean =>
  admissionScope.options.indexOf(scope) < admissionScope.options.indexOf(before);

/** A schedule with all that it leaves out. @throws Failure request/invalid for one that is none */
export function checkedSchedule(wanted: Schedule | null, now: number): Series['schedule'] {
  const schedule = wanted && planOf(wanted);
  const flaws = schedule ? scheduleIssues(schedule, now) : [];
  if (flaws.length > 0) throw new Failure('request/invalid', { flaws });
  return schedule;
}

/** Without the keys whose value is undefined: absent means "as it is". */
function defined<T extends object>(changes: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(changes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

type Storable = Omit<Changes, 'schedule'> & { schedule?: Series['schedule'] | undefined };

async function store(
  { series: repository }: SeriesDeps,
  before: Series,
  { title, admission = {}, schedule, lecture, newNumber: renumber, ...rest }: Storable,
): Promise<Series> {
  const said = { ...defined({ title, schedule, lecture }), ...detailsIn(rest) };
  const changed = { ...before, ...said, ...defined(admission) };
  const isOther = changed.guestPassword !== before.guestPassword;
  const passwordChanges = before.passwordChanges + (isOther ? 1 : 0);
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const number = renumber ? newNumber(before.kind) : before.number;
    const after = { ...changed, passwordChanges, number };
    if (await repository.change(before, after)) return (await repository.find(before.id)) ?? after;
  }
  throw new Failure('internal', { detail: 'No free meeting number was found.' });
}

interface Changed {
  before: Series;
  after: Series;
  /** What was said of how it is called, and written about it. */
  called: Partial<MeetingDetails> & { title?: string };
  personId: string;
}

/** What follows from a change: those who wait, the next meeting, the title, those who were invited. */
async function follow(
  deps: SeriesDeps,
  { before, after, called, personId }: Changed,
): Promise<void> {
  if (before.lobby && !after.lobby) {
    const running = await deps.starting.running(after);
    if (running) await deps.lobby.decide(running.id, { all: true }, 'in');
  }
  const isOtherwise = before.locked !== after.locked || before.lecture !== after.lecture;
  if (isOtherwise) await deps.seriesRulesChanged(after.id);
  const isMoved = JSON.stringify(before.schedule) !== JSON.stringify(after.schedule);
  if (isMoved) await planFrom(deps, after, personId);
  if (Object.keys(called).length > 0) await deps.meetings.renamed(after.id, called);
  if (before.schedule && !after.schedule) await deps.invitations.unplanned(after);
  else if (isNotified(before, after)) await deps.invitations.changed(after);
}

/** Whoever was invited by mail is told of what the mail said. */
const isNotified = (before: Series, after: Series): boolean => {
  const said = ({ title, number, guestPassword, schedule, ...rest }: Series) =>
    JSON.stringify([title, detailsOf(rest), number, guestPassword, schedule]);
  return said(before) !== said(after);
};

/** Notes the first occurrence that is not over already. */
async function planFrom(deps: SeriesDeps, series: Series, hostId: string): Promise<void> {
  const lasts = (series.schedule?.durationMinutes ?? 0) * 60_000;
  const owner = series.ownerPersonId ?? hostId;
  await deps.occurrences.plan(series, owner, deps.clock.now() - lasts);
}
