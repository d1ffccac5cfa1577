/** The chat feature's public interface. */
export { default as ChatPanel } from './ChatPanel.vue';
export { everybody, idsOf, keyOf, readersFor, theHosts, type Address } from './readers.ts';
export type { Composer, Hindrance } from './composer.ts';
