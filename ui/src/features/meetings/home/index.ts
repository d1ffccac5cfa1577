/** The home feature's public interface. */
export { default as HomePage } from './HomePage.vue';
export { default as HomeMeetings } from './HomeMeetings.vue';
