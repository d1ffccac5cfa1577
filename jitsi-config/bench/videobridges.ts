import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import getPort from 'get-port';
import type { Bridge } from '../stand-in/focus/bridge.ts';
import { Bridges } from '../stand-in/focus/bridges.ts';
import { startChild } from '../stand-in/process/child.ts';
import type { VideobridgeSettings } from '../stand-in/videobridge/settings.ts';
import { SyntheticBrowser } from './synthetic-browser.ts';

const conference = 'bench';

/** A stand-in videobridge, in a process of its own. */
export interface RunningBridge {
  bridge: Bridge;
  pid: number;
  /** Where it says how it is, as Jitsi's does: /colibri/stats. */
  httpUrl: string;
}

export interface RunningBridges {
  all: RunningBridge[];
  close: () => Promise<void>;
}

/** Starts as many stand-in videobridges, which find each other's relays by the control connection. */
export async function startVideobridges(count: number): Promise<RunningBridges> {
  const came = new EventEmitter();
  const listener = {
    up: () => came.emit('up'),
    down: () => undefined,
    drains: () => undefined,
    ends: () => undefined,
  };
  const control = await Bridges.open({ port: 0, secret: 'bench' }, listener);
  const all: RunningBridge[] = [];
  const stops: (() => Promise<void>)[] = [];
  for (let number = 1; number <= count; number += 1) {
    const up = once(came, 'up');
    const id = `jvb${number}`;
    const { pid, port, stop } = await startOne(id, control.port);
    await up;
    const bridge = control.all().find((one) => one.id === id);
    if (!bridge) throw new Error(`The videobridge ${id} is not there.`);
    all.push({ bridge, pid, httpUrl: `http://127.0.0.1:${port}` });
    stops.push(stop);
  }
  return {
    all,
    close: async () => {
      for (const stop of stops) await stop();
      await control.close();
    },
  };
}

async function startOne(id: string, controlPort: number) {
  const port = await getPort();
  const settings: VideobridgeSettings = {
    id,
    mediaAddress: '127.0.0.1',
    mediaPort: port,
    relayPort: 0,
    controlPort,
    secret: 'bench',
    httpPort: port,
  };
  const main = join(import.meta.dirname, '../stand-in/videobridge/main.ts');
  const { pid, stop } = await startChild({ name: 'The videobridge', main, settings });
  return { pid, port, stop };
}

/** Brings somebody in; answered when media can flow. */
export async function enter(bridge: Bridge, index: number): Promise<SyntheticBrowser> {
  const browser = new SyntheticBrowser(index);
  const place = { conference, endpoint: `p${index}` };
  const offer = await bridge.allocate({ ...place, name: 'bench@bench', meetingId: conference });
  const transport = await browser.answer(offer);
  bridge.tell({ kind: 'accept', ...place, transport, sources: browser.sources });
  await browser.open();
  return browser;
}

/** Tells each videobridge who of the meeting is on the others, as the focus does. */
export function tellElsewhere(
  bridges: readonly RunningBridge[],
  people: readonly (readonly SyntheticBrowser[])[],
): void {
  const placed = people.flatMap((browsers, at) =>
    browsers.map(({ index, sources }) => ({
      endpoint: `p${index}`,
      bridge: bridges[at]?.bridge.id ?? '',
      sources,
    })),
  );
  for (const { bridge } of bridges) {
    const remotes = placed.filter((one) => one.bridge !== bridge.id);
    const others = bridges.map((one) => one.bridge.id).filter((id) => id !== bridge.id);
    bridge.tell({ kind: 'elsewhere', conference, remotes, bridges: others });
  }
}

/** What a videobridge says of itself. */
export interface Statistics {
  stress_level: number;
  total_packets_received: number;
  total_packets_sent: number;
  total_bytes_received: number;
  total_bytes_sent: number;
  total_packets_sent_octo: number;
  total_bytes_sent_octo: number;
  total_packets_received_octo: number;
  total_bytes_received_octo: number;
}

/** Rejects where the videobridge does not answer; counts are since its start. */
export async function statistics({ httpUrl }: RunningBridge): Promise<Statistics> {
  return (await (await fetch(`${httpUrl}/colibri/stats`)).json()) as Statistics;
}

/** Has all browsers send, each step when it is due; answers what stops them. */
export function sendAll(
  browsers: readonly SyntheticBrowser[],
  send: (one: SyntheticBrowser) => void,
  step: number,
): () => void {
  const begun = performance.now();
  let steps = 0;
  const timer = setInterval(() => {
    for (; steps * step < performance.now() - begun; steps += 1) browsers.forEach(send);
  }, 5);
  return () => clearInterval(timer);
}

/** @param time milliseconds */
export const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));
