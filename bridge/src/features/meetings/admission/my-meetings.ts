import { dayMs, type Clock } from '../../../kernel/clock.ts';
import { detailsOf } from '../details-contract.ts';
import type { Meeting } from '../meeting.ts';
import type { MeetingRepository } from '../repository.ts';
import type { OccupantRepository } from '../occupant-repository.ts';
import type { Access } from './access.ts';
import type { BelongingRepository } from './belonging-repository.ts';
import { pastDays, type MyMeeting } from './contract.ts';
import type { InviteeReader } from './ports.ts';
import type { SeriesRepository } from './series-repository.ts';
import type { Series } from './series.ts';
import type { AdmissionPolicy } from './policy.ts';
import type { InvitedDepartments } from './units.ts';
import { startOf } from './view.ts';

interface MyMeetingsDeps {
  access: Pick<Access, 'mayInviteGuests'>;
  series: SeriesRepository;
  belonging: BelongingRepository;
  invitees: Pick<InviteeReader, 'coursesOf'>;
  policy: AdmissionPolicy;
  units: Pick<InvitedDepartments, 'seriesOf'>;
  meetings: Pick<MeetingRepository, 'ofSeries'>;
  occupants: Pick<OccupantRepository, 'presentIdsOf'>;
  clock: Clock;
}

const pastMs = pastDays * dayMs;

export interface MyMeetings {
  running: MyMeeting[];
  coming: MyMeeting[];
  past: MyMeeting[];
}

/** What somebody hosts, is invited to, or belongs to by a course or a department. */
export function createMyMeetings(deps: MyMeetingsDeps) {
  return async (personId: string): Promise<MyMeetings> => {
    const mine = await seriesOf(deps, personId);
    const byId = new Map(mine.map((one) => [one.series.id, one]));
    const all = await deps.meetings.ofSeries([...byId.keys()], deps.clock.now() - pastMs);
    // What was scheduled and never opened is no meeting to look back on.
    const shown = all.filter(({ state, startedAt }) => state !== 'ended' || startedAt !== null);
    const present = await deps.occupants.presentIdsOf(
      shown.filter(({ state }) => state === 'open').map(({ id }) => id),
    );
    const lines = shown.flatMap((meeting) => {
      const own = byId.get(meeting.seriesId);
      return own ? [toLine(meeting, own, present.get(meeting.id)?.size ?? 0)] : [];
    });
    return {
      running: inState(lines, 'open').sort((a, b) => b.startsAt - a.startsAt),
      coming: inState(lines, 'scheduled').sort((a, b) => a.startsAt - b.startsAt),
      past: inState(lines, 'ended').sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0)),
    };
  };
}

const inState = (lines: readonly MyMeeting[], state: MyMeeting['state']) =>
  lines.filter((line) => line.state === state);

interface Own {
  series: Series;
  mayHost: boolean;
  mayInviteGuests: boolean;
}

async function seriesOf(deps: MyMeetingsDeps, personId: string): Promise<Own[]> {
  const { series: repository, policy } = deps;
  const [owned, belongs, byUnit, courseIds] = await Promise.all([
    repository.ownedBy(personId),
    deps.belonging.seriesOf(personId),
    deps.units.seriesOf(personId),
    deps.invitees.coursesOf(personId),
  ]);
  const all = [
    ...(await repository.findMany([...new Set([...owned, ...belongs, ...byUnit])])),
    ...(await repository.ofCourses(courseIds)),
  ];
  const participant = { id: personId, kind: 'person' } as const;
  const own = await Promise.all(
    [...new Map(all.map((series) => [series.id, series])).values()].map(async (series) => ({
      series,
      role: (await deps.belonging.isBanned(series.id, personId))
        ? null
        : await policy.own(series, participant),
    })),
  );
  const found = own.flatMap(({ series, role }) =>
    role ? [{ series, mayHost: role === 'host' }] : [],
  );
  return Promise.all(
    found.map(async (one) => ({
      ...one,
      mayInviteGuests: one.mayHost && (await deps.access.mayInviteGuests(one.series, personId)),
    })),
  );
}

function repeatsOf({ schedule }: Series): MyMeeting['repeats'] {
  if (!schedule?.weekly) return null;
  const { interval, weekdays } = schedule.weekly;
  return { interval, weekdays: [...weekdays] };
}

const toLine = (
  meeting: Meeting,
  { series, mayHost, mayInviteGuests }: Own,
  present: number,
): MyMeeting => ({
  seriesId: series.id,
  meetingId: meeting.id,
  title: meeting.title,
  ...detailsOf(meeting),
  number: series.number,
  state: meeting.state,
  startsAt: startOf(meeting),
  endedAt: meeting.endedAt,
  hostName: meeting.hostName,
  mayHost,
  mayInviteGuests,
  present,
  courseId: meeting.courseId,
  weekly: Boolean(series.schedule?.weekly),
  repeats: repeatsOf(series),
});
