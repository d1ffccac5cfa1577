/** The people's public interface. */
import { createPeopleService, type PeopleDeps } from './service.ts';
import { noteTestPerson, testPeopleAmong } from './test-people.ts';

export type { PeopleChanged } from './service.ts';
export {
  declarationOf,
  trustBy,
  type DeclaredTrust,
  type TrustedPlatform,
} from './declared-trust.ts';
export type { FieldChange } from './foresee.ts';
export type { PeopleDiff } from './diff.ts';
export type { Person, PersonFacts, PersonStatus, SourceOfPeople } from './person.ts';
export { isByHand, type PersonRecord } from './precedence.ts';
export { originsOf, statusAndReason } from './provenance.ts';
export { emailKey, phoneKey } from './keys.ts';
export { readFacts } from './reading.ts';
export { kindOf, normaliseRealm } from './person.ts';
export { isTrustedSource } from './registered.ts';
export {
  addConflicts,
  candidatesOf,
  dropConflicts,
  lockConflict,
  putBack,
  saveCandidates,
  waitingConflicts,
  takeUnannounced,
  type WaitingConflict,
} from './conflicts-repository.ts';
export { apartFrom, forgetApart, keepApart } from './apart-repository.ts';
export {
  conflictPage,
  countConflicts,
  findConflict,
  type ListedConflict,
} from './conflict-page-repository.ts';
export {
  becomeRedirect,
  mergedPeopleOf,
  lockPeople,
  moveAccount,
  removeOverride,
  type Body,
  type Moved,
} from './merged-repository.ts';
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
  /** An LMS's stand-ins for a student: let in, but listed nowhere. */
  testPeople: { note: noteTestPerson, among: testPeopleAmong },
});
