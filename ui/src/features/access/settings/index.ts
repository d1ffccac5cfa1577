/** The settings feature's front door. */
export { default as SettingsPage } from './SettingsPage.vue';
