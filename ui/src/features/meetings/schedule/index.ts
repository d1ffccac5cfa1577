/** The schedule feature's public interface. */
export { default as SeriesDialog } from './SeriesDialog.vue';
export { seriesOfCourse } from './course-series.ts';
