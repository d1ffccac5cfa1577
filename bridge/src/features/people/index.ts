export { createPeople, type People, type PeopleOptions, type Telling } from './service.ts';
export type { PeopleDiff } from './diff.ts';
export type { Conflict } from './matching.ts';
export type { Person, PersonFacts, PersonStatus, SourceOfPeople } from './person.ts';
export { kindOf, normaliseRealm } from './person.ts';
export { displayName, folded } from './keys.ts';
export { inTransaction, lostRace } from './transaction.ts';
export { inChunks, insertAll, upsert } from './batches.ts';
