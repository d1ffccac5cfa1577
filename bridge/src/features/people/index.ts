export { createPeople, type People, type PeopleChanged } from './service.ts';
export type { FieldChange } from './foresee.ts';
export type { PeopleDiff } from './diff.ts';
export type { PersonFacts, SourceOfPeople } from './person.ts';
export { emailKey, phoneKey } from './keys.ts';
export { kindOf, normaliseRealm } from './person.ts';
export { inTransaction, lostRace } from './transaction.ts';
export { inChunks, insertAll, upsert } from './batches.ts';
