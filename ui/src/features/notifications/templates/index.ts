/** The message templates' front door. */
export { default as TemplatePage } from './TemplatePage.vue';
export { default as TemplatesPage } from './TemplatesPage.vue';
