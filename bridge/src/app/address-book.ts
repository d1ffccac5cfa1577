import {
  addressBookRoutes,
  createAddressBook,
  createIndexer,
  type AddressBook,
  type PresenceReader,
} from '../features/directory/address-book/index.ts';
import { createCourseRelations } from '../features/directory/courses/index.ts';
import type { Route } from '../kernel/route.ts';
import type { Registry, RegistryParts } from './registry.ts';
import { keepDoing } from './upkeep.ts';

/** How soon after a change the address book shows it, in milliseconds. */
const catchUpEveryMs = 1_000;

interface AddressBookParts extends Pick<RegistryParts, 'config' | 'db' | 'clock' | 'log'> {
  registry: Pick<Registry, 'people' | 'departments' | 'courses'>;
  /** Null until something tells of presence. */
  presence: PresenceReader | null;
  isAdmin: (personId: string) => Promise<boolean>;
}

/** Makes the address book and the job that keeps its index true. */
export function composeAddressBook(parts: AddressBookParts): {
  book: AddressBook;
  routes: Route[];
  jobs: { stop: () => void }[];
} {
  const { config, db, log, registry } = parts;
  const { people, departments } = registry;
  const courses = createCourseRelations({ db, courses: registry.courses });
  const shared = { ...parts, people, departments, courses };
  const staffNumbers = config.ADDRESS_BOOK_STAFF_NUMBERS;
  const indexer = createIndexer({ ...shared, staffNumbers });
  const book = createAddressBook({
    ...shared,
    studentsSeeMailOf: config.ADDRESS_BOOK_STUDENTS_SEE_MAIL_OF,
  });
  const work = keepDoing({ everyMs: catchUpEveryMs, log, work: indexer.catchUp });
  const stop = () => {
    work.stop();
    indexer.stop();
  };
  return { book, routes: addressBookRoutes(book), jobs: [{ stop }] };
}
