/**
 * The devices feature's public interface: what pages ask that show no device. Its screens have a door of their own
 * (screens.ts), so that the course page loads none of them.
 */
export { useDevices } from './store.ts';
