/** The public interface of the page about Jicofo and its videobridges. */
export { default as OperationsPage } from './OperationsPage.vue';
