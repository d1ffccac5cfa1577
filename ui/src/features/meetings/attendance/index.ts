/** The public interface of the pages about attendance. */
export { default as AttendanceMeetingPage } from './AttendanceMeetingPage.vue';
export { default as AttendanceOfCourses } from './AttendanceOfCourses.vue';
export { default as AttendancePage } from './AttendancePage.vue';
