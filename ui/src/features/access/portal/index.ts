/** The portal feature's front door. */
export { usePortal } from './store.ts';
