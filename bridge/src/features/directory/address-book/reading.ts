import type { Database } from '../../../kernel/database.ts';
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

export interface ReadingDeps {
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
export async function openReading(deps: ReadingDeps, personId: string): Promise<Reading> {
  const [known, isAdmin] = await Promise.all([
    peopleById(deps.db, [personId]),
    deps.isAdmin(personId),
  ]);
  const reader: Reader = { personId, kind: known[0]?.kind ?? 'student', isAdmin };
  let own: Promise<OwnMembership[]> | undefined;
  const relations = async (personIds: readonly string[]): Promise<Map<string, Relation>> => {
    if (personIds.length === 0) return new Map();
    own ??= deps.courses.own(personId);
    return relationsOf(deps.courses, await own, personIds);
  };
  return {
    reader,
    see: async (targets) => {
      const asked = targets.filter((target) => courseMatters(reader, target));
      const known = await relations(asked.map((target) => target.personId));
      return see(targets, { reader, relations: known, studentsSeeMailOf: deps.studentsSeeMailOf });
    },
  };
}

type OwnMembership = Awaited<ReturnType<CoursesReader['own']>>[number];

interface Place {
  reader: Reader;
  relations: ReadonlyMap<string, Relation>;
  studentsSeeMailOf: StudentsSeeMailOf;
}

function see(
  targets: readonly Target[],
  { reader, relations, studentsSeeMailOf }: Place,
): Map<string, Visible> {
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
  own: readonly OwnMembership[],
  personIds: readonly string[],
): Promise<Map<string, Relation>> {
  const relations = new Map<string, Relation>();
  for (const shared of await courses.among(own, personIds)) {
    const before = relations.get(shared.personId) ?? strangers;
    relations.set(shared.personId, {
      sharesCourse: true,
      teachesReader: before.teachesReader || shared.teaches,
      readerHosts: before.readerHosts || shared.readerHosts,
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
