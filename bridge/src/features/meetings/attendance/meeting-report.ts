import type { CourseMeeting } from './access.ts';
import type { Attendee, AttendanceRule, MeetingAttendance } from './contract.ts';
import { curveOf } from './curve.ts';
import type { AttendanceDeps } from './ports.ts';
import { isExpected, readFacts, studentsFor, type Held } from './reading.ts';
import { recordOf } from './record.ts';
import type { Roster } from './roster.ts';
import { within } from './spans.ts';
import { recordFor, timedMeeting, writersOf } from './view.ts';

type ReportDeps = AttendanceDeps & { roster: Roster };

/** One meeting: everybody in it and everybody who was to be. */
export async function meetingReport(
  deps: ReportDeps,
  meeting: CourseMeeting,
): Promise<MeetingAttendance> {
  const { roster } = deps;
  const { courseId } = meeting;
  const { members, students } = await roster.of(courseId);
  const facts = await readFacts(deps, { courseId, meetings: [meeting], students });
  const [held] = facts.held;
  if (!held) throw new RangeError('what is asked for is read');
  const expected = new Set(studentsFor(meeting, students).map(({ personId }) => personId));
  const ids = [...new Set([...expected, ...held.byPerson.keys()])];
  const known = new Map((await roster.people(ids)).map((one) => [one.id, one]));
  const names = await roster.names(writersOf(facts));
  const staff = members.filter(({ role }) => !isExpected(role));
  const kindOf = kindsOf(expected, new Set(staff.map(({ personId }) => personId)));
  const people = [...known.values()].map(({ id: personId, displayName, campusNumber }) => {
    const record = recordFor(facts, held, { personId, names });
    return { personId, displayName, campusNumber, kind: kindOf(personId), ...record };
  });
  const strangers = ids.filter((id) => !known.has(id));
  return {
    courseId,
    meeting: timedMeeting(held, await roster.groups(courseId)),
    rule: facts.rule,
    people,
    guests: guestsOf(held, facts.rule, await guestsAmong(deps, strangers)),
    curve: curveOf(
      people.map(({ stays }) => within(stays, held.frame)),
      held.frame,
    ),
  };
}

const kindsOf =
  (expected: ReadonlySet<string>, staff: ReadonlySet<string>) =>
  (id: string): Attendee['kind'] => {
    if (expected.has(id)) return 'student';
    return staff.has(id) ? 'host' : 'other';
  };

interface Guest {
  id: string;
  name: string | null;
}

async function guestsAmong({ meetings }: ReportDeps, ids: readonly string[]): Promise<Guest[]> {
  const names = await meetings.guestNames(ids);
  return ids.map((id) => ({ id, name: names.get(id) ?? null }));
}

/** People without an account, apart from the others. */
const guestsOf = (
  { byPerson, frame }: Held,
  rule: AttendanceRule,
  guests: readonly Guest[],
): MeetingAttendance['guests'] =>
  guests.map((guest) => {
    const { stays, isIn, presentMs } = recordOf(byPerson.get(guest.id) ?? [], frame, rule);
    return { ...guest, stays, isIn, presentMs };
  });
