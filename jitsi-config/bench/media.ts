import { execFileSync } from 'node:child_process';
import { once, EventEmitter } from 'node:events';
import { join } from 'node:path';
import getPort from 'get-port';
import type { Bridge } from '../stand-in/focus/bridge.ts';
import { Bridges } from '../stand-in/focus/bridges.ts';
import { startChild } from '../stand-in/process/child.ts';
import type { VideobridgeSettings } from '../stand-in/videobridge/settings.ts';
import { step, SyntheticBrowser, type Sending } from './synthetic-browser.ts';

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
  const came = new EventEmitter();
  const listener = {
    up: () => came.emit('up'),
    down: () => undefined,
    drains: () => undefined,
    ends: () => undefined,
  };
  const control = await Bridges.open({ port: 0, secret: 'bench' }, listener);
  const up = once(came, 'up');
  const port = await getPort();
  const settings: VideobridgeSettings = {
    id: 'jvb1',
    mediaAddress: '127.0.0.1',
    mediaPort: port,
    relayPort: 0,
    controlPort: control.port,
    secret: 'bench',
    httpPort: port,
  };
  const main = join(import.meta.dirname, '../stand-in/videobridge/main.ts');
  const child = await startChild({ name: 'The videobridge', main, settings });
  await up;
  const [bridge] = control.operational();
  const browsers: SyntheticBrowser[] = [];
  try {
    if (!bridge) throw new Error('the videobridge is not there');
    for (let index = 0; index < people; index += 1) browsers.push(await enter(bridge, index));
    return await run(browsers, sending, { pid: child.pid, httpUrl: `http://127.0.0.1:${port}` });
  } finally {
    for (const browser of browsers) browser.close();
    await child.stop();
    await control.close();
  }
}

async function enter(bridge: Bridge, index: number): Promise<SyntheticBrowser> {
  const browser = new SyntheticBrowser(index);
  const place = { conference: 'bench', endpoint: `p${index}` };
  const offer = await bridge.allocate({ ...place, name: 'bench@bench', meetingId: 'bench' });
  const transport = await browser.answer(offer);
  bridge.tell({ kind: 'accept', ...place, transport, sources: browser.sources });
  await browser.open();
  return browser;
}

interface Place {
  pid: number;
  httpUrl: string;
}

async function run(
  browsers: readonly SyntheticBrowser[],
  sending: Sending,
  { pid, httpUrl }: Place,
): Promise<Measured> {
  const begun = performance.now();
  let steps = 0;
  const timer = setInterval(() => {
    for (; steps * step < performance.now() - begun; steps += 1) {
      for (const browser of browsers) browser.send(sending);
    }
  }, 5);
  try {
    await pause(settling);
    const before = await statistics(httpUrl);
    const received = total(browsers);
    const loads: number[] = [];
    for (let second = 0; second < seconds; second += 1) {
      await pause(1000);
      loads.push((await statistics(httpUrl)).stress_level);
    }
    const after = await statistics(httpUrl);
    const sent = after.total_packets_received - before.total_packets_received;
    const due = sent * (browsers.length - 1);
    return {
      cpu: loads.reduce((sum, load) => sum + load, 0) / loads.length,
      megabytes: Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)])) / 1024,
      arrived: Math.min(1, (total(browsers) - received) / due),
    };
  } finally {
    clearInterval(timer);
  }
}

const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));
const total = (browsers: readonly SyntheticBrowser[]): number =>
  browsers.reduce((sum, { received }) => sum + received, 0);

async function statistics(httpUrl: string) {
  const answer = await fetch(`${httpUrl}/colibri/stats`);
  return (await answer.json()) as { stress_level: number; total_packets_received: number };
}
