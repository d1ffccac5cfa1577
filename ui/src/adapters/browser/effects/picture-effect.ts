import type { BackgroundEffect, Look } from '../../../features/meetings/devices/ports.ts';
import { Compositor } from './compositor.ts';
import { createPace } from './pace.ts';
import { loadSegmenter, seen, type Segmenter } from './segmenter.ts';

/** The largest picture that is made: more costs time at every step, and hardly anybody is shown larger. */
const largest = { width: 1280, height: 720 };

/**
 * Puts something else behind the person in a camera's picture. Loads library and model first; rejects when they cannot
 * be had. `slow` is called once when this machine is too slow for it: the effect then still runs, and should be ended.
 */
export async function createPictureEffect(look: Look, slow: () => void): Promise<BackgroundEffect> {
  const segmenter = await loadSegmenter();
  let current = look;
  let work: PictureWork | null = null;
  const stop = (): void => {
    work?.end();
    work = null;
  };
  return {
    isEnabled: () => true,
    startEffect(stream) {
      stop();
      work = new PictureWork(stream, { segmenter, look: current, slow });
      return work.output;
    },
    stopEffect: stop,
    show(next) {
      current = next;
      work?.show(next);
    },
  };
}

interface Means {
  segmenter: Segmenter;
  look: Look;
  slow: () => void;
}

/** The work on one stream, from picture to picture. */
class PictureWork {
  readonly output: MediaStream;
  readonly #video = document.createElement('video');
  readonly #small = document.createElement('canvas');
  readonly #compositor: Compositor;
  readonly #ticks = new Worker(new URL('./ticks.worker.ts', import.meta.url), { type: 'module' });
  readonly #pace = createPace();
  readonly #means: Means;
  #rate = 0;
  #isBusy = false;
  #isOver = false;
  #isTold = false;

  constructor(stream: MediaStream, means: Means) {
    this.#means = means;
    this.#compositor = new Compositor(means.look, sizeOf(stream));
    this.#compositor.drawEmpty();
    Object.assign(this.#small, seen);
    this.#video.muted = true;
    this.#video.playsInline = true;
    this.#video.srcObject = stream;
    this.#video.play().catch(() => undefined);
    this.output = this.#compositor.canvas.captureStream(this.#pace.rate);
    this.#ticks.addEventListener('message', () => void this.#tick());
    this.#keepPace();
  }

  show(look: Look): void {
    this.#compositor.show(look);
  }

  end(): void {
    this.#isOver = true;
    this.#ticks.terminate();
    this.#video.srcObject = null;
  }

  async #tick(): Promise<void> {
    const isReady = this.#video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
    if (this.#isBusy || !isReady || !this.#pace.isTime(performance.now())) return;
    this.#isBusy = true;
    try {
      await this.#draw();
    } catch {
      // One picture less.
    } finally {
      this.#isBusy = false;
    }
  }

  async #draw(): Promise<void> {
    const began = performance.now();
    this.#small.getContext('2d')?.drawImage(this.#video, 0, 0, seen.width, seen.height);
    const mask = await this.#means.segmenter.maskOf(this.#small);
    if (this.#isOver) return;
    this.#compositor.draw({ picture: this.#video, small: this.#small, mask });
    const now = performance.now();
    const isSlow = this.#pace.took(now - began, now);
    if (isSlow && !this.#isTold) this.#means.slow();
    this.#isTold ||= isSlow;
    this.#keepPace();
  }

  #keepPace(): void {
    if (this.#rate === this.#pace.rate) return;
    this.#rate = this.#pace.rate;
    this.#ticks.postMessage(1000 / this.#rate);
  }
}

/** As the camera gives it, or as large as we make it, in the same shape. */
function sizeOf(stream: MediaStream): { width: number; height: number } {
  const { width = 640, height = 360 } = stream.getVideoTracks()[0]?.getSettings() ?? {};
  const scale = Math.min(1, largest.width / width, largest.height / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}
