import { capacityQuestion } from '../../bridge/src/features/operations/capacity/contract.ts';
import { layerBits, layerPackets } from '../../bridge/src/features/operations/capacity/figures.ts';
import { loadOf, type BridgeLoad } from '../../bridge/src/features/operations/capacity/load.ts';
import { planCapacity } from '../../bridge/src/features/operations/capacity/plan.ts';
import { step, type SyntheticBrowser } from './synthetic-browser.ts';
import {
  enter,
  pause,
  sendAll,
  startVideobridges,
  statistics,
  tellElsewhere,
  type RunningBridge,
  type Statistics,
} from './videobridges.ts';

/** Enough that everybody sees small pictures, and that they divide evenly. */
const people = 12;
/** Whose microphones are on: as many as a videobridge forwards. */
const speaking = 3;
const fleets = [1, 2, 3] as const;
/** Milliseconds until all flows, and seconds that are measured. */
const settling = 4000;
const seconds = 6;

/** A picture of 180 lines in the packets that the planner reckons with. */
const picture = {
  height: 180,
  bitrate: layerBits[180],
  largest: layerBits[180] / 8 / layerPackets[180],
};

/** What is around a packet that the stand-in does not count: IPv4, UDP and SRTP's tag, bytes. */
const uncounted = 20 + 8 + 10;

interface Measured {
  load: Omit<BridgeLoad, 'participants'>;
  stress: number;
  joined: number[];
}

/**
 * The same twelve people over one, two and three stand-in videobridges on this machine: what the busiest one carries,
 * beside what the planner says of it, and how long joining takes. The stand-in's own relays are not Jitsi's.
 */
export async function bench(): Promise<{ name: string; value: string }[]> {
  const figures: { name: string; value: string }[] = [];
  for (const count of fleets) {
    const measured = await measure(count);
    figures.push(...compared(count, measured));
  }
  return figures;
}

async function measure(count: number): Promise<Measured> {
  const running = await startVideobridges(count);
  const rooms: SyntheticBrowser[][] = running.all.map(() => []);
  const joined: number[] = [];
  try {
    for (let index = 0; index < people; index += 1) {
      const at = index % count;
      const begun = performance.now();
      rooms[at]?.push(await enter(bridgeAt(running.all, at).bridge, index));
      joined.push(performance.now() - begun);
    }
    tellElsewhere(running.all, rooms);
    return { ...(await run(running.all, rooms.flat())), joined };
  } finally {
    for (const browser of rooms.flat()) browser.close();
    await running.close();
  }
}

function bridgeAt(all: readonly RunningBridge[], at: number): RunningBridge {
  const found = all[at];
  if (!found) throw new Error(`There is no videobridge ${at}.`);
  return found;
}

async function run(all: readonly RunningBridge[], browsers: readonly SyntheticBrowser[]) {
  const send = (browser: SyntheticBrowser): void =>
    browser.send({ ...picture, sound: browser.index < speaking });
  const stop = sendAll(browsers, send, step);
  try {
    await pause(settling);
    const before = await Promise.all(all.map(statistics));
    await pause(seconds * 1000);
    const after = await Promise.all(all.map(statistics));
    const loads = after.map((now, at) => perSecond(before[at] ?? now, now));
    return { load: largestOf(loads), stress: Math.max(...after.map((one) => one.stress_level)) };
  } finally {
    stop();
  }
}

type Load = Measured['load'];

/** What a videobridge did in a second, with what is around each packet. */
function perSecond(before: Statistics, after: Statistics): Load {
  const difference = (name: keyof Statistics): number => (after[name] - before[name]) / seconds;
  const bits = (way: 'received' | 'sent', octo = ''): number =>
    (difference(`total_bytes_${way}${octo}` as keyof Statistics) +
      difference(`total_packets_${way}${octo}` as keyof Statistics) * uncounted) *
    8;
  const relayOut = bits('sent', '_octo');
  const relayIn = bits('received', '_octo');
  return {
    packets: difference('total_packets_received') + difference('total_packets_sent'),
    out: bits('sent') + relayOut,
    in: bits('received') + relayIn,
    relayOut,
    relayIn,
  };
}

const names = ['packets', 'out', 'in', 'relayOut', 'relayIn'] as const;

/** The busiest of each: the planner speaks of the busiest videobridge. */
const largestOf = (loads: readonly Load[]): Load =>
  Object.fromEntries(
    names.map((name) => [name, Math.max(...loads.map((one) => one[name]))]),
  ) as unknown as Load;

function compared(count: number, { load, stress, joined }: Measured) {
  const asked = {
    participants: people,
    cameras: people,
    microphones: speaking,
    layout: 'gallery',
    share: false,
  };
  const predicted = loadOf(planCapacity(capacityQuestion.parse(asked)).question, count);
  const where = `${count} videobridge${count > 1 ? 's' : ''}`;
  const compare = (name: (typeof names)[number]) => ({
    name: `${where}, busiest: ${words[name]}`,
    value: `${shown(name, load[name])} measured, ${shown(name, predicted[name])} planned${deviation(load[name], predicted[name])}`,
  });
  const sorted = [...joined].sort((a, b) => a - b);
  const at = (share: number): string =>
    `${Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0)} ms`;
  return [
    ...names.filter((name) => predicted[name] > 0).map(compare),
    { name: `${where}, busiest: of one core`, value: `${(stress * 100).toFixed(0)} %` },
    { name: `${where}: until media can flow`, value: `p50 ${at(0.5)}, p95 ${at(0.95)}` },
  ];
}

const words = {
  packets: 'packets a second of people',
  out: 'sends',
  in: 'receives',
  relayOut: 'relays out',
  relayIn: 'relays in',
} as const;

const shown = (name: (typeof names)[number], value: number): string =>
  name === 'packets' ? value.toFixed(0) : `${(value / 1_000_000).toFixed(2)} Mbit/s`;

const deviation = (measured: number, predicted: number): string => {
  const percent = Math.round((measured / predicted - 1) * 100);
  return ` (${percent >= 0 ? '+' : ''}${percent} %)`;
};
