/** One line of what `npm run bench` prints. */
export interface Figure {
  name: string;
  value: string;
}

/** The value below which `share` (0 to 1) of the measured ones lie. */
export function quantile(measured: readonly number[], share: number): number {
  const sorted = [...measured].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Times in milliseconds, as a figure: half of them are below p50, 19 of 20 below p95. */
export const times = (name: string, measured: readonly number[]): Figure => ({
  name,
  value: `p50 ${quantile(measured, 0.5).toFixed(0)} ms · p95 ${quantile(measured, 0.95).toFixed(0)} ms · ${measured.length} rounds`,
});
