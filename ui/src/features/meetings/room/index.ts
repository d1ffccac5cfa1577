/** The meeting feature's public interface. */
export { default as MeetingPage } from './MeetingPage.vue';
