/** The settings feature's public interface. */
export { default as SettingsPage } from './SettingsPage.vue';
