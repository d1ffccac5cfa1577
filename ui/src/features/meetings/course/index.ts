/** The course feature's front door. */
export { default as CoursePage } from './CoursePage.vue';
export { useDoor, type Door } from './door.ts';
