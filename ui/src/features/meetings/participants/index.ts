/** The participants feature's public interface. */
export { default as ParticipantPanel } from './ParticipantPanel.vue';
export type { Action } from './actions.ts';
