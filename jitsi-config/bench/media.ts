import { execFileSync } from 'node:child_process';
import { step, type Sending, type SyntheticBrowser } from './synthetic-browser.ts';
import {
  enter,
  pause,
  sendAll,
  startVideobridges,
  statistics,
  type RunningBridge,
} from './videobridges.ts';

/** Pictures as browsers send them: Jitsi's handbook reckons 200 kbit/s for 180 lines, 2.5 Mbit/s for 720. */
const pictures = {
  '180p': { height: 180, bitrate: 200_000 },
  '720p': { height: 720, bitrate: 2_500_000 },
};
const rounds = [
  { picture: '180p', people: 4 },
  { picture: '180p', people: 8 },
  { picture: '180p', people: 12 },
  { picture: '720p', people: 3 },
  { picture: '720p', people: 5 },
] as const;
/** Milliseconds until all flows, and how many seconds are measured. */
const settling = 3000;
const seconds = 8;

interface Measured {
  /** Of one core, 1 is all. */
  cpu: number;
  megabytes: number;
  /** Packets that came at the receivers, of those that should have. */
  arrived: number;
}

/**
 * How much of a core one stand-in videobridge takes, when everybody sees and hears everybody; and with how many
 * people it would take a whole one. Senders are synthetic, in this process; the bridge is a process of its own.
 */
export async function bench(): Promise<{ name: string; value: string }[]> {
  const figures: { name: string; value: string }[] = [];
  for (const [name, sending] of Object.entries(pictures)) {
    const own = rounds.filter(({ picture }) => picture === name);
    let last: { people: number; cpu: number } | null = null;
    for (const { people } of own) {
      const { cpu, megabytes, arrived } = await measure(people, sending);
      last = { people, cpu };
      const value = `${percent(cpu)} of a core · ${megabytes.toFixed(0)} MB · ${percent(arrived)} arrived`;
      figures.push({ name: `${people} people of ${name}, all see all`, value });
    }
    if (last) figures.push({ name: `one core carries, ${name}, all see all`, value: reckon(last) });
  }
  return figures;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** What goes out grows with the square of the people: n × (n − 1) streams. */
function reckon({ people, cpu }: { people: number; cpu: number }): string {
  const streams = (people * (people - 1)) / cpu;
  const most = Math.floor((1 + Math.sqrt(1 + 4 * streams)) / 2);
  return `about ${most} people (reckoned from ${people})`;
}

async function measure(people: number, sending: Sending): Promise<Measured> {
  const running = await startVideobridges(1);
  const browsers: SyntheticBrowser[] = [];
  try {
    const [only] = running.all;
    if (!only) throw new Error('the videobridge is not there');
    for (let index = 0; index < people; index += 1) browsers.push(await enter(only.bridge, index));
    return await run(browsers, sending, only);
  } finally {
    for (const browser of browsers) browser.close();
    await running.close();
  }
}

async function run(
  browsers: readonly SyntheticBrowser[],
  sending: Sending,
  bridge: RunningBridge,
): Promise<Measured> {
  const stop = sendAll(browsers, (browser) => browser.send(sending), step);
  try {
    await pause(settling);
    const before = await statistics(bridge);
    const received = total(browsers);
    const loads: number[] = [];
    for (let second = 0; second < seconds; second += 1) {
      await pause(1000);
      loads.push((await statistics(bridge)).stress_level);
    }
    const after = await statistics(bridge);
    const sent = after.total_packets_received - before.total_packets_received;
    const due = sent * (browsers.length - 1);
    return {
      cpu: loads.reduce((sum, load) => sum + load, 0) / loads.length,
      megabytes: Number(execFileSync('ps', ['-o', 'rss=', '-p', String(bridge.pid)])) / 1024,
      arrived: Math.min(1, (total(browsers) - received) / due),
    };
  } finally {
    stop();
  }
}

const total = (browsers: readonly SyntheticBrowser[]): number =>
  browsers.reduce((sum, { received }) => sum + received, 0);
