/** The directory tool's pages in the administration. */
export { default as DirectoryPage } from './DirectoryPage.vue';
export { default as DirectoryRunPage } from './DirectoryRunPage.vue';
