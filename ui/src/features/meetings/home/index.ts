/** The home feature's front door. */
export { default as HomePage } from './HomePage.vue';
export { default as HomeMeetings } from './HomeMeetings.vue';
