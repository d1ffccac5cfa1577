import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import {
  AddressRefused,
  guardedLookup,
  mayConnect,
  unbracketed,
  type PrivateHosts,
  type Resolve,
} from './addresses.ts';

/** What is sent; a body is sent as it is. */
export interface OutboundAsk {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  headers?: Record<string, string>;
  body?: string;
  /** Milliseconds for the whole exchange; 10 s unless told. */
  timeoutMs?: number;
  /** Bytes of the answer's body; 1 MB unless told. */
  maxBytes?: number;
}

/** What came back, whatever its status. */
export interface OutboundAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/**
 * Why there is no answer: `address` may not be called (inside the campus and not listed, another scheme,
 * a user name in it), `redirect`, `too-large`, `too-slow`, or nobody `unanswered`.
 */
export type OutboundTrouble = 'address' | 'redirect' | 'too-large' | 'too-slow' | 'unanswered';

/** An exchange that came to nothing. */
export class OutboundError extends Error {
  readonly trouble: OutboundTrouble;
  constructor(trouble: OutboundTrouble, message: string, cause?: unknown) {
    super(message, { cause });
    this.trouble = trouble;
  }
}

/** Asks a server that is not ours. Fails with an OutboundError. */
export type Outbound = (url: string, ask?: OutboundAsk) => Promise<OutboundAnswer>;

/**
 * The one way to servers whose addresses others gave: http(s) only, private addresses only where they
 * are listed (looked at when connecting, not before), no redirect followed (it could lead anywhere, with
 * a token in hand), time and size of the answer bounded.
 */
export function createOutbound(hosts: PrivateHosts, resolve?: Resolve): Outbound {
  const lookup = guardedLookup(hosts, resolve);
  return async (address, ask = {}) => {
    const url = checked(address, hosts);
    const open = url.protocol === 'https:' ? requestHttps : requestHttp;
    const signal = AbortSignal.timeout(ask.timeoutMs ?? 10_000);
    try {
      const response = await new Promise<IncomingMessage>((resolved, reject) => {
        // No shared agent: a connection kept open by others was not looked at by us.
        const options = { method: ask.method ?? 'GET', headers: ask.headers ?? {}, agent: false };
        const request = open(url, { ...options, lookup, signal });
        request.once('error', reject);
        request.once('response', resolved);
        request.end(ask.body);
      });
      return await readAnswer(response, ask.maxBytes ?? 1_000_000);
    } catch (error) {
      throw asTrouble(error, signal);
    }
  };
}

function checked(address: string, hosts: PrivateHosts): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/u.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new OutboundError('address', 'That is not an address of a web server.');
  }
  // URL has made one spelling of 2130706433, 0x7f.1 and the like; a literal is never resolved.
  const host = unbracketed(url.hostname);
  if (isIP(host) !== 0 && !mayConnect(hosts, host, host)) throw asTrouble(new AddressRefused(host));
  return url;
}

async function readAnswer(response: IncomingMessage, maxBytes: number): Promise<OutboundAnswer> {
  const status = response.statusCode ?? 0;
  if (status >= 300 && status < 400) {
    response.destroy();
    throw new OutboundError('redirect', 'The answer is a redirect, which is not followed.');
  }
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.byteLength;
    if (size > maxBytes) {
      response.destroy();
      throw new OutboundError('too-large', 'The answer is larger than it may be.');
    }
    parts.push(part);
  }
  return { status, headers: headersOf(response), text: Buffer.concat(parts).toString('utf8') };
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return headers;
}

function asTrouble(error: unknown, signal?: AbortSignal): OutboundError {
  if (error instanceof OutboundError) return error;
  if (error instanceof AddressRefused) return new OutboundError('address', error.message, error);
  if (signal?.aborted === true)
    return new OutboundError('too-slow', 'There was no answer in time.', error);
  return new OutboundError('unanswered', 'There was no answer.', error);
}
