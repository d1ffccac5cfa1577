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

export interface Item {
  id: string;
  label: string;
  scoreMaximum: number;
  resourceId: string;
  resourceLinkId?: string;
}

export interface Score {
  /** The line item's number, from 1. */
  item: number;
  userId: string;
  scoreGiven: number;
  timestamp: string;
}

/** What the gradebook of the fake platform holds, and how it behaves. */
export interface Gradebook {
  items: Item[];
  scores: Score[];
  /** Answers this instead of taking scores. */
  refuses: number | null;
  /** Headers of what it answers then. */
  headers: Record<string, string>;
  /** Line items on a page. */
  pageSize: number;
}

/**
 * The stand-in for a learning platform of all the bridge's tests: a real HTTP server that speaks LTI 1.3 as Moodle does
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
  /** Line items, scores and results. */
  gradebook: Gradebook;
  /** Answers an authentication request as the platform's form post would; `kid` as for `sign`. */
  authenticate(
    authUrl: string,
    change?: Record<string, unknown>,
    kid?: string | null,
  ): Promise<Record<string, string>>;
  /** Signs any payload with the platform's key, under its kid unless told another, or none (null). */
  sign(payload: Record<string, unknown>, kid?: string | null): Promise<string>;
  /** Replaces the signing key, as a rotation does: the old one is no longer published. */
  rotate(): Promise<void>;
  /** Makes one path answer something else, until it is made right again with null. */
  misbehave(path: string, page: FakePage | null): void;
  close(): Promise<void>;
}

/** One page of the fake platform. */
export type FakePage = (request: FakeRequest) => FakeReply | Promise<FakeReply>;
