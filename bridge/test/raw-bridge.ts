import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../src/kernel/clock.ts';
import type { Problem } from '../src/kernel/contract.ts';
import type { Database } from '../src/kernel/database.ts';
import { digest, newId, newSecret } from '../src/kernel/ids.ts';
import { runBridge, type RunningBridge } from './call-fixture.ts';

/** A request as anybody can send one: no contract checks it on the way out. */
export interface RawRequest {
  method?: string;
  path: string;
  /** An access token; none = signed out. */
  token?: string;
  /** A text is sent as it is, anything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface RawAnswer {
  status: number;
  code: string | undefined;
  /** The fields that were found wrong. */
  fields: string[];
  text: string;
  headers: Headers;
}

/** A running bridge for tests that send what no panel of ours would. */
export async function runRawBridge(
  db: Database,
  clock: Clock,
  more: Record<string, string> = {},
): Promise<RunningBridge & { base: string; send: (request: RawRequest) => Promise<RawAnswer> }> {
  const running = await runBridge(db, clock, more);
  const { port } = running.bridge.server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;
  return { ...running, base, send: (request) => send(base, request) };
}

async function send(base: string, request: RawRequest): Promise<RawAnswer> {
  const { method = 'GET', path, token, body, headers } = request;
  const answer = await fetch(base + path, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(method === 'GET' || body === undefined
      ? {}
      : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const problem = answer.ok ? null : (JSON.parse(text) as Problem);
  return {
    status: answer.status,
    code: problem?.code,
    fields: (problem?.flaws ?? []).map(({ field }) => field),
    text,
    headers: answer.headers,
  };
}

/** An operation of the bridge's OpenAPI document. */
export interface Operation {
  id: string;
  who: 'anyone' | 'person' | 'participant';
  method: string;
  /** With an address that fits in the place of each parameter. */
  path: string;
}

interface Document {
  paths: Record<string, Record<string, { operationId: string; 'x-who': Operation['who'] }>>;
}

/** Every operation that the bridge says it has. */
export async function operations(base: string): Promise<Operation[]> {
  const document = (await (await fetch(`${base}/api/openapi.json`)).json()) as Document;
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      id: operation.operationId,
      who: operation['x-who'],
      method: method.toUpperCase(),
      path: path.replace(/\{\w+\}/gu, () => randomUUID()),
    })),
  );
}

/** A guest of a meeting's series, with a session. Answers the access token. */
export async function guestOf(db: Database, meetingId: string, clock: Clock): Promise<string> {
  const meeting = (await db('meetings').where({ id: meetingId }).first()) as { series_id: string };
  const id = newId();
  const token = newSecret();
  await db('guests').insert({
    id,
    series_id: meeting.series_id,
    name: 'Gast <b>Müller</b>',
    created_at: 1,
  });
  await db('sessions').insert({
    id: newId(),
    kind: 'guest',
    person_id: id,
    access_digest: digest(token),
    access_expires_at: clock.now() + 600_000,
    refresh_digest: digest(newSecret()),
    rotated_at: 1,
    created_at: 1,
    expires_at: clock.now() + 600_000,
  });
  return token;
}
