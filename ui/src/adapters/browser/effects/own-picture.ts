import type { OwnPicture, Paint } from '../../../features/meetings/devices/ports.ts';

/** What browsers decode without running anything; SVG, which may hold scripts and addresses, is not among them. */
const types = ['image/jpeg', 'image/png', 'image/webp'];
/** Bytes of a file: more than any camera's picture. */
const largestFile = 20_000_000;
/** As large as it is ever shown. */
const kept = { width: 1280, height: 720 };
const quality = 0.82;

/**
 * Reads a file that somebody chose as a background: decoded by the browser, cut to the shape of a camera's picture, and
 * encoded anew, so that nothing of the file (place, time, camera) is kept. It stays in this browser. Never rejects.
 */
export async function readPicture(file: File): Promise<OwnPicture> {
  if (!types.includes(file.type)) return { url: null, problem: 'unreadable' };
  if (file.size > largestFile) return { url: null, problem: 'too-large' };
  try {
    const bitmap = await createImageBitmap(file);
    const canvas = document.createElement('canvas');
    Object.assign(canvas, kept);
    cover(canvas.getContext('2d'), bitmap);
    bitmap.close();
    return { url: canvas.toDataURL('image/jpeg', quality), problem: null };
  } catch {
    return { url: null, problem: 'unreadable' };
  }
}

/** A picture that was read before, as something to paint with. Rejects when it is none. */
export async function paintOf(url: string): Promise<Paint> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return (context) => cover(context, image);
}

/** Fills a canvas with a picture, without distorting it: what is too much on two sides is cut off. */
function cover(
  context: CanvasRenderingContext2D | null,
  picture: HTMLImageElement | ImageBitmap,
): void {
  if (!context) throw new Error('this browser draws nothing');
  const { width, height } = context.canvas;
  const scale = Math.max(width / picture.width, height / picture.height);
  const [wide, high] = [picture.width * scale, picture.height * scale];
  context.drawImage(picture, (width - wide) / 2, (height - high) / 2, wide, high);
}
