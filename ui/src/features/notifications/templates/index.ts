/** The letters' front door. */
export { default as LetterPage } from './LetterPage.vue';
export { default as LettersPage } from './LettersPage.vue';
