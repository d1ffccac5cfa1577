/** The lobby feature's public interface. */
export { default as LobbyHost } from './LobbyHost.vue';
export { default as LobbyWaiting } from './LobbyWaiting.vue';
export { createWait } from './wait.ts';
export { startEarly } from './start.ts';
