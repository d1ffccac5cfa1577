import { defineAsyncComponent } from 'vue';

/** The devices feature's screens, for the meeting and its lobby. */
export { default as DeviceCheck } from './DeviceCheck.vue';
export { default as DeviceGaveUp } from './DeviceGaveUp.vue';
export { default as DevicePreview } from './DevicePreview.vue';
export { default as MicLevel } from './MicLevel.vue';
export { createMutedHint } from './muted-hint.ts';
/** Loaded when it is opened. */
export const DeviceSettings = defineAsyncComponent(() => import('./DeviceSettings.vue'));
