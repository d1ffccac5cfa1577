import assert from 'node:assert/strict';
import { recorded, structure, type Trial } from './trial.ts';

/** A call that was made of a real Moodle, and its answer. */
export interface Recording {
  request: { method: string; url: string; accept?: string; ct?: string; body?: unknown };
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** @param name a file of `services`, without its ending; throws where there is none */
export const recordingOf = (name: string): Recording => recorded(`services/${name}`) as Recording;
const parsed = (text: string): unknown => (text === '' ? '' : JSON.parse(text));

/** A call to the platform's services. */
export interface Ask {
  path: string;
  method?: string;
  accept?: string | undefined;
  type?: string | undefined;
  body?: unknown;
  /** Without it, a token for every scope; empty for none. */
  token?: string;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** Calls the services of a trial as a tool's server does. */
export async function ask(trial: Trial, wanted: Ask): Promise<Answer> {
  const { path, method = 'GET', accept, type, body } = wanted;
  const token = wanted.token ?? (await trial.token());
  const headers = {
    ...(token && { authorization: `Bearer ${token}` }),
    ...(accept && { accept }),
    ...(type && { 'content-type': type }),
  };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(new URL(path, trial.origin), { method, headers, ...sent });
  return { status: answer.status, headers: answer.headers, body: parsed(await answer.text()) };
}

/** Asks what was asked of the real Moodle, with the parts of the path that differ here replaced. */
export function repeat(
  trial: Trial,
  name: string,
  replace: (path: string) => string = (path) => path,
): Promise<Answer> {
  const { request } = recordingOf(name);
  const { pathname, search } = new URL(request.url);
  return ask(trial, {
    path: replace(pathname + search),
    method: request.method,
    accept: request.accept,
    type: request.ct,
    body: request.body,
  });
}

/** Fails unless status, type and structure are those of the recording. */
export function assertLike(answer: Answer, name: string): void {
  const real = recordingOf(name);
  assert.equal(answer.status, real.status);
  assert.equal(answer.headers.get('content-type'), real.headers['content-type']);
  assert.deepEqual(structure(answer.body), structure(real.body));
}
