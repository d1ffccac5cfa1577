import { z } from 'zod';

/** What of a trace of Chromium is looked at: times in microseconds, `tdur` without the time that others had the core. */
const trace = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      dur: z.number().optional(),
      tdur: z.number().optional(),
      args: z.object({ name: z.string().optional() }).optional(),
    }),
  ),
});

/** The longest task of a page's main thread, milliseconds: by the clock, and as a core worked for it. */
export function longestOf(traced: Buffer): { clock: number; work: number } {
  const { traceEvents } = trace.parse(JSON.parse(traced.toString()));
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(
    ({ name, pid, tid }) => name.endsWith('RunTask') && threads.has(`${pid} ${tid}`),
  );
  if (tasks.length === 0) throw new Error('The trace has no task of a page.');
  const most = (key: 'dur' | 'tdur'): number =>
    tasks.reduce((longest, task) => Math.max(longest, task[key] ?? 0), 0) / 1000;
  return { clock: most('dur'), work: most('tdur') };
}
