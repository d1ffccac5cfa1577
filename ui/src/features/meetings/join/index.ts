/** The join feature's front door. */
export { default as JoinPage } from './JoinPage.vue';
export { default as JoinByNumber } from './JoinByNumber.vue';
export { digitsOf, grouped, isWhole } from './number.ts';
