import {
  addressBookRoutes,
  createAddressBook,
  createIndexer,
  type AddressBook,
  type PresenceReader,
} from '../features/directory/address-book/index.ts';
import { createCourseRelations } from '../features/directory/courses/index.ts';
import type { Job } from '../kernel/jobs.ts';
import type { Route } from '../kernel/route.ts';
import type { Registry, RegistryParts } from './registry.ts';

/** How soon after a change the address book shows it, seconds. */
const catchUpEvery = 1;

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
  jobs: Job[];
  /** Lets the batch that is indexed come to its end. */
  close: () => Promise<void>;
} {
  const { config, db, registry } = parts;
  const { people, departments } = registry;
  const courses = createCourseRelations({ db, courses: registry.courses });
  const shared = { ...parts, people, departments, courses };
  const staffNumbers = config.ADDRESS_BOOK_STAFF_NUMBERS;
  const indexer = createIndexer({ ...shared, staffNumbers });
  const book = createAddressBook({
    ...shared,
    studentsSeeMailOf: config.ADDRESS_BOOK_STUDENTS_SEE_MAIL_OF,
  });
  return {
    book,
    routes: addressBookRoutes(book),
    jobs: [{ name: 'address-book-index', every: catchUpEvery, work: indexer.catchUp }],
    close: () => {
      indexer.stop();
      return Promise.resolve();
    },
  };
}
