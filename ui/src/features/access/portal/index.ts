/** The portal feature's public interface. */
export { usePortal } from './store.ts';
