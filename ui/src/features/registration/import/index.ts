/** The public interface of registering people by sheets. */
export { default as SheetList } from './SheetList.vue';
export { default as SheetPage } from './SheetPage.vue';
