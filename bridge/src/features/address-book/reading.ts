import type { Database } from '../../kernel/database.ts';
import type { CoursesReader } from './ports.ts';
import { peopleById, type IndexedPerson } from './search-repository.ts';
import {
  strangers,
  visible,
  type Reader,
  type Relation,
  type StudentsSeeMailOf,
  type Target,
  type Visible,
} from './visibility.ts';

export interface ReadingParts {
  db: Database;
  courses: CoursesReader;
  isAdmin: (personId: string) => Promise<boolean>;
  studentsSeeMailOf: StudentsSeeMailOf;
}

/** Who reads, and what they may see of whom, as it is at this moment. */
export interface Reading {
  reader: Reader;
  /** What the reader may see of each of these; who is left out must not be shown at all. */
  see: (targets: readonly Target[]) => Promise<Map<string, Visible>>;
}

/** Opens the address book for one person. Someone whom the index does not know yet reads as a student. */
export async function openReading(parts: ReadingParts, personId: string): Promise<Reading> {
  const [own] = await peopleById(parts.db, [personId]);
  const isAdmin = await parts.isAdmin(personId);
  const reader: Reader = { personId, kind: own?.kind ?? 'student', isAdmin };
  return { reader, see: (targets) => see(parts, reader, targets) };
}

async function see(
  parts: ReadingParts,
  reader: Reader,
  targets: readonly Target[],
): Promise<Map<string, Visible>> {
  const { studentsSeeMailOf } = parts;
  const asked = targets.filter((target) => courseMatters(reader, target));
  const relations = await relationsOf(
    parts.courses,
    reader,
    asked.map(({ personId }) => personId),
  );
  const seen = new Map<string, Visible>();
  for (const target of targets) {
    const relation = relations.get(target.personId) ?? strangers;
    const facts = visible(reader, target, { relation, studentsSeeMailOf });
    if (facts) seen.set(target.personId, facts);
  }
  return seen;
}

/** Staff see the same of everybody, whatever courses they share; only what is hidden depends on them. */
const courseMatters = (reader: Reader, target: Target): boolean =>
  !reader.isAdmin && (reader.kind === 'student' || target.hidden);

async function relationsOf(
  courses: CoursesReader,
  reader: Reader,
  personIds: readonly string[],
): Promise<Map<string, Relation>> {
  const relations = new Map<string, Relation>();
  if (personIds.length === 0) return relations;
  const hosted = await courses.hosted(reader.personId);
  for (const shared of await courses.shared(reader.personId, personIds)) {
    const before = relations.get(shared.personId) ?? strangers;
    relations.set(shared.personId, {
      sharesCourse: true,
      teachesReader: before.teachesReader || shared.teaches,
      readerHosts: before.readerHosts || hosted.has(shared.courseId),
    });
  }
  return relations;
}

/** A target from the index: whoever is in it is active. */
export const targetOf = ({ personId, kind, hidden }: IndexedPerson): Target => ({
  personId,
  kind,
  hidden,
  active: true,
});
