/** The session feature's front door. */
export { useSession } from './store.ts';
export { default as SessionGate } from './SessionGate.vue';
