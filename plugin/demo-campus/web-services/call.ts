import { timingSafeEqual } from 'node:crypto';
import { errorAnswer, resultAnswer, type Answer, type RestFormat } from './answer.ts';
import {
  accessException,
  accountSuspended,
  invalidParameter,
  invalidToken,
  MoodleError,
  recordUnknown,
} from './errors.ts';
import { otherMoodleFunctions, webServiceFunctions } from './functions/index.ts';
import type { WebServiceFunction } from './functions/web-service.ts';
import type { PhpArray, PhpValue } from './php-form.ts';
import type { Site } from './site.ts';

/** One call of the REST server: the protocol's own parameters and the function's. */
export interface Call {
  token: string;
  functionName: string;
  format: RestFormat;
  /** `moodlewssettingraw`. */
  raw: boolean;
  params: PhpArray;
}

const reserved =
  /^(?:wstoken|wsfunction|moodlewsrestformat|moodlewssetting(?:raw|fileurl|filter|lang))$/u;
const textOf = (value: PhpValue | undefined): string => (typeof value === 'string' ? value : '');

/** Takes the protocol's parameters out of a form. */
export function readCall(form: PhpArray): Call {
  const raw = textOf(form['moodlewssettingraw']);
  return {
    token: textOf(form['wstoken']),
    functionName: textOf(form['wsfunction']),
    format: form['moodlewsrestformat'] === 'json' ? 'json' : 'xml',
    raw: raw === 'true' || raw === '1',
    params: Object.fromEntries(Object.entries(form).filter(([key]) => !reserved.test(key))),
  };
}

/** Answers a call as Moodle does: refusals come with HTTP 200. Errors that are not Moodle's are thrown on. */
export function answerCall(site: Site, token: string, call: Call): Answer {
  try {
    const { run } = findFunction(site, token, call);
    return resultAnswer(run({ ...site, raw: call.raw }, call.params), call.format);
  } catch (error) {
    if (error instanceof MoodleError) return errorAnswer(error, call.format);
    throw error;
  }
}

function findFunction(site: Site, token: string, call: Call): WebServiceFunction {
  if (!isSame(call.token, token)) throw invalidToken();
  const { account, functions } = site;
  if (account.suspended) throw accountSuspended(account.username);
  if (!account.capabilities.has('webservice/rest:use')) throw accessException();
  if (call.functionName === '') throw invalidParameter();
  const found = webServiceFunctions.find(({ name }) => name === call.functionName);
  if (found !== undefined && functions.includes(found.name)) return found;
  if (found !== undefined || otherMoodleFunctions.has(call.functionName)) throw accessException();
  throw recordUnknown();
}

function isSame(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
