/** The meeting feature's front door. */
export { default as MeetingPage } from './MeetingPage.vue';
