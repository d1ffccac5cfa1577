/** The join feature's public interface. */
export { default as JoinPage } from './JoinPage.vue';
export { default as JoinByMeetingId } from './JoinByMeetingId.vue';
export { digitsOf, grouped, isWhole } from './meeting-id.ts';
