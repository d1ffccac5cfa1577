/** The session feature's front door. */
export { useSession } from './store.ts';
export { useHandover } from './handover.ts';
export { default as SessionGate } from './SessionGate.vue';
export { useTimes } from './times.ts';
