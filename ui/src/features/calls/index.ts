/** The calls feature's public interface. */
export { default as AddPeople } from './AddPeople.vue';
/** The address book whose people can be rung: for pages outside of a meeting. */
export { default as AddressBook } from './CallAddressBook.vue';
export { default as IncomingCalls } from './IncomingCalls.vue';
export { default as MissedCalls } from './MissedCalls.vue';
export { default as MissedCount } from './MissedCount.vue';
export { default as RingSettings } from './RingSettings.vue';
/** In a meeting: tells the caller what becomes of calls, and all others that one is in. */
export { default as CallEvents } from './CallEvents.vue';
export { useAnswered } from './answering.ts';
