/** The address book's public interface. */
import type { Job } from '../../../kernel/jobs.ts';
import type { Route } from '../../../kernel/route.ts';
import { createIndexer, type IndexerDeps } from './indexer.ts';
import { addressBookRoutes } from './routes.ts';
import { createAddressBookService, type AddressBookDeps } from './service.ts';

export { kindOf } from './visibility.ts';

/** How soon after a change the address book shows it, seconds. */
const catchUpEvery = 1;

export type AddressBook = ReturnType<typeof createAddressBook>;

/** Makes the address book, and the job that keeps its index true. */
export function createAddressBook(deps: AddressBookDeps & IndexerDeps) {
  const service = createAddressBookService(deps);
  const indexer = createIndexer(deps);
  const routes: Route[] = addressBookRoutes(service);
  const jobs: Job[] = [{ name: 'address-book-index', every: catchUpEvery, work: indexer.catchUp }];
  return {
    ...service,
    routes,
    jobs,
    /** Brings the index up to date with all that changed. */
    catchUp: indexer.catchUp,
    /** Lets the batch that runs come to its end. */
    close: (): Promise<void> => {
      indexer.stop();
      return Promise.resolve();
    },
  };
}
