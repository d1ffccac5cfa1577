/** The people's public interface. */
import type { Subquery } from '../../../kernel/database.ts';
import * as apart from './apart-repository.ts';
import * as pages from './conflict-page-repository.ts';
import * as conflicts from './conflicts-repository.ts';
import * as leaving from './leaving-repository.ts';
import * as merged from './merged-repository.ts';
import * as listed from './page-repository.ts';
import { createPeopleService, type PeopleDeps } from './service.ts';
import { noteTestPerson, testPeopleAmong } from './test-people.ts';

export type { PeopleChanged } from './service.ts';
export {
  declarationOf,
  trustBy,
  type DeclaredTrust,
  type TrustedMoodle,
  type TrustedPlatform,
} from './declared-trust.ts';
export type { ListedConflict } from './conflict-page-repository.ts';
export type { WaitingConflict } from './conflicts-repository.ts';
export type { Body, Moved } from './merged-repository.ts';
export type { FieldChange } from './foresee.ts';
export type { PeopleDiff } from './diff.ts';
export type { Person, PersonFacts, SourceOfPeople } from './person.ts';
export { isByHand, type PersonRecord } from './precedence.ts';
export { originsOf, statusAndReason } from './provenance.ts';
export { emailKey, phoneKey } from './keys.ts';
export { readFacts } from './reading.ts';
export { kindOf, normaliseRealm } from './person.ts';
export { isTrustedSource } from './registered.ts';
export type { Traces } from './leaving-repository.ts';
export type { ListedPerson, PersonContacts } from './page-repository.ts';
export {
  believed,
  formatVouches,
  parseVouches,
  readVouches,
  usualTrust,
  vouchable,
  vouchesForAll,
  vouchesForNothing,
  type Vouches,
  type VouchesOf,
} from './trust.ts';
export { type ConflictReason } from './candidate.ts';

export type People = ReturnType<typeof createPeople>;

/** Makes people, and what each source says of them. */
export const createPeople = (deps: PeopleDeps) => ({
  ...createPeopleService(deps),
  /** A page of people, by name; who turned out to be somebody else is found as that one. */
  page: (query: listed.PeopleQuery): Promise<listed.ListedPerson[]> =>
    listed.peoplePage(deps.db, query),
  /** Ids of people who are active, or were deactivated: a question within another. */
  who: (status: 'active' | 'deactivated'): Subquery => listed.peopleWho(deps.db, status),
  /** The active person whose id stands in a column of another question. */
  activeOf: (column: string): Subquery => listed.activePersonOf(deps.db, column),
  /** By what people can be reached; who turned out to be somebody else is left out. */
  contactsSaidOf: listed.contactsSaidOf,
  /** Who was deactivated long ago, and people as rows, while they are erased. */
  leaving: {
    tracesOf: leaving.tracesOf,
    deactivatedBefore: leaving.deactivatedBefore,
    deactivatedKept: leaving.deactivatedKept,
    addPseudonym: leaving.addPseudonym,
    deletePerson: leaving.deletePerson,
  },
  /** Accounts that could not be told apart or brought together, and wait for somebody to look. */
  conflicts: {
    add: conflicts.addConflicts,
    waiting: conflicts.waitingConflicts,
    takeUnannounced: conflicts.takeUnannounced,
    lock: conflicts.lockConflict,
    putBack: conflicts.putBack,
    drop: conflicts.dropConflicts,
    candidatesOf: conflicts.candidatesOf,
    saveCandidates: conflicts.saveCandidates,
    find: pages.findConflict,
    page: pages.conflictPage,
    count: pages.countConflicts,
  },
  /** Whom somebody said an account not to be. */
  apart: {
    keep: apart.keepApart,
    forget: apart.forgetApart,
    from: apart.apartFrom,
  },
  /** People as rows, while two become one or one becomes two again. */
  merged: {
    lock: merged.lockPeople,
    of: merged.mergedPeopleOf,
    becomeRedirect: merged.becomeRedirect,
    removeOverride: merged.removeOverride,
    moveAccount: merged.moveAccount,
  },
  /** An LMS's stand-ins for a student: let in, but listed nowhere. */
  testPeople: { note: noteTestPerson, among: testPeopleAmong },
});
