import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { io, type Socket } from 'socket.io-client';
import type { z } from 'zod';
import { composeBridge, type Bridge } from '../src/app/compose.ts';
import { readConfig } from '../src/app/config.ts';
import { markPeople } from '../src/features/address-book/index.ts';
import { startMyMeeting } from '../src/features/meetings/contract.ts';
import { livePath, type LiveEvents } from '../src/features/live/contract.ts';
import { settableClock, type Clock } from '../src/kernel/clock.ts';
import type { Endpoint } from '../src/kernel/contract.ts';
import type { Database } from '../src/kernel/database.ts';
import type { Problem } from '../src/kernel/contract.ts';
import { closeFirst } from './databases.ts';
import { digest, newId, newSecret } from '../src/kernel/ids.ts';

const settings = {
  CAMPUS_MEET_URL: 'http://127.0.0.1:8090',
  JITSI_DOMAIN: 'meet.campus.test',
  JITSI_MUC: 'conference.meet.campus.test',
  JITSI_FOCUS: 'focus.meet.campus.test',
  JITSI_SERVICE_URL: 'ws://127.0.0.1:1/xmpp-websocket',
  JITSI_LIBRARY_URL: 'http://127.0.0.1:1/lib.js',
  JITSI_COMMANDS_URL: 'http://127.0.0.1:1/commands',
  JITSI_MESSAGE_SECRET: 'm'.repeat(32),
  JITSI_APP_SECRET: 'a'.repeat(32),
};

/** A person with a session: what the tests act as. */
export interface Actor {
  id: string;
  name: string;
  token: string;
  sessionId: string;
}

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

/** Registers people, courses and departments in a database, as rosters would. */
export function campus(db: Database, clock: Clock = settableClock()) {
  let count = 0;
  return {
    person: async (name: string, more: { campusNumber?: string; status?: string } = {}) => {
      count += 1;
      const actor: Actor = { id: newId(), name, token: newSecret(), sessionId: newId() };
      await db('people').insert({
        id: actor.id,
        display_name: name,
        given_name: name,
        family_name: '',
        campus_number: more.campusNumber ?? null,
        timezone: 'Asia/Shanghai',
        status: more.status ?? 'active',
        sort_name: name,
        search_name: name,
        created_at: 1,
        updated_at: 1,
      });
      await db('sessions').insert(sessionRow(actor, clock));
      await markPeople(db, [actor.id]);
      return actor;
    },
    /** Another tab or device of somebody: a session of its own. */
    elsewhere: async (actor: Actor): Promise<Actor> => {
      const other = { ...actor, token: newSecret(), sessionId: newId() };
      await db('sessions').insert(sessionRow(other, clock));
      return other;
    },
    course: async (teacher: Actor, students: readonly Actor[], title = '数据结构') => {
      count += 1;
      const course = { id: newId(), groupId: newId() };
      const named = { id: course.id, realm: 'r', external_id: `${count}`, title, title_from: 'r' };
      await db('courses').insert({ ...named, created_at: 1, updated_at: 1 });
      const group = { id: course.groupId, course_id: course.id, external_id: '1', name: 'Lab' };
      await db('course_groups').insert(group);
      const member = (person: Actor, role: string, groups: string[]) => ({
        course_id: course.id,
        person_id: person.id,
        role,
        status: 'active',
        group_ids: JSON.stringify(groups),
        changed_at: 1,
      });
      const rows = [
        member(teacher, 'editing-teacher', []),
        // The first student is in the group.
        ...students.map((one, at) => member(one, 'student', at === 0 ? [course.groupId] : [])),
      ];
      await db.batchInsert('course_memberships', rows, 100);
      return course;
    },
    department: async (people: readonly Actor[], parent: string | null = null) => {
      count += 1;
      const unit = { id: newId(), externalId: `unit-${count}` };
      await db('departments').insert({
        id: unit.id,
        source: 'ldap:x',
        external_id: unit.externalId,
        parent_external_id: parent,
        name: unit.externalId,
        status: 'active',
        changed_at: 1,
      });
      const rows = people.map(({ id }) => ({
        department_id: unit.id,
        person_id: id,
        status: 'active',
        changed_at: 1,
      }));
      await db.batchInsert('department_memberships', rows, 100);
      return unit;
    },
    /** Somebody is in the room of a meeting, as the conference server tells. */
    inside: async (meetingId: string, personId: string) => {
      await db('occupants').insert({
        source: 'run',
        jid: `${personId}@x`,
        meeting_id: meetingId,
        person_id: personId,
        occupant_id: 'o',
        joined_at: 1,
      });
    },
  };
}

const sessionRow = (actor: Actor, clock: Clock) => ({
  id: actor.sessionId,
  person_id: actor.id,
  access_digest: digest(actor.token),
  access_expires_at: clock.now() + 365 * 86_400_000,
  refresh_digest: digest(newSecret()),
  rotated_at: 1,
  created_at: 1,
  expires_at: clock.now() + 365 * 86_400_000,
});

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
  const config = readConfig({ ...settings, ...more });
  const bridge = composeBridge({ config, db, clock, log: pino({ level: 'silent' }) });
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

async function request<E extends Endpoint>(
  base: string,
  { who, endpoint, asked = {} }: { who: Actor; endpoint: E; asked: Asked | undefined },
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

async function openTab(base: string, who: Actor): Promise<Tab> {
  const socket = io(base, {
    path: livePath,
    auth: { accessToken: who.token },
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
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
