import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { io, type Socket } from 'socket.io-client';
import type { z } from 'zod';
import { composeBridge, type Bridge } from '../src/app/bridge.ts';
import { readConfig } from '../src/app/config.ts';
import { ring } from '../src/features/calls/contract.ts';
import { startCourseMeeting, startMyMeeting } from '../src/features/meetings/contract.ts';
import { livePath, type LiveEvents } from '../src/features/live/contract.ts';
import { settableClock, type Clock } from '../src/kernel/clock.ts';
import type { Endpoint, Problem } from '../src/kernel/contract.ts';
import type { Database } from '../src/kernel/database.ts';
import { bridgeSettings } from './bridge-settings.ts';
import { campus, type Actor } from './campus.ts';
import { closeFirst } from './databases.ts';

/** What came back of a request: the reply, or the code of the refusal. */
export interface Answer<E extends Endpoint> {
  status: number;
  reply: z.infer<E['reply']>;
  code: string | undefined;
  problem: Problem;
}

/** One browser tab: what was pushed to it, in order. */
export interface Tab {
  socket: Socket;
  seen: { event: keyof LiveEvents; data: unknown }[];
  /** The next or a former event of that name that fits; each is given once. */
  next: <E extends keyof LiveEvents>(
    event: E,
    fits?: (data: LiveEvents[E]) => boolean,
  ) => Promise<LiveEvents[E]>;
}

/** A composed bridge that listens, on a database of the test's. */
export interface RunningBridge {
  bridge: Bridge;
  ask: <E extends Endpoint>(who: Actor, endpoint: E, asked?: Asked) => Promise<Answer<E>>;
  tab: (who: Actor) => Promise<Tab>;
  /** A personal meeting of this person's, running. */
  meetingOf: (host: Actor) => Promise<string>;
  close: () => Promise<void>;
}

interface Asked {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
}

/** Composes a bridge and lets it listen; it is closed before the database is, at the latest. */
export async function runBridge(
  db: Database,
  clock: Clock,
  more: Record<string, string> = {},
): Promise<RunningBridge> {
  const config = readConfig({ ...bridgeSettings, ...more });
  const bridge = composeBridge({ config, db, clock, log: pino({ level: 'silent' }) });
  await bridge.prepare();
  await new Promise<void>((resolve) => bridge.server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(bridge.server.address() as AddressInfo).port}`;
  const tabs: Socket[] = [];
  let closed: Promise<void> | undefined;
  const close = () => {
    for (const socket of tabs) socket.disconnect();
    closed ??= bridge.close();
    return closed;
  };
  closeFirst(close);
  const ask: RunningBridge['ask'] = (who, endpoint, asked) =>
    request(base, { who, endpoint, asked });
  return {
    bridge,
    ask,
    tab: async (who) => {
      const tab = await openTab(base, who);
      tabs.push(tab.socket);
      return tab;
    },
    meetingOf: async (host) => (await ask(host, startMyMeeting)).reply.id,
    close,
  };
}

/** Asks a bridge as the panel does. @param base where it, or what stands before it, listens */
export async function request<E extends Endpoint>(
  base: string,
  { who, endpoint, asked = {} }: { who: Actor; endpoint: E; asked?: Asked | undefined },
): Promise<Answer<E>> {
  const path = endpoint.path.replace(/:(\w+)/gu, (_, name: string) => asked.params?.[name] ?? '');
  const isRead = endpoint.method === 'GET';
  const query = new URLSearchParams(asked.query).toString();
  const answer = await fetch(`${base}${path}?${query}`, {
    method: endpoint.method,
    headers: { Authorization: `Bearer ${who.token}`, 'Content-Type': 'application/json' },
    ...(isRead ? {} : { body: JSON.stringify(asked.body ?? {}) }),
  });
  const body = (await answer.json()) as z.infer<E['reply']> & Problem;
  return {
    status: answer.status,
    reply: body,
    code: answer.ok ? undefined : body.code,
    problem: body,
  };
}

/** @param options.reconnection comes again by itself when the connection ends, as the panel does */
export async function openTab(
  base: string,
  who: Actor,
  { reconnection = false } = {},
): Promise<Tab> {
  const socket = io(base, {
    path: livePath,
    auth: { accessToken: who.token },
    transports: ['websocket'],
    forceNew: true,
    reconnection,
  });
  const seen: Tab['seen'] = [];
  const taken = new Set<object>();
  const waiting = new Set<() => void>();
  socket.onAny((event: keyof LiveEvents, data: unknown) => {
    seen.push({ event, data });
    for (const look of waiting) look();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve).once('connect_error', reject);
  });
  // A round trip: from here on the bridge counts it as connected.
  await socket.emitWithAck('watch', null);
  return {
    socket,
    seen,
    next: (event, fits = () => true) =>
      new Promise((resolve) => {
        const look = () => {
          const found = seen.find(
            (one) => one.event === event && !taken.has(one) && fits(one.data as never),
          );
          if (!found) return;
          waiting.delete(look);
          taken.add(found);
          resolve(found.data as never);
        };
        waiting.add(look);
        look();
      }),
  };
}

/** A teacher who hosts a running course meeting, with two students, and a colleague without ties. */
export async function callFixture(db: Database) {
  const clock = settableClock();
  const people = campus(db, clock);
  const bridge = await runBridge(db, clock);
  const teacher = await people.person('林芳');
  const student = await people.person('王小明');
  const other = await people.person('Anna Müller');
  const stranger = await people.person('Stranger');
  const course = await people.course(teacher, [student, other]);
  const meetingId = await bridge.meetingOf(teacher);
  const rings = async (who: Actor[], caller = teacher) =>
    bridge.ask(caller, ring, {
      params: { meetingId },
      body: { personIds: who.map(({ id }) => id) },
    });
  return { clock, people, bridge, teacher, student, other, stranger, course, meetingId, rings };
}

/** A running course meeting: teacher and two students of the course, somebody of another one, a stranger. */
export async function courseFixture(db: Database, settings: Record<string, string> = {}) {
  const clock = settableClock();
  const people = campus(db, clock);
  const bridge = await runBridge(db, clock, settings);
  const teacher = await people.person('Teacher');
  const student = await people.person('Student');
  const other = await people.person('Other student');
  const stranger = await people.person('Stranger');
  const gone = await people.person('Gone', { status: 'deactivated' });
  const course = await people.course(teacher, [student, other]);
  const { reply } = await bridge.ask(teacher, startCourseMeeting, {
    params: { courseId: course.id },
  });
  const meetingId = reply.id;
  return { db, people, bridge, clock, teacher, student, other, stranger, gone, course, meetingId };
}

/** A choice of these people, for `ring`. */
export const choose = (...who: Actor[]) => ({ personIds: who.map(({ id }) => id) });
