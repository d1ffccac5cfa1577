import type { Database } from '../../../kernel/database.ts';
import { digest } from '../../../kernel/ids.ts';
import type { Log } from '../../../kernel/log.ts';
import { hiddenAmong } from './hidden-repository.ts';
import { removeEntries, saveEntries, type IndexEntry } from './index-repository.ts';
import * as marks from './marks-repository.ts';
import { placesOf, sortKeyOf } from './placing.ts';
import type { Person } from '../people/index.ts';
import type { CoursesReader, DepartmentsReader, PeopleReader } from './ports.ts';
import { termsOf } from './terms.ts';
import { kindOf } from './visibility.ts';
import { inTransaction } from '../../../kernel/sql.ts';

/** To be changed with every change of what is indexed: the next start then makes the index anew. */
const rules = '1';

/** So many people a transaction: on SQLite everybody else waits for it, some tens of milliseconds. */
const batchSize = 100;
const reportEvery = 5_000;

export interface IndexerDeps {
  db: Database;
  people: PeopleReader;
  departments: DepartmentsReader;
  courses: CoursesReader;
  /** Campus numbers of staff; null where numbers do not tell. */
  staffNumbers: RegExp | null;
  log: Log;
}

/**
 * Keeps the index what people, departments and courses say. Whoever changes those marks the people in
 * the same transaction; a little later `catchUp` makes their entries anew and takes the marks away, in
 * one transaction as well. So the index is never wrong for good, whatever stops in between.
 */
export function createIndexer(deps: IndexerDeps) {
  const progress: Progress = { isPrepared: false, isStopped: false };
  return {
    /** Works off all marks; the first time marks everybody where the index was made by other rules. */
    catchUp: async (): Promise<void> => {
      if (!progress.isPrepared) await prepare(deps);
      progress.isPrepared = true;
      await catchUp(deps, progress);
    },
    /** Lets the batch that runs come to its end, and begins no other. */
    stop: () => {
      progress.isStopped = true;
    },
  };
}

interface Progress {
  isPrepared: boolean;
  isStopped: boolean;
}

async function prepare({ db, people, log, staffNumbers }: IndexerDeps): Promise<void> {
  const version = `${rules} ${digest(staffNumbers?.source ?? '').slice(0, 16)}`;
  if ((await marks.indexVersion(db)) === version) return;
  let count = 0;
  for (let page = await people.idsAfter('', 1000); page.length > 0;) {
    await marks.markPeople(db, page);
    count += page.length;
    page = await people.idsAfter(page.at(-1) ?? '', 1000);
  }
  await marks.saveIndexVersion(db, version);
  if (count > 0) log.info({ people: count, version }, 'the address book is made anew');
}

async function catchUp(deps: IndexerDeps, progress: Progress): Promise<void> {
  let done = 0;
  let taken = batchSize;
  while (taken === batchSize && !progress.isStopped) {
    taken = await inTransaction(deps.db, (trx) => indexSome(deps, trx));
    done += taken;
    if (taken > 0 && done % reportEvery === 0) {
      const left = await marks.countMarked(deps.db);
      deps.log.info({ done, left }, 'making the address book anew');
    }
  }
}

/** Marks first: from then on nobody else can change these marks, and what is read is newer than they are. */
async function indexSome(deps: IndexerDeps, trx: Database): Promise<number> {
  const taken = await marks.takeMarked(trx, batchSize);
  if (taken.length === 0) return 0;
  const ids = taken.map((row) => row.person_id);
  const people = await deps.people.findMany(ids, trx);
  const tests = await deps.people.testPeople.among(trx, ids);
  const active = people.filter(({ id, status }) => status === 'active' && !tests.has(id));
  const present = new Set(active.map(({ id }) => id));
  await saveEntries(trx, await entriesOf(deps, trx, active));
  await removeEntries(
    trx,
    ids.filter((id) => !present.has(id)),
  );
  await marks.unmark(trx, taken);
  return taken.length;
}

async function entriesOf(
  { departments, courses, staffNumbers }: IndexerDeps,
  trx: Database,
  people: readonly Person[],
): Promise<IndexEntry[]> {
  const ids = people.map(({ id }) => id);
  const tree = new Map((await departments.tree(trx)).map((unit) => [unit.id, unit]));
  const units = await departments.unitsOf(ids, trx);
  const roles = await courses.rolesOf(ids, trx);
  const hidden = await hiddenAmong(trx, ids);
  return people.map((person) => ({
    personId: person.id,
    sortKey: sortKeyOf(person.displayName),
    kind: kindOf({ ...person, roles: roles.get(person.id) ?? [] }, staffNumbers),
    hidden: hidden.has(person.id),
    terms: termsOf(person),
    unitIds: placesOf(units.get(person.id) ?? [], tree),
  }));
}
