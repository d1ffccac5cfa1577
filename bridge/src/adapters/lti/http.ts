import { Failure } from '../../kernel/failure.ts';

/** What is sent; a body is sent as it is. */
export interface Ask {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  headers?: Record<string, string>;
  body?: string;
  /** Milliseconds for the whole exchange; 10 s unless told. */
  timeoutMs?: number;
  /** Bytes of the answer's body; 1 MB unless told. */
  maxBytes?: number;
}

/** What came back, whatever its status below 500. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** Sends one request to a platform. The seam through which every outgoing LTI request goes. */
export type Send = (url: string, ask?: Ask) => Promise<Answer>;

/**
 * Asks a platform. Follows no redirect (a redirect could lead anywhere, with a token in hand), reads
 * at most `maxBytes`. Fails with lti/platform-unavailable when the platform is away or answers 5xx,
 * with lti/platform-bad-answer when it redirects or answers too much.
 */
export const send: Send = async (url, ask = {}) => {
  try {
    const response = await fetch(url, {
      method: ask.method ?? 'GET',
      headers: ask.headers ?? {},
      body: ask.body ?? null,
      redirect: 'manual',
      signal: AbortSignal.timeout(ask.timeoutMs ?? 10_000),
    });
    refuseStatus(response);
    const text = await readAtMost(response, ask.maxBytes ?? 1_000_000);
    return { status: response.status, headers: response.headers, text };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('lti/platform-unavailable', {
      detail: 'The platform did not answer.',
      cause: error,
    });
  }
};

function refuseStatus(response: Response): void {
  if (response.status >= 500) {
    throw new Failure('lti/platform-unavailable', {
      detail: `The platform answered HTTP ${response.status}.`,
    });
  }
  if (response.status >= 300 && response.status < 400) {
    throw new Failure('lti/platform-bad-answer', {
      detail: 'The platform answered with a redirect.',
    });
  }
}

async function readAtMost(response: Response, maxBytes: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > maxBytes) {
      throw new Failure('lti/platform-bad-answer', { detail: 'The platform answered too much.' });
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Parses an answer's body as JSON whatever its Content-Type says (Moodle sends tokens as text/html). */
export function readJson(answer: Answer): unknown {
  try {
    return JSON.parse(answer.text) as unknown;
  } catch (error) {
    throw new Failure('lti/platform-bad-answer', {
      detail: 'The platform answered something that is not JSON.',
      cause: error,
    });
  }
}
