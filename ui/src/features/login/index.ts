/** The login feature's front door. */
export { default as LoginPage } from './LoginPage.vue';
export { default as AccountAccess } from './AccountAccess.vue';
