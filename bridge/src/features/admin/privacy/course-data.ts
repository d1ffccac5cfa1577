import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import { newId } from '../../../kernel/ids.ts';
import type { PersonalData } from '../../../kernel/personal-data.ts';
import { inTransaction } from '../../../kernel/sql.ts';
import type { AuditTrail } from '../../audit/index.ts';
import { collect, type Section } from './exporting.ts';
import type { Insight } from './ports.ts';
import { countRows, eraseRows, heldIn, type Whose } from './rows-repository.ts';
import { findSubject } from './subjects.ts';

export interface CourseDataDeps extends Insight {
  db: Database;
  clock: Clock;
  data: readonly PersonalData[];
  audit: Pick<AuditTrail, 'record'>;
}

/** Somebody in the meetings of a course, and which LMS asks. */
export interface InCourse {
  personId: string;
  courseId: string;
  /** The name of the LMS, for the log. */
  askedBy: string;
}

/** What is kept of people in the meetings of one course: for the LMS that the course is of. */
export function createCourseData(deps: CourseDataDeps) {
  const { db, data, meetings } = deps;
  const idsIn = async (courseId: string) =>
    (await meetings.idsOfCourse(courseId)).map(({ id }) => id);
  return {
    /** Of whom something is kept. */
    peopleIn: async (courseId: string): Promise<Set<string>> =>
      heldIn(db, data, await idsIn(courseId)),
    /** What is kept of somebody, table by table. */
    exportOf: async ({ personId, courseId, askedBy }: InCourse): Promise<Section[]> => {
      const found = await findSubject(db, deps, personId);
      if (!found) return [];
      const subject = { ...found, meetingIds: await idsIn(courseId) };
      const sections = await collect(db, data, { subject, reader: 'self' });
      await deps.audit.record(db, {
        ...entryOf('person.export', { courseId, askedBy }),
        subject: { kind: found.kind, id: found.id, name: found.name },
      });
      return sections;
    },
    /**
     * Erases it by the rules of erasure: what goes goes, what stays belongs to a pseudonym.
     * @throws Failure erasure/in-meeting while a meeting of the course runs
     */
    erase: async ({ personId, courseId, askedBy }: InCourse): Promise<void> => {
      const all = await meetings.idsOfCourse(courseId);
      if (all.some(({ isOpen }) => isOpen)) throw new Failure('erasure/in-meeting');
      await inTransaction(db, async (trx) => {
        const found = await findSubject(trx, deps, personId);
        const subject = found && { ...found, meetingIds: all.map(({ id }) => id) };
        if (!subject || !(await isHeld(trx, data, subject))) return;
        const pseudonym = await eraseIn(trx, deps, subject);
        await deps.audit.record(trx, {
          ...entryOf('person.erase', { courseId, askedBy }),
          subject: { kind: 'person', id: pseudonym, name: '' },
        });
      });
    },
  };
}

const entryOf = (action: string, after: { courseId: string; askedBy: string }) => ({
  actorId: null,
  action,
  scopeDepartmentId: null,
  before: null,
  after,
});

async function isHeld(
  trx: Database,
  data: readonly PersonalData[],
  subject: Whose,
): Promise<boolean> {
  for (const one of data) if ((await countRows(trx, one, subject)) > 0) return true;
  return false;
}

async function eraseIn(
  trx: Database,
  { data, people, clock }: CourseDataDeps,
  subject: Whose,
): Promise<string> {
  const as = { pseudonym: newId(), now: clock.now() };
  const own = data.find(({ table }) => table === 'people');
  if (own && own.erase !== 'delete')
    await people.leaving.addPseudonym(trx, { id: subject.id, ...as }, own.erase.keep);
  for (const one of data) await eraseRows(trx, { data: one, subject }, as);
  return as.pseudonym;
}
