import type UPlot from 'uplot';
import { lookOf } from './lines.ts';

/** What a plot is drawn with. */
export interface PlotParts {
  /** Pixels. */
  width: number;
  /** Names of the lines. */
  names: readonly string[];
  /** Of the place that it is drawn into: where the colours come from. */
  styles: CSSStyleDeclaration;
  /** A moment along the axis, milliseconds in. */
  time: (at: number) => string;
  number: (value: number) => string;
  /** Hears which step is under the pointer; null: none. */
  pointed: (at: number | null) => void;
}

const height = 180;

/** uPlot's options for lines over time that begin at nothing. */
export function plotOptions(parts: PlotParts): UPlot.Options {
  const { width, names, styles, time, number, pointed } = parts;
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
    scales: { x: { time: true }, y: { range: (_plot, _least, most) => [0, roundMost(most)] } },
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

/** Above the highest value is a little air; of nothing but noughts the axis goes to one. */
const roundMost = (most: number | null): number => (most ? most * 1.1 : 1);
