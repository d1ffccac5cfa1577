import type { Look } from '../../../features/meetings/devices/ports.ts';

/** A picture, and where the person is in it. */
export interface Cut {
  picture: CanvasImageSource;
  /** The same, small: quick to blur. */
  small: CanvasImageSource;
  /** Opaque where the person is. */
  mask: CanvasImageSource;
}

/** How much smaller the room is drawn before it is blurred: a small picture blurs at a fraction of the cost. */
const shrink = 8;
/** Looks say how much is blurred in pixels of a picture of this width. */
const usualWidth = 1280;

/** Draws a person before something else. Keeps what it needs from picture to picture. */
export class Compositor {
  readonly canvas = document.createElement('canvas');
  readonly #context: CanvasRenderingContext2D;
  readonly #small: CanvasRenderingContext2D;
  readonly #behind: CanvasRenderingContext2D;
  #look: Look;

  constructor(look: Look, size: { width: number; height: number }) {
    Object.assign(this.canvas, size);
    this.#context = contextOf(this.canvas);
    this.#small = contextOf(document.createElement('canvas'));
    this.#small.canvas.width = Math.ceil(size.width / shrink);
    this.#small.canvas.height = Math.ceil(size.height / shrink);
    this.#behind = contextOf(document.createElement('canvas'));
    Object.assign(this.#behind.canvas, size);
    this.#look = look;
    this.show(look);
  }

  show(look: Look): void {
    this.#look = look;
    if ('paint' in look) look.paint(this.#behind);
  }

  /** Before there is a mask: nothing of the room. */
  drawEmpty(): void {
    const { width, height } = this.canvas;
    this.#context.fillStyle = '#1f2a30';
    this.#context.fillRect(0, 0, width, height);
    if ('paint' in this.#look) this.#context.drawImage(this.#behind.canvas, 0, 0);
  }

  draw({ picture, small, mask }: Cut): void {
    const context = this.#context;
    const { width, height } = this.canvas;
    context.globalCompositeOperation = 'copy';
    // The mask is small: drawn large it gets soft edges by itself.
    context.drawImage(mask, 0, 0, width, height);
    context.globalCompositeOperation = 'source-in';
    context.drawImage(picture, 0, 0, width, height);
    context.globalCompositeOperation = 'destination-over';
    context.drawImage(this.#backdrop(small), 0, 0, width, height);
    context.globalCompositeOperation = 'source-over';
  }

  #backdrop(picture: CanvasImageSource): CanvasImageSource {
    if ('paint' in this.#look) return this.#behind.canvas;
    const small = this.#small;
    const { width, height } = small.canvas;
    // Browsers without filters (Safari) blur by shrinking and enlarging alone.
    const radius = (this.#look.blur * width) / usualWidth;
    small.filter = `blur(${radius}px)`;
    // Beyond the edge there is nothing, and the blur would draw it in.
    small.drawImage(picture, -radius, -radius, width + 2 * radius, height + 2 * radius);
    return small.canvas;
  }
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser draws nothing');
  return context;
}
