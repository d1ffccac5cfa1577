/** The devices feature's front door. */
export { useDevices } from './store.ts';
export { default as DeviceCheck } from './DeviceCheck.vue';
export { default as DevicePreview } from './DevicePreview.vue';
export { default as DeviceSettings } from './DeviceSettings.vue';
