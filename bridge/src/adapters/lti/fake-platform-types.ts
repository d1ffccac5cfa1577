import type { IncomingMessage } from 'node:http';

/** What reached the fake platform. */
export interface FakeRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

/** What it answers: bytes as they are. */
export interface FakeReply {
  status?: number;
  headers?: Record<string, string>;
  body: string;
}

/**
 * A stand-in for a learning platform, for tests: a real HTTP server that speaks LTI 1.3 as Moodle does
 * (paths `/jwks`, `/auth`, `/token`, `/members`, `/lineitems`, `/config`, `/register`). Each path can be made to
 * misbehave.
 */
export interface FakePlatform {
  issuer: string;
  clientId: string;
  deploymentId: string;
  /** Every request, in order. */
  requests: FakeRequest[];
  /** Claims that the next id_tokens carry besides the usual ones; a value of undefined leaves a claim out. */
  claims: Record<string, unknown>;
  /** Answers an authentication request as the platform's form post would. */
  authenticate(authUrl: string, change?: Record<string, unknown>): Promise<Record<string, string>>;
  /** Signs any payload with the platform's key, under its kid unless told another. */
  sign(payload: Record<string, unknown>, kid?: string): Promise<string>;
  /** Replaces the signing key, as a rotation does: the old one is no longer published. */
  rotate(): Promise<void>;
  /** Makes one path answer something else, until it is made right again with null. */
  misbehave(path: string, page: FakePage | null): void;
  close(): Promise<void>;
}

/** One page of the fake platform. */
export type FakePage = (request: FakeRequest) => FakeReply | Promise<FakeReply>;
