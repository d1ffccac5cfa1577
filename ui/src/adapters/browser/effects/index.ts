import type { Effects } from '../../../features/meetings/devices/ports.ts';

/** What this browser can do to picture and sound. The code and the models are loaded when they are used first. */
export const browserEffects: Effects = {
  canBackground:
    typeof WebAssembly !== 'undefined' && 'captureStream' in HTMLCanvasElement.prototype,
  canSuppressNoise: typeof WebAssembly !== 'undefined' && 'AudioWorkletNode' in window,
  background: async (look, slow) =>
    (await import('./picture-effect.ts')).createPictureEffect(look, slow),
  noise: async (slow) => (await import('./noise-effect.ts')).createNoiseEffect(slow),
  readPicture: async (file) => (await import('./own-picture.ts')).readPicture(file),
  paintOf: async (url) => (await import('./own-picture.ts')).paintOf(url),
};
