import { paintOf, readPicture } from '../src/adapters/browser/effects/own-picture.ts';
import type { Effects, Look } from '../src/features/meetings/devices/ports.ts';

/** The handle by which tests have the machine slow, or the model out of reach. */
export interface EffectHandle {
  slow: () => void;
  fail: () => void;
}

/** How the scripted machine does with effects. */
export type SceneEffects = 'well' | 'slow' | 'failing';

/** A stand-in for the model: whoever is painted by the scenes stands in the middle. */
export function scriptedEffects(how: SceneEffects = 'well'): {
  effects: Effects;
  handle: EffectHandle;
} {
  let isFailing = how === 'failing';
  let slowed: () => void = () => undefined;
  const handle: EffectHandle = {
    slow: () => slowed(),
    fail: () => (isFailing = true),
  };
  const effects: Effects = {
    canBackground: true,
    canSuppressNoise: true,
    background: (first, slow) => {
      slowed = slow;
      if (isFailing) return Promise.reject(new Error('not to be had'));
      let look = first;
      let timer: ReturnType<typeof setInterval> | undefined;
      return Promise.resolve({
        isEnabled: () => true,
        startEffect(stream) {
          const { paint, output } = standIn(stream);
          timer = setInterval(() => paint(look), 100);
          paint(look);
          if (how === 'slow') setTimeout(slow, 0);
          return output;
        },
        stopEffect: () => clearInterval(timer),
        show: (next) => void (look = next),
      });
    },
    noise: () =>
      Promise.resolve({
        isEnabled: () => true,
        startEffect: (stream) => stream,
        stopEffect: () => undefined,
      }),
    readPicture,
    paintOf,
  };
  return { effects, handle };
}

function standIn(stream: MediaStream): { paint: (look: Look) => void; output: MediaStream } {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = stream;
  void video.play();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [320, 180];
  const context = canvas.getContext('2d');
  const paint = (look: Look): void => {
    if (!context) return;
    context.save();
    if ('paint' in look) look.paint(context);
    else {
      context.filter = `blur(${look.blur / 4}px)`;
      context.drawImage(video, 0, 0, 320, 180);
      context.filter = 'none';
    }
    context.beginPath();
    context.ellipse(160, 76, 38, 38, 0, 0, Math.PI * 2);
    context.ellipse(160, 180, 84, 66, 0, 0, Math.PI * 2);
    context.clip();
    context.drawImage(video, 0, 0, 320, 180);
    context.restore();
  };
  return { paint, output: canvas.captureStream(10) };
}
