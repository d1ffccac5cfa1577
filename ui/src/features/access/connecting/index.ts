/** Who one is: "This is me", and contacts that wait to be confirmed. The offer stands on every course page: what else there is comes when it is shown. */
import { defineAsyncComponent } from 'vue';

export { default as ConnectOffer } from './ConnectOffer.vue';

/** A page of its own: the address of a notice. */
export const loadAccountLinkPage = () => import('./AccountLinkPage.vue');

export const PersonContacts = defineAsyncComponent(() => import('./PersonContacts.vue'));
export const WaitingContacts = defineAsyncComponent(() => import('./WaitingContacts.vue'));
