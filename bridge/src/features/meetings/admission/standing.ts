import type { Clock } from '../../../kernel/clock.ts';
import type { Courses } from '../../directory/courses/index.ts';
import { standing as courseStanding, type Meeting } from '../meeting.ts';
import {
  best,
  judge,
  throughDoor,
  type Presented,
  type Situation,
  type Verdict,
} from './admission.ts';
import type { ArrivalRepository } from './arrival-repository.ts';
import type { AdmissionRow, BelongingRepository } from './belonging-repository.ts';
import type { LinkRepository } from './link-repository.ts';
import { linkStateForHolder } from './link.ts';
import { refusalStandsMs } from './lobby.ts';
import { fromBannedMs } from './network.ts';
import type { DoorName, Participant, Series } from './series.ts';
import type { InvitedDepartments } from './units.ts';

export interface StandingParts {
  belonging: BelongingRepository;
  links: LinkRepository;
  arrivals: ArrivalRepository;
  units: Pick<InvitedDepartments, 'holds'>;
  courses: Pick<Courses, 'membership'>;
  clock: Clock;
}

export type Standings = ReturnType<typeof createStandings>;

/** Gathers what the policy looks at, and asks it. */
export function createStandings(parts: StandingParts) {
  const whoIs = async (
    series: Series,
    participant: Pick<Participant, 'id' | 'kind'>,
    meeting: Meeting | null,
  ): Promise<Situation['who']> => ({
    kind: participant.kind,
    standing: await own(parts, series, participant),
    isBanned: await parts.belonging.isBanned(series.id, participant.id),
    isFromBanned:
      participant.kind === 'guest' &&
      (await parts.belonging.isFromBanned(
        series.id,
        participant.id,
        parts.clock.now() - fromBannedMs,
      )),
    before: meeting ? await before(parts, meeting.id, participant.id) : 'nothing',
  });
  const doors = async (series: Series, participantId: string): Promise<Presented[]> => {
    const passed = await parts.belonging.admissionsOf(series.id, participantId);
    const kept = await Promise.all(passed.map((row) => presentedBy(parts, series, row)));
    return [{ door: 'member' }, ...kept];
  };
  const judged = async (
    { series, participant, meeting }: Asked,
    rule: (situation: Situation) => Verdict,
  ): Promise<{ verdict: Verdict; door: DoorName }> => {
    const who = await whoIs(series, participant, meeting);
    const all = (await doors(series, participant.id)).map((presented) => ({
      door: presented.door,
      verdict: rule({ series, meeting: meeting?.state ?? 'open', who, presented }),
    }));
    const verdict = best(all.map((one) => one.verdict));
    return { verdict, door: all.find((one) => one.verdict === verdict)?.door ?? 'member' };
  };
  return {
    whoIs,
    /** What they are by themselves, without any door. */
    own: (series: Series, participant: Pick<Participant, 'id' | 'kind'>) =>
      own(parts, series, participant),
    /** What one door alone says to what is presented there now. */
    atDoor: async (
      series: Series,
      participant: Pick<Participant, 'id' | 'kind'>,
      presented: Presented,
    ): Promise<Verdict> => {
      const who = await whoIs(series, participant, null);
      return throughDoor({ series, meeting: 'open', who, presented });
    },
    /** What coming to the meeting now would lead to, by the best of the doors passed. */
    ofEntering: (asked: Asked) => judged(asked, judge),
    /** Host, member or neither, whatever the meeting's state, lock and lobby. */
    of: async (asked: Asked): Promise<'host' | 'member' | null> => {
      const { verdict } = await judged(asked, throughDoor);
      return verdict.outcome === 'host' || verdict.outcome === 'member' ? verdict.outcome : null;
    },
  };
}

interface Asked {
  series: Series;
  participant: Pick<Participant, 'id' | 'kind'>;
  meeting: Meeting | null;
}

async function own(
  { belonging, courses, units }: StandingParts,
  series: Series,
  { id, kind }: Pick<Participant, 'id' | 'kind'>,
): Promise<'host' | 'member' | null> {
  if (series.ownerPersonId === id || (await belonging.isCoHost(series.id, id))) return 'host';
  if (kind === 'guest') return null;
  if (series.courseId !== null) {
    const course = await courses.membership(series.courseId, id);
    const { courseId, groupId } = series;
    const inCourse = courseStanding({ courseId, groupId, hostPersonId: '' }, id, course);
    if (inCourse) return inCourse;
  }
  const isInvited =
    (await belonging.isInvited(series.id, id)) || (await units.holds(series.id, id));
  return isInvited ? 'member' : null;
}

async function before(
  { arrivals, clock }: StandingParts,
  meetingId: string,
  participantId: string,
): Promise<Situation['who']['before']> {
  const arrival = await arrivals.find(meetingId, participantId);
  if (arrival?.state === 'in') return 'let-in';
  const isFresh = arrival && clock.now() - arrival.changedAt < refusalStandsMs;
  return arrival?.state === 'refused' && isFresh ? 'refused' : 'nothing';
}

async function presentedBy(
  { links, clock }: StandingParts,
  series: Series,
  row: AdmissionRow,
): Promise<Presented> {
  if (row.door === 'number') {
    const isStill =
      series.guestPassword === null || row.password_changes === series.passwordChanges;
    return { door: 'number', password: isStill ? 'right' : 'former' };
  }
  if (row.door === 'call') return { door: 'call', by: row.by_host ? 'host' : 'member' };
  const link = row.link_id === null ? null : await links.find(row.link_id);
  if (!link) return { door: 'member' };
  const state = linkStateForHolder(link, row.rotations ?? 0, clock.now());
  return { door: 'link', link: state, role: link.role };
}
