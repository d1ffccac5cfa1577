import type { z } from 'zod';
import type { Caller } from './caller.ts';
import type { Endpoint } from './contract.ts';
import type { Log } from './log.ts';

/** Named budgets of requests; the numbers stand in app/http/limits.ts. */
export type Limit = 'read' | 'write' | 'enter' | 'sign-in' | 'launch' | 'server';

/** What every handler is told about the request besides its parsed parts. */
export interface RequestInfo {
  requestId: string;
  /** The client's address, as trusted proxies report it. */
  address: string;
  origin: string | undefined;
  /** What the browser says that it is; empty where it says nothing. */
  userAgent: string;
  cookies: (name: string) => string | undefined;
  log: Log;
}

/** A cookie to set; always HttpOnly, Secure, SameSite=None and Partitioned, so that it survives in a cross-site frame. */
export interface SetCookie {
  name: string;
  value: string;
  path: string;
  /** Seconds; 0 deletes the cookie. */
  maxAge: number;
}

type Infer<T extends z.ZodType> = z.infer<T>;

/** What an endpoint's handler gets: parsed and typed, never raw. */
export interface Request<E extends Endpoint> extends RequestInfo {
  params: Infer<E['params']>;
  query: Infer<E['query']>;
  body: Infer<E['body']>;
  /** The caller; null only where the endpoint is for anyone and no session was presented. */
  caller: E extends { who: 'anyone' } ? Caller | null : Caller;
  setCookie: (cookie: SetCookie) => void;
  /** The file that was sent, where the endpoint takes one; empty elsewhere. */
  uploaded: Buffer;
}

/** One line of a feature's routes: endpoint → limit → handler (who is stated in the endpoint). */
export interface Route {
  endpoint: Endpoint;
  limit: Limit;
  handle: (request: Request<Endpoint>) => Promise<unknown>;
}

/** Joins an endpoint with its limit and its handler, keeping the types of both. */
export function route<E extends Endpoint>(
  endpoint: E,
  limit: Limit,
  handle: (request: Request<E>) => Promise<z.input<E['reply']>>,
): Route {
  return { endpoint, limit, handle: handle };
}

/** What a page route answers: a redirect, HTML, JSON (for JWKS and such) or another text. */
export type PageReply = {
  status?: number;
  headers?: Record<string, string>;
  cookies?: SetCookie[];
} & (
  | { redirect: string }
  | { html: string; csp?: Record<string, string[]> }
  | { json: unknown }
  | { text: string; type: string }
);

/** What a page route's handler gets. `fields` are query and form fields together, each one string, unparsed. */
export interface PageRequest extends RequestInfo {
  params: Record<string, string>;
  query: Record<string, string>;
  form: Record<string, string>;
  /** The exact bytes of the body, for signatures. */
  raw: Buffer;
  header: (name: string) => string | undefined;
}

/** A route that speaks HTML, forms or signed bytes rather than the panel's JSON: LTI, JWKS, Prosody's events. */
export interface PageRoute {
  method: 'GET' | 'POST';
  path: string;
  limit: Limit;
  /** The largest body taken, in bytes. */
  maxBody?: number;
  handle: (request: PageRequest) => Promise<PageReply>;
}
