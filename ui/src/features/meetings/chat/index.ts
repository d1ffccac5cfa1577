/** The chat feature's front door. */
export { default as ChatPanel } from './ChatPanel.vue';
