import type { Clock } from '../../../kernel/clock.ts';
import type { Courses } from '../../directory/courses/index.ts';
import { roleIn as courseRole, type Meeting } from '../meeting.ts';
import {
  best,
  decide,
  admit,
  type Presented,
  type Situation,
  type AdmissionDecision,
} from './admission.ts';
import type { Arrival, ArrivalRepository } from './arrival-repository.ts';
import type { AdmissionRow, BelongingRepository } from './belonging-repository.ts';
import type { LinkRepository } from './link-repository.ts';
import { linkStateForHolder } from './link.ts';
import { refusalStandsMs } from './lobby.ts';
import { fromBannedMs } from './network.ts';
import type { AdmissionMethod, Participant, Series } from './series.ts';
import type { InvitedDepartments } from './units.ts';

export interface AdmissionPolicyDeps {
  belonging: BelongingRepository;
  links: LinkRepository;
  arrivals: ArrivalRepository;
  units: Pick<InvitedDepartments, 'holds'>;
  courses: Pick<Courses, 'membership'>;
  clock: Clock;
}

export type AdmissionPolicy = ReturnType<typeof createAdmissionPolicy>;

/** Gathers what the policy looks at, and asks it. */
export function createAdmissionPolicy(deps: AdmissionPolicyDeps) {
  const whoIs = async (
    series: Series,
    participant: Pick<Participant, 'id' | 'kind'>,
    asked: Promise<Arrival | null> = Promise.resolve(null),
  ): Promise<Situation['who']> => {
    const [arrival, role, isBanned, isFromBanned] = await Promise.all([
      asked,
      own(deps, series, participant),
      deps.belonging.isBanned(series.id, participant.id),
      participant.kind === 'guest' &&
        deps.belonging.isFromBanned(series.id, participant.id, deps.clock.now() - fromBannedMs),
    ]);
    const before = beforeOf(arrival, deps.clock.now());
    return { kind: participant.kind, role, isBanned, isFromBanned, before };
  };
  const methods = async (series: Series, participantId: string): Promise<Presented[]> => {
    const passed = await deps.belonging.admissionsOf(series.id, participantId);
    const kept = await Promise.all(passed.map((row) => presentedBy(deps, series, row)));
    return [{ door: 'member' }, ...kept];
  };
  const decided = async (
    { series, participant, meeting }: Asked,
    rule: (situation: Situation) => AdmissionDecision,
  ): Promise<Decided> => {
    const asked = meeting ? deps.arrivals.find(meeting.id, participant.id) : Promise.resolve(null);
    const [arrival, who, presentable] = await Promise.all([
      asked,
      whoIs(series, participant, asked),
      methods(series, participant.id),
    ]);
    const all = presentable.map((presented) => ({
      door: presented.door,
      decision: rule({ series, meeting: meeting?.state ?? 'open', who, presented }),
    }));
    const decision = best(all.map((one) => one.decision));
    const door = all.find((one) => one.decision === decision)?.door ?? 'member';
    return { decision, door, arrival };
  };
  return {
    whoIs,
    /** What they are by themselves, without any admission. */
    own: (series: Series, participant: Pick<Participant, 'id' | 'kind'>) =>
      own(deps, series, participant),
    /** What one way of admission alone says to what is presented there now. */
    byMethod: async (
      series: Series,
      participant: Pick<Participant, 'id' | 'kind'>,
      presented: Presented,
    ): Promise<AdmissionDecision> => {
      const who = await whoIs(series, participant);
      return admit({ series, meeting: 'open', who, presented });
    },
    /** What coming to the meeting now would lead to, by the best of the admissions. */
    ofEntering: (asked: Asked) => decided(asked, decide),
    /** Host, member or neither, whatever the meeting's state, lock and lobby. */
    of: async (asked: Asked): Promise<'host' | 'member' | null> => {
      const { decision } = await decided(asked, admit);
      return decision.outcome === 'host' || decision.outcome === 'member' ? decision.outcome : null;
    },
  };
}

interface Decided {
  decision: AdmissionDecision;
  door: AdmissionMethod;
  /** What this meeting has seen of them, as it was when this was decided. */
  arrival: Arrival | null;
}

interface Asked {
  series: Series;
  participant: Pick<Participant, 'id' | 'kind'>;
  meeting: Meeting | null;
}

async function own(
  { belonging, courses, units }: AdmissionPolicyDeps,
  series: Series,
  { id, kind }: Pick<Participant, 'id' | 'kind'>,
): Promise<'host' | 'member' | null> {
  if (series.ownerPersonId === id) return 'host';
  const { courseId, groupId } = series;
  const [isCoHost, course] = await Promise.all([
    belonging.isCoHost(series.id, id),
    courseId === null || kind === 'guest' ? null : courses.membership(courseId, id),
  ]);
  if (isCoHost) return 'host';
  if (kind === 'guest') return null;
  const inCourse =
    courseId === null ? null : courseRole({ courseId, groupId, hostPersonId: '' }, id, course);
  if (inCourse) return inCourse;
  const isInvited =
    (await belonging.isInvited(series.id, id)) || (await units.holds(series.id, id));
  return isInvited ? 'member' : null;
}

function beforeOf(arrival: Arrival | null, now: number): Situation['who']['before'] {
  if (arrival?.state === 'in') return 'let-in';
  const isFresh = arrival && now - arrival.changedAt < refusalStandsMs;
  return arrival?.state === 'refused' && isFresh ? 'refused' : 'nothing';
}

async function presentedBy(
  { links, clock }: AdmissionPolicyDeps,
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
