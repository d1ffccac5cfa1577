/** The learning platforms' front door. */
export { default as PlatformsPage } from './PlatformsPage.vue';
