import type { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { AddressBookEntry, AddressBookUnit, listUnits } from './contract.ts';
import { cursor, type Position } from './cursor.ts';
import { entriesOf } from './entries.ts';
import { hiddenAmong, setHidden } from './hidden-repository.ts';
import { pageOf, pageOfUnit } from './lists.ts';
import { unitSizes } from './lists-repository.ts';
import { markPeople } from './marks-repository.ts';
import { createNear } from './near.ts';
import * as own from './own-repository.ts';
import type { CoursesReader, DepartmentsReader, PeopleReader, PresenceReader } from './ports.ts';
import { readQuery } from './query.ts';
import { openReading, targetOf, type Reading } from './reading.ts';
import { remembered } from './remembered.ts';
import { mostRecent, openScope, type ReadScope, type Wanted } from './scopes.ts';
import { search } from './search.ts';
import { peopleById } from './search-repository.ts';
import type { StudentsSeeMailOf } from './visibility.ts';
import { inTransaction } from '../../../kernel/sql.ts';

const pageSize = 40;
const mostFavourites = 500;

/** What the address book is made with. */
export interface AddressBookDeps {
  db: Database;
  clock: Clock;
  people: PeopleReader;
  departments: DepartmentsReader;
  courses: CoursesReader;
  presence: PresenceReader | null;
  /** Whether somebody administers the campus and so sees everybody. */
  isAdmin: (personId: string) => Promise<boolean>;
  studentsSeeMailOf: StudentsSeeMailOf;
}

/** What is asked of the address book: words, a list, and where to go on. */
export interface Question extends Wanted {
  query?: string | undefined;
  cursor?: string | undefined;
}

export type AddressBookService = ReturnType<typeof createAddressBookService>;

/** The people of the campus, as each reader may see them. */
export function createAddressBookService(deps: AddressBookDeps) {
  const { db, clock } = deps;
  const tree = remembered(clock, 30_000, () => deps.departments.tree());
  const sizes = remembered(clock, 30_000, () => unitSizes(db));
  const inside = { ...deps, tree, near: createNear(deps) };
  return {
    /** A page of people who match, or of a list. @throws Failure request/invalid, course/…, department/not-found */
    find: (readerId: string, question: Question) => find(inside, readerId, question),
    /** The tree of departments with their sizes, and the reader's courses. */
    units: async (readerId: string): Promise<z.infer<typeof listUnits.reply>> => {
      const counted = await sizes();
      const departments = (await tree()).map((unit): AddressBookUnit => ({
        ...unit,
        size: counted.get(unit.id) ?? 0,
      }));
      return { departments, courses: await deps.courses.mine(readerId) };
    },
    /** @throws Failure person/not-found, also for who may not be seen */
    addFavourite: (readerId: string, personId: string) => addFavourite(deps, readerId, personId),
    removeFavourite: (readerId: string, personId: string): Promise<void> =>
      own.removeFavourite(db, readerId, personId),
    /** Those of these ids that the reader may know to be somebody's: hidden people are as if not there. */
    withoutHidden: (readerId: string, personIds: readonly string[]): Promise<string[]> =>
      withoutHidden(deps, readerId, personIds),
    isHidden: async (personId: string): Promise<boolean> =>
      (await hiddenAmong(db, [personId])).has(personId),
    /** Takes somebody out of everybody's sight, or puts them back; at once. */
    setHidden: (personId: string, hidden: boolean): Promise<void> =>
      inTransaction(db, async (trx) => {
        // The mark too: an entry that is being made anew this moment may still hold the old word.
        await markPeople(trx, [personId]);
        await setHidden(trx, personId, { hidden, now: clock.now() });
      }),
    /** Notes whom a person was in a meeting or call with, for the list of recent ones. */
    noteMet: (personId: string, others: readonly string[]): Promise<void> => {
      const ids = [...new Set(others)].filter((id) => id !== personId).slice(0, mostRecent);
      return own.saveMet(db, personId, { ids, now: clock.now(), keep: mostRecent });
    },
  };
}

type Inside = AddressBookDeps & {
  tree: ReturnType<typeof remembered<Awaited<ReturnType<DepartmentsReader['tree']>>>>;
  near: ReturnType<typeof createNear>;
};

async function find(
  deps: Inside,
  readerId: string,
  question: Question,
): Promise<{ entries: AddressBookEntry[]; next: string | null }> {
  const after = cursor.read(question.cursor);
  const [reading, scope, favourites] = await Promise.all([
    openReading(deps, readerId),
    openScope(deps, readerId, question),
    own.favouritesOf(deps.db, readerId),
  ]);
  const words = readQuery(question.query);
  const page = words
    ? await searched(deps, { reading, scope, words, after, favourites })
    : await listed(deps, { reading, scope, after });
  return {
    entries: await entriesOf(deps, reading, { ...page, favourites }),
    next: cursor.write(page.next),
  };
}

interface Asked {
  reading: Reading;
  scope: ReadScope;
  after: Position | null;
}

async function searched(
  deps: Inside,
  asked: Asked & { words: string[]; favourites: readonly string[] },
) {
  const { scope } = asked;
  const pool = 'people' in scope ? scope.people.map(({ seq }) => seq) : scope.pool;
  const where = pool ? { pool } : { unitId: 'unitId' in scope ? scope.unitId : null };
  const near = await deps.near(asked.reading.reader.personId, asked.favourites);
  return search({ ...asked, db: deps.db, near, scope: where, limit: pageSize });
}

async function listed(deps: Inside, { reading, scope, after }: Asked) {
  if ('unitId' in scope) {
    return pageOfUnit({ db: deps.db, reading }, { ...scope, after, limit: pageSize });
  }
  const ids = scope.people.map(({ personId }) => personId);
  const seen = await reading.see((await peopleById(deps.db, ids)).map(targetOf));
  const people = scope.people.filter(({ personId }) => seen.has(personId));
  return pageOf(people, { after, limit: pageSize });
}

async function addFavourite(
  deps: AddressBookDeps,
  readerId: string,
  personId: string,
): Promise<void> {
  const reading = await openReading(deps, readerId);
  const seen = await reading.see((await peopleById(deps.db, [personId])).map(targetOf));
  if (!seen.has(personId)) throw new Failure('person/not-found');
  if ((await own.favouritesOf(deps.db, readerId)).length >= mostFavourites) {
    const message = `there may be ${mostFavourites} favourites; take one out first`;
    throw new Failure('request/invalid', { flaws: [{ field: 'path.personId', message }] });
  }
  await own.addFavourite(deps.db, readerId, { favouriteId: personId, now: deps.clock.now() });
}

async function withoutHidden(
  deps: AddressBookDeps,
  readerId: string,
  personIds: readonly string[],
): Promise<string[]> {
  const hidden = await hiddenAmong(deps.db, personIds);
  if (hidden.size === 0) return [...personIds];
  const reading = await openReading(deps, readerId);
  const asked = [...hidden].map((personId) => ({
    personId,
    hidden: true,
    active: true,
    kind: 'student' as const,
  }));
  const seen = await reading.see(asked);
  return personIds.filter((id) => !hidden.has(id) || seen.has(id));
}
