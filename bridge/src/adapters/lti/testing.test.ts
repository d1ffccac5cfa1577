import { readFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import type { KeyStore, LtiProtocol, Platform, ToolKey } from '../../features/access/lti/ports.ts';
import { settableClock } from '../../kernel/clock.ts';
import type { FailureCode } from '../../kernel/codes.ts';
import { isFailure } from '../../kernel/failure.ts';
import { platformFor } from '../../../test/fake-platform/known.ts';
import {
  startFakePlatform,
  type FakePlatform,
  type FakeReply,
} from '../../../test/fake-platform/platform.ts';
import { createLti } from './index.ts';

/** A recorded answer of a real Moodle 5.1. */
export function recorded(name: string): unknown {
  const file = new URL(`recorded/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The claims of a recorded id_token. */
export function recordedClaims(name: string): Record<string, unknown> {
  const token = recorded(name) as Record<string, unknown>;
  return (token['claims'] ?? token) as Record<string, unknown>;
}

/** Keys in memory. */
export function memoryKeys(): KeyStore {
  let keys: ToolKey[] = [];
  return {
    list: () => Promise.resolve([...keys].sort((a, b) => b.createdAt - a.createdAt)),
    add: (key) => {
      keys.push(key);
      return Promise.resolve();
    },
    keepOnly: (kids) => {
      keys = keys.filter(({ kid }) => kids.includes(kid));
      return Promise.resolve();
    },
  };
}

/** For each test of a describe() a platform of its own, and the protocol that knows it. */
export function aFakePlatform() {
  const clock = settableClock();
  const on = {} as { fake: FakePlatform; lti: LtiProtocol; platform: Platform };
  beforeEach(async () => {
    on.fake = await startFakePlatform(() => clock.now());
    on.lti = createLti({ keyStore: memoryKeys(), clock, allowLoopbackHttp: true });
    on.platform = platformFor(on.fake);
  });
  afterEach(() => on.fake.close());
  return Object.assign(on, {
    clock,
    /** What was asked of the platform at a path. */
    asked: (path: string) => on.fake.requests.filter((request) => request.path === path),
  });
}

/** Fails unless `promise` fails with this code. */
export const failsWith = (promise: Promise<unknown>, code: FailureCode): Promise<void> =>
  assert.rejects(promise, (error) => {
    assert.ok(isFailure(error), String(error));
    assert.equal(error.code, code, error.message);
    return true;
  });

/** A recorded exchange. */
export interface Recorded {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** A recorded answer, its addresses moved to the fake platform. */
export function replay(name: string, issuer: string): FakeReply {
  const { status, headers, body } = recorded(name) as Recorded;
  const move = (text: string) => text.replaceAll('http://127.0.0.1:8080', issuer);
  const ascii = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
  return {
    status,
    headers: Object.fromEntries(
      Object.entries(headers).map(([key, value]) => [key, ascii(move(value))]),
    ),
    body: typeof body === 'string' ? body : move(JSON.stringify(body)),
  };
}
