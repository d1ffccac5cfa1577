/** The devices feature's public interface. */
export { useDevices } from './store.ts';
export { default as DeviceCheck } from './DeviceCheck.vue';
export { default as DevicePreview } from './DevicePreview.vue';
export { default as DeviceSettings } from './DeviceSettings.vue';
export { default as MicLevel } from './MicLevel.vue';
export { createMutedHint } from './muted-hint.ts';
