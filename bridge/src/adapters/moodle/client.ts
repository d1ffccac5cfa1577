import pRetry from 'p-retry';
import { z } from 'zod';
import { withoutEndSlashes } from '../../kernel/urls.ts';
import { Failure } from '../../kernel/failure.ts';
import type { Log } from '../../kernel/log.ts';
import { capabilityIn, roleEditor } from './capabilities.ts';
import { encodeForm, type Parameters } from './form.ts';

/** Where Moodle is and how long to wait for it. */
export interface MoodleSettings {
  /** Exactly `$CFG->wwwroot`: Moodle redirects every other spelling, and redirects are not followed. */
  wwwroot: string;
  /** Web service token. Sent in the body only, never logged. */
  token: string;
  /** Milliseconds for one call; 30 s unless told (500 members take about a second). */
  timeoutMs?: number;
  /** Bytes of one answer; 20 MB unless told. */
  maxBytes?: number;
  /** How often a call is repeated while Moodle is away; 2 unless told. Only reading functions are called. */
  retries?: number;
  /** Milliseconds before the first repetition, doubled each time; 500 unless told. */
  retryDelayMs?: number;
}

/** Moodle said no. Match on `errorcode`: exception classes differ between versions, messages between languages. */
export class MoodleRefusal extends Failure {
  readonly errorcode: string;
  /** What the token's role lacks, where Moodle says so. */
  readonly capability: string | null;
  /** What was asked for is not there: the record, not the function. */
  readonly isMissing: boolean;
  /** @param message Moodle's own words, of which only a capability's name is taken */
  constructor(wsfunction: string, errorcode: string, message = '') {
    const capability = errorcode === 'nopermissions' ? capabilityIn(message) : null;
    const lacks = ` The role of the token's account lacks ${capability}: tick it in ${roleEditor}.`;
    const hint = capability === null ? (hints[errorcode] ?? '') : lacks;
    super('lms/refused', { detail: `Moodle refused ${wsfunction}: ${errorcode}.${hint}` });
    this.errorcode = errorcode;
    this.capability = capability;
    // Moodle names the table where it knows it; a function that does not exist is a missing record, too.
    const isRecord = errorcode === 'invalidrecord' || errorcode === 'invalidrecordunknown';
    this.isMissing = isRecord && !message.includes('external_functions');
  }
}

const hints: Readonly<Record<string, string>> = {
  invalidtoken:
    ' The token is not known to this Moodle (an expired one is deleted at its first use).',
  accessexception:
    ' The function may be missing from the service, the service off, the token expired or bound to another address, or webservice/rest:use missing. "Valid until" of an allowed user must be empty.',
  nopermissions: " The token's role lacks a capability that this function needs.",
  wsaccessusersuspended: " The token's account is suspended.",
  errorcoursecontextnotvalid:
    ' The course is unknown, hidden, or not open to the token (moodle/course:view).',
  invalidrecordunknown: ' The course or the function does not exist there.',
  invalidrecord: ' The course or the function does not exist there.',
};

/** Moodle answers these with HTTP 200 though it is only away for a while. */
const awayCodes = new Set(['sitemaintenance', 'upgraderunning', 'dbconnectionfailed']);

/** Calls one web service function; the answer has the wanted shape, or the promise fails. */
export type Call = <S extends z.ZodType>(
  wsfunction: string,
  parameters: Parameters,
  shape: S,
) => Promise<z.infer<S>>;

/**
 * A client of Moodle's web services (REST, JSON). Fails with lms/unavailable (away: tried again first),
 * lms/refused (a MoodleRefusal) or lms/bad-answer (HTML, half an answer, another shape, a redirect).
 */
export function createMoodleClient(settings: MoodleSettings, log: Log): Call {
  const url = `${withoutEndSlashes(settings.wwwroot)}/webservice/rest/server.php`;
  return (wsfunction, parameters, shape) =>
    pRetry(
      async () => {
        const started = performance.now();
        const text = await post(url, encodeForm(settings.token, wsfunction, parameters), settings);
        const answer = readAnswer(wsfunction, text);
        const ms = Math.round(performance.now() - started);
        log.debug({ wsfunction, bytes: text.length, ms }, 'Moodle answered');
        return check(wsfunction, answer, shape);
      },
      {
        retries: settings.retries ?? 2,
        minTimeout: settings.retryDelayMs ?? 500,
        // A Moodle in maintenance says when it will be back: minutes, not worth holding a run for.
        shouldRetry: ({ error }) =>
          error instanceof Failure &&
          error.code === 'lms/unavailable' &&
          (error.retryAfter ?? 0) <= 5,
      },
    );
}

async function post(url: string, body: string, settings: MoodleSettings): Promise<string> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(settings.timeoutMs ?? 30_000),
    });
    refuseStatus(response);
    return await readAtMost(response, settings.maxBytes ?? 20_000_000);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const slow = error instanceof Error && error.name === 'TimeoutError';
    const detail = slow
      ? 'Moodle did not answer in time.'
      : 'Moodle could not be reached, or broke off.';
    throw new Failure('lms/unavailable', { detail, cause: error });
  }
}

function refuseStatus({ status, headers }: Response): void {
  if (status === 200) return;
  const retryAfter = Number(headers.get('retry-after') ?? 0);
  if (status >= 500 || status === 429 || status === 408) {
    throw new Failure('lms/unavailable', { detail: `Moodle answered HTTP ${status}.`, retryAfter });
  }
  if (status === 403) {
    const detail =
      'Moodle answered HTTP 403: its web services or their REST protocol are switched off.';
    throw new Failure('lms/refused', { detail });
  }
  if (status >= 300 && status < 400) {
    const detail = `Moodle redirects (HTTP ${status}): the configured address is not exactly its wwwroot.`;
    throw new Failure('lms/bad-answer', { detail });
  }
  throw new Failure('lms/bad-answer', { detail: `Moodle answered HTTP ${status}.` });
}

async function readAtMost(response: Response, maxBytes: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > maxBytes)
      throw new Failure('lms/bad-answer', { detail: 'Moodle answered too much.' });
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

const exception = z.object({
  exception: z.string(),
  errorcode: z.string().default('unknown'),
  message: z.string().catch(''),
});

/** Parses an answer. Every application error of Moodle comes as HTTP 200 with `exception`. */
function readAnswer(wsfunction: string, text: string): unknown {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch (cause) {
    const detail = `Moodle answered ${wsfunction} with something that is not JSON.`;
    throw new Failure('lms/bad-answer', { detail, cause });
  }
  const failed = exception.safeParse(answer);
  if (!failed.success) return answer;
  const { errorcode, message } = failed.data;
  if (awayCodes.has(errorcode))
    throw new Failure('lms/unavailable', { detail: `Moodle says ${errorcode}.` });
  throw new MoodleRefusal(wsfunction, errorcode, message);
}

function check<S extends z.ZodType>(wsfunction: string, answer: unknown, shape: S): z.infer<S> {
  const parsed = shape.safeParse(answer);
  if (parsed.success) return parsed.data;
  const flaws = parsed.error.issues
    .slice(0, 10)
    .map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
  const first = flaws[0] ? ` (${flaws[0].field}: ${flaws[0].message})` : '';
  const detail = `Moodle's answer to ${wsfunction} has an unknown shape${first}.`;
  throw new Failure('lms/bad-answer', { detail, flaws });
}
