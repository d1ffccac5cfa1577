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
type TraceEvent = z.infer<typeof trace>['traceEvents'][number];

/** Milliseconds. */
export interface Traced {
  /** The longest task of a page's main thread, by the clock. */
  clock: number;
  /** The same as a core worked for it. */
  work: number;
  /** What cores worked to put pictures and page together, in all threads that do: without a graphics card, all of it. */
  drawing: number;
}

/** Threads that draw: the display's compositor, a page's, the one of its videos, and those that paint its parts. */
const drawers = /^(?:VizCompositorThread|Compositor|VideoFrameCompositor|CompositorTileWorker)/u;

/** Reads what Chromium's tracing of `toplevel` and `__metadata` gave. */
export function readTrace(traced: Buffer): Traced {
  const { traceEvents } = trace.parse(JSON.parse(traced.toString()));
  const tasksOf = tasksByThread(traceEvents);
  const tasks = tasksOf(/^CrRendererMain$/u);
  if (tasks.length === 0) throw new Error('The trace has no task of a page.');
  const most = (key: 'dur' | 'tdur'): number =>
    tasks.reduce((longest, task) => Math.max(longest, task[key] ?? 0), 0) / 1000;
  const drawing = tasksOf(drawers).reduce((sum, { tdur }) => sum + (tdur ?? 0), 0) / 1000;
  return { clock: most('dur'), work: most('tdur'), drawing };
}

function tasksByThread(events: readonly TraceEvent[]): (name: RegExp) => TraceEvent[] {
  const key = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const names = new Map(
    events
      .filter(({ name }) => name === 'thread_name')
      .map((event) => [key(event), event.args?.name ?? '']),
  );
  const tasks = events.filter(({ name }) => name.endsWith('RunTask'));
  return (name) => tasks.filter((task) => name.test(names.get(key(task)) ?? ''));
}
