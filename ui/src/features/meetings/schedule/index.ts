/** The schedule feature's front door. */
export { default as SeriesDialog } from './SeriesDialog.vue';
