/** The address book's public interface. */
export { default as AddressBook } from './AddressBook.vue';
export { default as AddressBookChosen } from './AddressBookChosen.vue';
export { isEmpty, nobody, type Choice } from './choice.ts';
export type { Audience, UnitShelf } from './shelf.ts';
