import { readFileSync } from 'node:fs';
import { part } from '../../bridge/bench/share.ts';
import { openStage, newRoom, roomToken, type Stage } from '../prosody/test/harness.ts';
import type { XmppClient } from '../prosody/test/xmpp-client.ts';

const people = part(500);

/** How people are let in: so many a second; all at once where there is no number. */
interface Way {
  name: string;
  rate?: number;
  withoutModule?: boolean;
}

const ways: readonly Way[] = [
  { name: 'let in 20 a second, as we configure it', rate: 20 },
  { name: 'the same without mod_campus_meet', rate: 20, withoutModule: true },
  { name: 'let in 3 a second, Jitsi’s default (muc_rate_joins)', rate: 3 },
  { name: 'all at once, without pacing' },
];

interface Measured {
  /** Milliseconds from the class's start until in, of each who came in. */
  in: number[];
  /** Milliseconds from their turn until in. */
  own: number[];
  failures: number;
  /** Who does not see all the others at the end. */
  blind: number;
  /** Seconds of Prosody's CPU, and its memory in MB. */
  cpu: number;
  memory: number;
}

/**
 * 500 people into one room of a real Prosody, as XMPP over websocket, with room tokens as the bridge signs them. All
 * are there at the start of the class, and are let in at a rate. The clients are in this process, on the same
 * machine. Prosody's token modules are the campus's stand-ins; its rooms, websockets and our module are real. What
 * the bridge itself takes is measured by `npm run bench -- join`.
 */
export async function bench(): Promise<{ name: string; value: string }[]> {
  const figures: { name: string; value: string }[] = [];
  const costs = new Map<string, number>();
  for (const way of ways) {
    const measured = await storm(way);
    costs.set(way.name, measured.cpu);
    figures.push({ name: way.name, value: shown(measured) });
  }
  const [withModule = 0, without = 0] = costs.values();
  const overhead = ((withModule / without - 1) * 100).toFixed(0);
  figures.push({ name: 'what mod_campus_meet adds to Prosody’s CPU', value: `${overhead} %` });
  return figures;
}

async function storm({ rate, withoutModule = false }: Way): Promise<Measured> {
  const stage = await openStage({ withoutCampusMeet: withoutModule });
  try {
    const room = newRoom();
    const { pid } = stage.prosody;
    const cpu = cpuSeconds(pid);
    const begun = performance.now();
    const coming = Array.from({ length: people }, (_, index) =>
      come(stage, { room, index, begun, turn: rate === undefined ? 0 : (index / rate) * 1000 }),
    );
    const came = await Promise.all(coming);
    const inside = came.filter((one) => one !== null);
    await settled(inside.map(({ client }) => client));
    return {
      in: inside.map((one) => one.in),
      own: inside.map((one) => one.own),
      failures: people - inside.length,
      blind: inside.filter(({ client }) => seen(client) < inside.length).length,
      cpu: cpuSeconds(pid) - cpu,
      memory: megabytes(pid),
    };
  } finally {
    await stage.close();
  }
}

interface Coming {
  room: string;
  index: number;
  /** When the class began, by performance.now(); milliseconds after that somebody's turn is. */
  begun: number;
  turn: number;
}

/** As large as what lib-jitsi-meet sends of a participant: name, features, muted sources. */
const payload = [
  '<nick xmlns="http://jabber.org/protocol/nick">Maximiliane von Hohenstein-Wittelsbach</nick>',
  '<c xmlns="http://jabber.org/protocol/caps" hash="sha-1" node="https://jitsi.org/jitsi-meet" ver="4lbWGMlyJjrXLWwFfgVuz8HJyUs="/>',
  '<jitsi_participant_region>campus</jitsi_participant_region><jitsi_participant_codecType>vp8</jitsi_participant_codecType>',
  '<SourceInfo>{"aaaaaaaa-a0":{"muted":true},"aaaaaaaa-v0":{"muted":true}}</SourceInfo>',
].join('');

async function come(stage: Stage, { room, index, begun, turn }: Coming) {
  await pause(begun + turn - performance.now());
  const start = performance.now();
  try {
    const person = { id: `p-${index}`, name: `Participant ${index}` };
    const client = await stage.connect(room, await roomToken({ room, person }));
    await client.askFocus();
    await client.join(`n${index}`, { payload });
    const now = performance.now();
    return { client, in: now - begun, own: now - start };
  } catch {
    return null;
  }
}

/** How many this one has been told of, itself included; the focus is none. */
const seen = (client: XmppClient): number =>
  new Set(client.received.flatMap((stanza) => /^<presence[^>]*\/(n\d+)'/u.exec(stanza)?.[1] ?? []))
    .size;

/** Until nothing comes any more. */
async function settled(clients: readonly XmppClient[]): Promise<void> {
  const count = (): number => clients.reduce((sum, { received }) => sum + received.length, 0);
  for (let before = -1, now = count(); now !== before;) {
    before = now;
    await pause(1000);
    now = count();
  }
}

const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, time)));

/** Ticks of the kernel's clock in a second: proc(5), `getconf CLK_TCK`. */
const ticks = 100;

/** What a process used so far: fields 14 and 15 of /proc/<pid>/stat. */
function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticks;
}

function megabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+)/mu.exec(status)?.[1] ?? 0) / 1024;
}

function shown({ in: times, own, failures, blind, cpu, memory }: Measured): string {
  const seconds = (list: number[], share: number): string => (at(list, share) / 1000).toFixed(1);
  return [
    `in after p50 ${seconds(times, 0.5)}, p95 ${seconds(times, 0.95)}, p99 ${seconds(times, 0.99)}, all ${seconds(times, 1)} s`,
    `own join p50 ${at(own, 0.5).toFixed(0)}, p95 ${at(own, 0.95).toFixed(0)}, p99 ${at(own, 0.99).toFixed(0)} ms`,
    `${failures} failed, ${blind} do not see all`,
    `Prosody ${cpu.toFixed(1)} s of CPU, ${memory.toFixed(0)} MB`,
  ].join(' · ');
}

function at(list: number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
