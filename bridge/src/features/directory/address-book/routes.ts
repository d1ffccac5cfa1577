import { route, type Route } from '../../../kernel/route.ts';
import {
  addFavourite,
  getAddressBookSettings,
  listUnits,
  removeFavourite,
  saveAddressBookSettings,
  searchAddressBook,
} from './contract.ts';
import type { AddressBookService } from './service.ts';

/** What the panel may ask of the address book. Guests and strangers have no part in it. */
export function addressBookRoutes(book: AddressBookService): Route[] {
  return [
    route(searchAddressBook, 'read', ({ caller, query }) => book.find(caller.personId, query)),
    route(listUnits, 'read', ({ caller }) => book.units(caller.personId)),
    route(addFavourite, 'write', async ({ caller, params }) => {
      await book.addFavourite(caller.personId, params.personId);
      return {};
    }),
    route(removeFavourite, 'write', async ({ caller, params }) => {
      await book.removeFavourite(caller.personId, params.personId);
      return {};
    }),
    route(getAddressBookSettings, 'read', async ({ caller }) => ({
      hidden: await book.isHidden(caller.personId),
    })),
    route(saveAddressBookSettings, 'write', async ({ caller, body }) => {
      await book.setHidden(caller.personId, body.hidden);
      return body;
    }),
  ];
}
