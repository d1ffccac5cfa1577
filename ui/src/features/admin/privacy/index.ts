/** What is kept about people: one's own page, and the administration's. */
export { default as MyDataPage } from './MyDataPage.vue';
export { default as PersonData } from './PersonData.vue';
export { default as PersonErase } from './PersonErase.vue';
export { default as ProveDialog } from './ProveDialog.vue';
export { default as PrivacyPage } from './PrivacyPage.vue';
