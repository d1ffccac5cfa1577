/** The applications' page in the administration. */
export { default as ApplicationsPage } from './ApplicationsPage.vue';
