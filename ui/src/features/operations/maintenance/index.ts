/** The public interface of maintenance: whether changes are refused just now. */
export { default as MaintenanceBanner } from './MaintenanceBanner.vue';
