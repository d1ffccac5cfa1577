export { createAddressBook, type AddressBook } from './service.ts';
export { createIndexer } from './indexer.ts';
export { markPeople } from './marks-repository.ts';
export { addressBookRoutes } from './routes.ts';
export { kindOf } from './visibility.ts';
export type { PresenceReader } from './ports.ts';
