import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer of a real Moodle 5.1, as it was recorded. */
export interface Recorded {
  status: number;
  headers: Record<string, string>;
  response: unknown;
}

/** Reads `recorded/moodle/<name>.json`. */
export const recorded = (name: string): Recorded =>
  JSON.parse(
    readFileSync(new URL(`recorded/moodle/${name}.json`, import.meta.url), 'utf8'),
  ) as Recorded;

/** What the stand-in does with one call. */
export type Answer = (form: URLSearchParams, response: ServerResponse) => void;

/** Sends a recorded answer byte for byte as Moodle did. */
export const replay =
  (answer: Recorded): Answer =>
  (_form, response) => {
    const { response: body } = answer;
    response.writeHead(answer.status, answer.headers);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

export const json = (body: unknown): Answer =>
  replay({ status: 200, headers: { 'content-type': 'application/json' }, response: body });

/** A stand-in for Moodle's web services that speaks HTTP and says what it is told, function by function. */
export interface MoodleReplay {
  wwwroot: string;
  /** Every call's form, in order. */
  calls: URLSearchParams[];
  answers: Record<string, Answer>;
  stop: () => Promise<void>;
}

/** Starts the stand-in on a free port. Functions without an answer answer as an unknown function does. */
export async function startMoodleReplay(
  answers: Record<string, Answer> = {},
): Promise<MoodleReplay> {
  const calls: URLSearchParams[] = [];
  const replayer = { answers };
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(parts).toString());
      calls.push(form);
      const answer = replayer.answers[form.get('wsfunction') ?? ''] ?? replayer.answers['*'];
      const unknown = {
        exception: 'dml_missing_record_exception',
        errorcode: 'invalidrecordunknown',
        message: '',
      };
      (answer ?? json(unknown))(form, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(replayer, {
    wwwroot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

interface Person {
  id: number;
  firstname: string;
  lastname: string;
  [field: string]: unknown;
}

/** The value of an option of core_enrol_get_enrolled_users. */
function option(form: URLSearchParams, name: string): string | null {
  for (const [key, value] of form) {
    const place = /^options\[(\d+)\]\[name\]$/u.exec(key)?.[1];
    if (place !== undefined && value === name) return form.get(`options[${place}][value]`);
  }
  return null;
}

/** Pages a list of people as core_enrol_get_enrolled_users does. `people` is asked anew for each call. */
export const enrolled =
  (people: () => readonly Person[]): Answer =>
  (form, response) => {
    const from = Number(option(form, 'limitfrom') ?? 0);
    const size = Number(option(form, 'limitnumber') ?? 0);
    const all = people();
    json(all.slice(from, size === 0 ? undefined : from + size))(form, response);
  };
