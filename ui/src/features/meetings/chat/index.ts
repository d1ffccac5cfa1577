/** The chat feature's public interface. */
export { default as ChatPanel } from './ChatPanel.vue';
