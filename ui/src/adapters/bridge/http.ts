import type { z } from 'zod';
import { file, problem, type Endpoint } from '../../../../bridge/src/kernel/contract.ts';
import { failureCodes, type FailureCode } from '../../../../bridge/src/kernel/codes.ts';
import { PanelFailure } from '../../kernel/failure.ts';
import type { CallInput } from '../../kernel/ports.ts';

/** How long an answer may take, milliseconds. */
const patience = 20_000;
/** And how long where a file goes up or comes down. */
const patienceForFiles = 180_000;

export type Fetch = typeof fetch;

/** Sends one request; `accessToken` null for endpoints that are for anyone. Rejects with a PanelFailure only. */
export type Send = <E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  accessToken: string | null,
) => Promise<z.output<E['reply']>>;

/** The panel's only way to HTTP: request from the contract, answer checked against it. */
export function createSend(fetcher: Fetch): Send {
  return async (endpoint, input, accessToken) => {
    const response = await connect(fetcher, address(endpoint, input), {
      method: endpoint.method,
      headers: headers(input, accessToken),
      body: bodyOf(input),
      credentials: 'same-origin',
      signal: endOf(endpoint, input.signal),
    });
    if (response.ok && endpoint.reply === file) {
      return (await readFile(response)) as z.output<(typeof endpoint)['reply']>;
    }
    const answer = await readJson(response);
    if (!response.ok) throw refusal(answer, response);
    const reply = endpoint.reply.safeParse(answer);
    if (!reply.success) throw new PanelFailure('network/bad-answer', { cause: reply.error });
    return reply.data as z.output<(typeof endpoint)['reply']>;
  };
}

/** When an answer is not waited for any longer. */
function endOf(endpoint: Endpoint, calledOff: AbortSignal | undefined): AbortSignal {
  const late = AbortSignal.timeout(isOfFiles(endpoint) ? patienceForFiles : patience);
  return calledOff ? AbortSignal.any([late, calledOff]) : late;
}

const isOfFiles = ({ upload, reply }: Endpoint): boolean => upload !== undefined || reply === file;

const bodyOf = (input: { body?: unknown; file?: Blob }): BodyInit | null =>
  input.file ?? (input.body === undefined ? null : JSON.stringify(input.body));

/** A file to be saved; its name as the bridge gives it (RFC 6266). */
async function readFile(response: Response): Promise<z.output<typeof file>> {
  const disposition = response.headers.get('content-disposition') ?? '';
  const encoded = /filename\*=UTF-8''(?<name>[^;]+)/iu.exec(disposition)?.groups?.['name'];
  const plain = /filename="(?<name>[^"]+)"/iu.exec(disposition)?.groups?.['name'];
  return {
    name: encoded === undefined ? (plain ?? 'file') : decodeURIComponent(encoded),
    type: response.headers.get('content-type') ?? 'application/octet-stream',
    content: new Uint8Array(await response.arrayBuffer()),
  };
}

async function connect(fetcher: Fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetcher(url, init);
  } catch (cause) {
    throw new PanelFailure('network/unreachable', { cause });
  }
}

async function readJson(response: Response): Promise<unknown> {
  if (response.status === 204) return {};
  try {
    return await response.json();
  } catch (cause) {
    const away = response.status >= 502 && response.status <= 504;
    throw new PanelFailure(away ? 'network/unreachable' : 'network/bad-answer', { cause });
  }
}

function refusal(answer: unknown, response: Response): PanelFailure {
  const parsed = problem.safeParse(answer);
  if (!parsed.success) return new PanelFailure('network/bad-answer', { cause: response.status });
  const { code, requestId, retryAfter, flaws } = parsed.data;
  return new PanelFailure(isCode(code) ? code : 'internal', {
    requestId,
    retryAfter,
    flaws,
  });
}

/** One of the bridge's own codes. */
export const isCode = (code: string): code is FailureCode => Object.hasOwn(failureCodes, code);

function headers(
  input: { body?: unknown; file?: Blob },
  accessToken: string | null,
): Record<string, string> {
  return {
    accept: 'application/json',
    ...(input.file ? { 'content-type': 'application/octet-stream' } : {}),
    ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(accessToken === null ? {} : { authorization: `Bearer ${accessToken}` }),
  };
}

/** The endpoint's path with its parameters filled in and the query behind it. */
function address(endpoint: Endpoint, input: { params?: unknown; query?: unknown }): string {
  const params = new Map(Object.entries(input.params ?? {}));
  const path = endpoint.path.replaceAll(/:(\w+)/gu, (_whole, name: string) =>
    encodeURIComponent(String(params.get(name))),
  );
  const query = new URLSearchParams(
    Object.entries(input.query ?? {})
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  ).toString();
  return query === '' ? path : `${path}?${query}`;
}
