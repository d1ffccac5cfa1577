/** The course feature's front door. */
export { default as CoursePage } from './CoursePage.vue';
