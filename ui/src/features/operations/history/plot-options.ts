import type UPlot from 'uplot';
import { lookOf } from './lines.ts';

/** What a plot is drawn with. */
export interface PlotParts {
  /** Pixels. */
  width: number;
  /** Names of the lines. */
  names: readonly string[];
  /** So far the axis goes at least: of less, its numbers would be finer than what is measured. */
  least: number;
  /** Of the place that it is drawn into: where the colours come from. */
  styles: CSSStyleDeclaration;
  /** A moment along the axis, milliseconds in. */
  time: (at: number) => string;
  number: (value: number) => string;
  /** Hears which step is under the pointer; null: none. */
  pointed: (at: number | null) => void;
}

const height = 180;
/** Above the highest value is a little room. */
const air = 1.1;

/** uPlot's options for lines over time that begin at nothing. */
export function plotOptions(parts: PlotParts): UPlot.Options {
  const { width, names, least, styles, time, number, pointed } = parts;
  const colour = (name: string): string => styles.getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--ink-soft'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
    font: `12px ${styles.fontFamily}`,
  };
  return {
    width,
    height,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { size: 7 } },
    scales: {
      x: { time: true },
      y: { range: (_plot, _lowest, highest) => [0, Math.max(least, highest * air)] },
    },
    axes: [
      {
        ...axis,
        size: 26,
        gap: 4,
        space: 64,
        values: (_plot, splits) => splits.map((at) => time(at * 1000)),
      },
      { ...axis, size: 46, values: (_plot, splits) => splits.map((value) => number(value)) },
    ],
    series: [
      {},
      ...names.map((label, at) => {
        const look = lookOf(at);
        return {
          label,
          stroke: colour(look.colour),
          dash: look.dash,
          width: 2,
          points: { size: 5 },
        };
      }),
    ],
    hooks: { setCursor: [({ cursor }) => pointed(cursor.idx ?? null)] },
  };
}
