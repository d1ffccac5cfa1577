/** `npm run bench -- --share 0.1`: everything with a tenth of the people and rows, to try whether it works. */
export const share = Number(process.env['BENCH_SHARE'] ?? 1);

/** So many of it in this run: at least one. */
export const part = (of: number): number => Math.ceil(of * share);
