/** The session feature's public interface. */
export { useSession } from './store.ts';
export { useHandover } from './handover.ts';
export { default as SessionGate } from './SessionGate.vue';
export { useTimes } from './times.ts';
