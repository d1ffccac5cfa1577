/** The public interface of the plots over time. */
export { default as HistoryPlot } from './HistoryPlot.vue';
export { default as HistorySection } from './HistorySection.vue';
