/** The public interface of the capacity planner. */
export { default as CapacityPage } from './CapacityPage.vue';
