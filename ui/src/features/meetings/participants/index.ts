/** The participants feature's front door. */
export { default as ParticipantPanel } from './ParticipantPanel.vue';
export type { Action } from './actions.ts';
