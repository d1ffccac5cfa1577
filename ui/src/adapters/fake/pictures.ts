/** Moving pictures and tones made in the page, for a scripted meeting. Needs a browser. */
export interface Pictures {
  camera(seed: number, label: string): MediaStream;
  screen(label: string): MediaStream;
  silence(): MediaStream;
  stop(): void;
}

const size = { camera: [320, 180], screen: [1280, 720] } as const;

/** Paints at ten pictures a second: enough to see that it moves, little enough for forty people. */
const frameRate = 10;

/** Paints from now on until `stop`: a caller that forgets it leaves a timer running. */
export function createPictures(doc: Document = document): Pictures {
  /** What paints, by the track that shows it; one that was stopped is painted no longer. */
  const painters = new Map<MediaStreamTrack, (seconds: number) => void>();
  const started = Date.now();
  const timer = setInterval(() => {
    const seconds = (Date.now() - started) / 1000;
    for (const [track, paint] of painters) {
      if (track.readyState === 'ended') painters.delete(track);
      else paint(seconds);
    }
  }, 1000 / frameRate);

  const stream = (kind: 'camera' | 'screen', draw: Draw): MediaStream => {
    const canvas = doc.createElement('canvas');
    [canvas.width, canvas.height] = size[kind];
    const context = canvas.getContext('2d');
    const paint = (seconds: number) => {
      if (context) draw(context, seconds);
    };
    paint(0);
    const shown = canvas.captureStream(frameRate);
    for (const track of shown.getVideoTracks()) painters.set(track, paint);
    return shown;
  };
  return {
    camera: (seed, label) =>
      stream('camera', (context, t) => paintPerson(context, t, { seed, label })),
    screen: (label) => stream('screen', (context, t) => paintSlide(context, t, label)),
    silence: () => new MediaStream(),
    stop() {
      clearInterval(timer);
      painters.clear();
    },
  };
}

type Draw = (context: CanvasRenderingContext2D, seconds: number) => void;

interface Person {
  seed: number;
  label: string;
}

/** A head and shoulders that sway, on a colour of its own. */
function paintPerson(context: CanvasRenderingContext2D, t: number, { seed, label }: Person): void {
  const { width, height } = context.canvas;
  const hue = (seed * 47) % 360;
  context.fillStyle = `hsl(${hue} 30% 32%)`;
  context.fillRect(0, 0, width, height);
  const x = width / 2 + Math.sin(t * 0.9 + seed) * 12;
  const y = height * 0.42 + Math.cos(t * 1.3 + seed) * 4;
  context.fillStyle = `hsl(${hue} 35% 55%)`;
  context.beginPath();
  context.ellipse(x, height, width * 0.26, height * 0.36, 0, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = `hsl(${(hue + 20) % 360} 40% 74%)`;
  context.beginPath();
  context.arc(x, y, height * 0.2, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = 'rgb(0 0 0 / 45%)';
  context.font = '600 40px sans-serif';
  context.textAlign = 'center';
  context.fillText(Array.from(label)[0] ?? '', x, y + 14);
}

/** A lecture slide with a curve that grows. */
function paintSlide(context: CanvasRenderingContext2D, t: number, label: string): void {
  const { width, height } = context.canvas;
  context.fillStyle = '#fdfcf8';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#1f3a5f';
  context.font = '600 52px sans-serif';
  context.textAlign = 'start';
  context.fillText(label, 80, 120);
  context.strokeStyle = '#8aa0b8';
  context.lineWidth = 2;
  context.strokeRect(80, 180, width - 160, height - 260);
  context.strokeStyle = '#c2410c';
  context.lineWidth = 6;
  context.beginPath();
  const end = width - 160;
  const shown = ((t * 120) % end) + 20;
  for (let x = 0; x <= shown; x += 8) {
    const y = height / 2 + 50 + Math.sin(x / 90) * 130 * (x / end);
    context.lineTo(80 + x, y);
  }
  context.stroke();
}
