import type { Objection, PersonRecord, TimedMeeting, AttendanceStatus } from './contract.ts';
import { partKey, type Correction } from './corrections-repository.ts';
import type { KeptObjection } from './objections-repository.ts';
import type { CourseFacts, Held } from './reading.ts';
import { recordOf } from './record.ts';
import type { Cell } from './term.ts';

/** What people are called who wrote something, by their id. */
export type Names = ReadonlyMap<string, string>;

/** One person's attendance of one meeting, as it is shown. */
export function recordFor(
  { rule, corrections, objectionsOfPart }: CourseFacts,
  held: Held,
  { personId, names }: { personId: string; names: Names },
): PersonRecord {
  const { meeting, frame, byPerson } = held;
  const { status: computed, ...record } = recordOf(byPerson.get(personId) ?? [], frame, rule);
  const key = partKey(meeting.id, personId);
  const correction = corrections.get(key);
  const own = objectionsOfPart.get(key) ?? [];
  return {
    ...record,
    computed,
    status: correction?.status ?? computed,
    correction: correction ? shownCorrection(correction, names) : null,
    objections: own.map((one) => shownObjection(one, names)),
  };
}

const shownCorrection = ({ id, status, reason, madeBy, madeAt }: Correction, names: Names) => ({
  id,
  status,
  reason,
  madeBy: names.get(madeBy) ?? null,
  madeAt,
});

/** An objection as it is shown to whom it concerns. */
export function shownObjection(
  { id, note, state, madeAt, answer, answeredBy, answeredAt }: KeptObjection,
  names: Names,
): Objection {
  const by = answeredBy === null ? null : (names.get(answeredBy) ?? null);
  return { id, note, state, madeAt, answer, answeredBy: by, answeredAt };
}

/** A meeting as far as attendance goes. @param groups names of the course's groups */
export function timedMeeting({ meeting, frame, counts }: Held, groups: Names): TimedMeeting {
  const { groupId } = meeting;
  return {
    id: meeting.id,
    title: meeting.title,
    subject: meeting.subject,
    groupId,
    groupName: groupId === null ? null : (groups.get(groupId) ?? null),
    startedAt: meeting.startedAt ?? frame.from,
    endedAt: meeting.endedAt,
    from: frame.from,
    to: frame.to,
    breakdowns: [...frame.breakdowns],
    counts,
  };
}

/** What a record counts in a sum. Attended by a teacher's word is attended whole, and absent not at all. */
export function cellOf({ status, correction, share, presentMs }: PersonRecord): Cell {
  const credited: Record<AttendanceStatus, number> = {
    attended: 1,
    partial: share,
    absent: 0,
    excused: 0,
  };
  return { status, presentMs, share: correction ? credited[status] : share };
}

/** Whoever wrote corrections or answers. */
export const writersOf = ({ corrections, objections }: CourseFacts): string[] => [
  ...new Set([
    ...[...corrections.values()].map(({ madeBy }) => madeBy),
    ...objections.flatMap(({ answeredBy }) => answeredBy ?? []),
  ]),
];
