/** The people's public interface. */
import * as apart from './apart-repository.ts';
import * as pages from './conflict-page-repository.ts';
import * as conflicts from './conflicts-repository.ts';
import * as merged from './merged-repository.ts';
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
export {
  addPseudonym,
  deactivatedBefore,
  deactivatedKept,
  deletePerson,
  tracesOf,
  type Traces,
} from './leaving-repository.ts';
export {
  contactsSaidOf,
  peoplePage,
  peopleWho,
  type ListedPerson,
  type PersonContacts,
} from './page-repository.ts';
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
