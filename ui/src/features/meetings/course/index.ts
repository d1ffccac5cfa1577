/** The course feature's public interface. */
export { default as CoursePage } from './CoursePage.vue';
export { useMeetingOpening, type MeetingOpening } from './opening.ts';
