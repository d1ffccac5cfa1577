/** A box in CSS pixels. */
export interface Box {
  width: number;
  height: number;
}

export interface GridShape {
  columns: number;
  rows: number;
  /** Of one tile, CSS pixels. */
  width: number;
  height: number;
}

const gap = 10;
/** Width to height. A camera's picture is at most this wide; in a high box (a phone) tiles may be high too. */
const widest = 16 / 9;
const narrowestIn = (box: Box): number => (box.height > box.width ? 4 / 5 : 4 / 3);

/** The columns and rows that give `count` tiles in `box` the largest area each. */
export function fitGrid(count: number, box: Box): GridShape {
  let best: GridShape = { columns: 1, rows: Math.max(1, count), width: 0, height: 0 };
  for (let columns = 1; columns <= Math.max(1, count); columns += 1) {
    const rows = Math.ceil(Math.max(1, count) / columns);
    const shape = { columns, rows, ...tile(columns, rows, box) };
    if (shape.width * shape.height > best.width * best.height) best = shape;
  }
  return best;
}

function tile(columns: number, rows: number, box: Box): Box {
  const width = Math.max(0, (box.width - gap * (columns - 1)) / columns);
  const height = Math.max(0, (box.height - gap * (rows - 1)) / rows);
  if (height === 0) return { width: 0, height: 0 };
  if (width / height > widest)
    return { width: Math.floor(height * widest), height: Math.floor(height) };
  const narrowest = narrowestIn(box);
  if (width / height < narrowest) {
    return { width: Math.floor(width), height: Math.floor(width / narrowest) };
  }
  return { width: Math.floor(width), height: Math.floor(height) };
}

/** A tile that shows a face well; and one that still does, where nobody has to be on another page then. */
const goodArea = 190 * 130;
const tightArea = 150 * 100;
const most = 25;

/** How many of `count` tiles stand on a page in `box`: 1 to 25. A seminar is not split for one who is too many. */
export function tilesPerPage(count: number, box: Box): number {
  const fitting = (area: number): number =>
    Math.min(most, Math.max(1, Math.floor((box.width * box.height) / area)));
  return fitting(tightArea) >= count ? fitting(tightArea) : fitting(goodArea);
}

/** How many tiles of a strip fit along `length` pixels when each takes `each`. */
export const tilesInStrip = (length: number, each: number): number =>
  Math.max(1, Math.floor((length + gap) / (each + gap)));
