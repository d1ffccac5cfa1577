import type { Clock } from '../../kernel/clock.ts';
import type { Events } from '../../kernel/events.ts';
import { Failure } from '../../kernel/failure.ts';
import { newId, newRoomName } from '../../kernel/ids.ts';
import { detailsOf } from './details-contract.ts';
import { nextKey, runningKey, type Meeting, type SeriesOfMeeting } from './meeting.ts';
import type { OccupantRepository } from './occupant-repository.ts';
import type { PersonReader } from './ports.ts';
import type { MeetingRepository } from './repository.ts';
import { meetingView, type MeetingView } from './view.ts';

export interface StartingDeps {
  meetings: MeetingRepository;
  occupants: Pick<OccupantRepository, 'presentIds'>;
  people: PersonReader;
  events: Events;
  clock: Clock;
  /** Seats of a meeting unless set lower. */
  capacity: number;
}

/** A host who presses *start* this much before the hour (milliseconds) starts what is scheduled. */
const early = 30 * 60_000;

export type Starting = ReturnType<typeof createStarting>;

/** Makes the meetings of a series: started now, or scheduled and opened when it is time. */
export function createStarting(deps: StartingDeps) {
  const { meetings, occupants, events, clock } = deps;
  const running = (series: SeriesOfMeeting) => meetings.findRunning(runningKey(series.id));
  const scheduled = (series: SeriesOfMeeting) => meetings.findRunning(nextKey(series.id));

  /** True when it is open by this call. `untilAt`: it does not end as empty before this moment. */
  const openScheduled = async (meeting: Meeting, untilAt: number): Promise<boolean> => {
    const key = runningKey(meeting.seriesId);
    const now = clock.now();
    const emptySince = Math.max(now, untilAt);
    if (!(await meetings.openScheduled(meeting.id, { runningKey: key, now, emptySince }))) {
      return false;
    }
    const opened = await meetings.find(meeting.id);
    if (opened) events.emit('meeting.changed', await meetingView(occupants, opened));
    return true;
  };

  return {
    running,
    scheduled,
    openScheduled,

    /** The running meeting of the series, or else a new one, or the scheduled one if it is about to begin. */
    start: async (series: SeriesOfMeeting, hostId: string): Promise<MeetingView> => {
      const there = await running(series);
      if (there) return meetingView(occupants, there);
      const next = await scheduled(series);
      if (next && (next.scheduledAt ?? 0) - clock.now() <= early) {
        await openScheduled(next, next.scheduledAt ?? 0);
      } else {
        const meeting = await newMeeting(deps, series, hostId);
        const view = { meeting, presentIds: new Set<string>() };
        if (await meetings.add(meeting)) {
          events.emit('meeting.changed', view);
          return view;
        }
      }
      // Two may have started it in this moment: one of theirs is the one that runs.
      const started = await running(series);
      if (!started) throw new Failure('internal', { detail: 'The running meeting vanished.' });
      return meetingView(occupants, started);
    },

    /** Notes the next meeting of the series, or moves the one that is noted. `at` in milliseconds. */
    schedule: async (series: SeriesOfMeeting, next: { hostId: string; at: number }) => {
      const meeting: Meeting = {
        ...(await newMeeting(deps, series, next.hostId)),
        state: 'scheduled',
        runningKey: nextKey(series.id),
        scheduledAt: next.at,
        startedAt: null,
        emptySince: null,
      };
      if (await meetings.add(meeting)) return;
      const noted = await scheduled(series);
      if (noted) await meetings.reschedule(noted.id, next.at);
    },
  };
}

async function newMeeting(
  deps: StartingDeps,
  series: SeriesOfMeeting,
  hostId: string,
): Promise<Meeting> {
  const host = await deps.people.find(hostId);
  if (!host) throw new Failure('person/not-found');
  const now = deps.clock.now();
  return {
    id: newId(),
    seriesId: series.id,
    kind: series.kind,
    courseId: series.courseId,
    groupId: series.groupId,
    title: series.title,
    ...detailsOf(series),
    hostPersonId: hostId,
    hostName: host.displayName,
    state: 'open',
    room: newRoomName(),
    runningKey: runningKey(series.id),
    capacity: deps.capacity,
    scheduledAt: null,
    startedAt: now,
    emptySince: now,
    endedAt: null,
    endReason: null,
  };
}
