/** Who one is: "This is me", and contacts that wait to be confirmed. */
export { default as ConnectOffer } from './ConnectOffer.vue';
export { default as AccountLinkPage } from './AccountLinkPage.vue';
export { default as PersonContacts } from './PersonContacts.vue';
export { default as WaitingContacts } from './WaitingContacts.vue';
