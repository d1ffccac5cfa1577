import { readFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import type { KeyStore, Platform, ToolKey } from '../../features/launches/ports.ts';
import type { FailureCode } from '../../kernel/codes.ts';
import { isFailure } from '../../kernel/failure.ts';
import type { FakePlatform } from './fake-platform.ts';

/** A recorded answer of a real Moodle 5.1. */
export function recorded<T = Record<string, unknown>>(name: string): T {
  const file = new URL(`recorded/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

/** The claims of a recorded id_token. */
export function recordedClaims(name: string): Record<string, unknown> {
  const token = recorded<Record<string, unknown> & { claims?: Record<string, unknown> }>(name);
  return token.claims ?? token;
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

/** The fake platform as the bridge knows it. */
export const platformFor = (fake: FakePlatform): Platform => ({
  id: 'p1',
  issuer: fake.issuer,
  clientId: fake.clientId,
  deploymentIds: [fake.deploymentId],
  authUrl: `${fake.issuer}/auth`,
  tokenUrl: `${fake.issuer}/token`,
  jwksUrl: `${fake.issuer}/jwks`,
  productFamily: 'moodle',
  name: 'Fake',
  status: 'active',
});

/** Fails unless `promise` fails with this code. */
export const failsWith = (promise: Promise<unknown>, code: FailureCode): Promise<void> =>
  assert.rejects(promise, (error) => {
    assert.ok(isFailure(error), String(error));
    assert.equal(error.code, code, error.message);
    return true;
  });
