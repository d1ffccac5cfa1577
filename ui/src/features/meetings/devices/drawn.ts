import type { Paint } from './ports.ts';
import type { DrawnName } from './preferences.ts';

interface Brush {
  context: CanvasRenderingContext2D;
  /** Fills a rectangle, in parts of the canvas from 0 to 1. */
  box: (fill: string | CanvasGradient, place: readonly [number, number, number, number]) => void;
  /** A gradient from top to bottom. */
  fade: (...colours: string[]) => CanvasGradient;
}

function brush(context: CanvasRenderingContext2D): Brush {
  const { width, height } = context.canvas;
  return {
    context,
    box(fill, [x, y, wide, high]) {
      context.fillStyle = fill;
      context.fillRect(x * width, y * height, wide * width, high * height);
    },
    fade(...colours) {
      const gradient = context.createLinearGradient(0, 0, 0, height);
      colours.forEach((colour, index) => {
        gradient.addColorStop(index / Math.max(1, colours.length - 1), colour);
      });
      return gradient;
    },
  };
}

const whole = [0, 0, 1, 1] as const;

/** A wall with a window of four panes. */
function daylight({ box, fade }: Brush): void {
  box(fade('#f3eee6', '#e4dccf'), whole);
  box('#ffffff', [0.08, 0.08, 0.36, 0.62]);
  for (const [x, y] of [
    [0.1, 0.115],
    [0.27, 0.115],
    [0.1, 0.405],
    [0.27, 0.405],
  ] as const) {
    box(fade('#bfe0f2', '#eaf6fb', '#dcefe0'), [x, y, 0.15, 0.26]);
  }
  box('#d8cdbb', [0.06, 0.7, 0.4, 0.03]);
  box('#cfc3ae', [0, 0.93, 1, 0.07]);
  box('#a9c3a6', [0.84, 0.52, 0.09, 0.3]);
  box('#b8835a', [0.83, 0.8, 0.11, 0.13]);
}

const spines = ['#7a2e2e', '#2e4a6b', '#3f6147', '#8a6a3b', '#54406e', '#a2583a', '#2f6a6a'];

/** Shelves of books, each a little different and always the same. */
function library({ box, fade }: Brush): void {
  box(fade('#4a3727', '#3a2a1d'), whole);
  for (let shelf = 0; shelf < 5; shelf += 1) {
    const floor = 0.02 + (shelf + 1) * 0.19;
    let x = 0.01;
    for (let book = 0; x < 0.98; book += 1) {
      const dice = (book * 7 + shelf * 13 + book * book * 3) % 17;
      const wide = 0.012 + (dice % 5) * 0.004;
      const high = 0.11 + (dice % 7) * 0.008;
      const colour = spines[(dice + book) % spines.length] ?? '#2e4a6b';
      if (dice !== 11) box(colour, [x, floor - high, wide, high]);
      x += wide + 0.003;
    }
    box('#6b4f36', [0, floor, 1, 0.018]);
  }
}

/** A green board with a curve in chalk. */
function board({ box, fade, context }: Brush): void {
  const { width, height } = context.canvas;
  box(fade('#e9e4d8', '#d9d2c2'), whole);
  box('#8a6a3f', [0.05, 0.09, 0.9, 0.66]);
  box(fade('#2c5446', '#23463a'), [0.065, 0.115, 0.87, 0.61]);
  box('#a88755', [0.05, 0.75, 0.9, 0.025]);
  context.strokeStyle = 'rgb(255 255 255 / 55%)';
  context.lineWidth = width / 320;
  context.beginPath();
  context.moveTo(width * 0.1, height * 0.2);
  context.lineTo(width * 0.1, height * 0.45);
  context.lineTo(width * 0.32, height * 0.45);
  context.moveTo(width * 0.1, height * 0.44);
  for (let step = 0; step <= 40; step += 1) {
    const t = step / 40;
    context.lineTo(width * (0.1 + 0.2 * t), height * (0.44 - 0.2 * Math.sin(t * 2.6)));
  }
  context.stroke();
}

/** Hills behind each other, paler with the distance. */
function hills({ box, fade, context }: Brush): void {
  const { width, height } = context.canvas;
  box(fade('#a9d3ee', '#e6f2f3', '#f7efdc'), whole);
  const ranges = [
    ['#b9cfd2', 0.5, 0.06, 5],
    ['#8fb3a8', 0.62, 0.07, 3.4],
    ['#5f9178', 0.74, 0.06, 4.3],
    ['#3f7259', 0.88, 0.05, 2.6],
  ] as const;
  for (const [index, [colour, top, swing, waves]] of ranges.entries()) {
    context.fillStyle = colour;
    context.beginPath();
    context.moveTo(0, height);
    for (let step = 0; step <= 60; step += 1) {
      const t = step / 60;
      const y = top + swing * Math.sin(t * waves * Math.PI + index * 1.7);
      context.lineTo(t * width, y * height);
    }
    context.lineTo(width, height);
    context.fill();
  }
}

/** A quiet gradient with some large lights. */
function evening({ box, fade, context }: Brush): void {
  const { width, height } = context.canvas;
  box(fade('#0b2a3c', '#0b626c', '#134b58'), whole);
  for (let light = 0; light < 14; light += 1) {
    const x = ((light * 37) % 100) / 100;
    const y = ((light * 53 + 11) % 90) / 100;
    const size = width * (0.025 + ((light * 29) % 10) / 200);
    context.fillStyle = light % 3 === 0 ? 'rgb(255 209 102 / 16%)' : 'rgb(255 255 255 / 9%)';
    context.beginPath();
    context.arc(x * width, y * height, size, 0, Math.PI * 2);
    context.fill();
  }
}

const painters: Record<DrawnName, (brush: Brush) => void> = {
  daylight,
  library,
  board,
  hills,
  evening,
};

/** Paints one of them over a whole canvas, of any size. */
export const paintDrawn =
  (name: DrawnName): Paint =>
  (context) =>
    painters[name](brush(context));
