import type { Page } from 'playwright-core';
import { readTrace } from './trace.ts';

/** How a page kept up. */
export interface Measured {
  /** Its longest task, milliseconds by the clock; grows where the machine has other things to do. */
  longest: number;
  /** The same in milliseconds that a core worked for it; hardly changes on a busy machine. */
  longestWork: number;
  /** Frames a second; falls where the machine has other things to do. */
  frames: number;
  /** How much of a core its one thread needed, 0 to 1. */
  busy: number;
  /** How much of a core was needed to put page and pictures together, 0 to 1. */
  drawing: number;
}

/** Does something with a page and counts for `lasts` milliseconds. */
export async function measured(
  page: Page,
  lasts: number,
  work: (page: Page) => Promise<void>,
): Promise<Measured> {
  const browser = page.context().browser();
  if (!browser) throw new Error('There is no browser to trace.');
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  const thread = await threadOf(page);
  const counted = page.evaluate(count, lasts);
  await work(page);
  const { frames, lasted } = await counted;
  const busy = (await thread.needed()) / lasted;
  const { clock, work: longestWork, drawing } = readTrace(await browser.stopTracing());
  return { longest: clock, longestWork, frames, busy, drawing: drawing / lasted };
}

/** Runs in the page. */
async function count(lasts: number): Promise<{ frames: number; lasted: number }> {
  const start = performance.now();
  let frames = 0;
  let now = start;
  while (now - start < lasts) {
    now = await new Promise((resolve) => requestAnimationFrame(resolve));
    frames += 1;
  }
  return { frames: (frames * 1000) / (now - start), lasted: now - start };
}

/** The time that a core gave to the page's thread from now on, milliseconds. */
async function threadOf(page: Page): Promise<{ needed: () => Promise<number> }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const taken = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
  };
  const before = await taken();
  return {
    needed: async () => {
      const time = (await taken()) - before;
      await session.detach();
      return time;
    },
  };
}

/** What the page's scripts hold, megabytes, after what nobody needs is thrown away. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1e6;
}
