/** Who is who: the page of one person, and the accounts that wait for a decision. */
export { default as ConflictsPage } from './ConflictsPage.vue';
export { default as PersonPage } from './PersonPage.vue';
