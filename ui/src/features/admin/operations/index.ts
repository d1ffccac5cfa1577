/** The public interface of what campus IT looks after: sources of people, and messages. */
export { default as OutboxPage } from './OutboxPage.vue';
export { default as SyncPage } from './SyncPage.vue';
