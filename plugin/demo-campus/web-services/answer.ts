import { encodeXML } from 'entities';
import type { MoodleError } from './errors.ts';

/** A finished HTTP answer of the REST server. */
export interface Answer {
  status: number;
  type: string;
  body: string;
}

export type RestFormat = 'json' | 'xml';

const xmlHead = '<?xml version="1.0" encoding="UTF-8" ?>\n';

/** A function's result in the asked format. */
export function resultAnswer(result: unknown, format: RestFormat): Answer {
  if (format === 'json') return json(JSON.stringify(result));
  return xml(`${xmlHead}<RESPONSE>\n${xmlOf(result)}</RESPONSE>\n`);
}

/** A refusal in the asked format: HTTP 200, as Moodle does. */
export function errorAnswer(error: MoodleError, format: RestFormat): Answer {
  const { exception, errorcode, message } = error;
  if (format === 'json') return json(JSON.stringify({ exception, errorcode, message }));
  return xml(
    `${xmlHead}<EXCEPTION class="${encodeXML(exception)}">\n<ERRORCODE>${encodeXML(errorcode)}</ERRORCODE>\n<MESSAGE>${encodeXML(message)}</MESSAGE>\n</EXCEPTION>\n`,
  );
}

const json = (body: string): Answer => ({ status: 200, type: 'application/json', body });
const xml = (body: string): Answer => ({
  status: 200,
  type: 'application/xml; charset=utf-8',
  body,
});

function xmlOf(value: unknown): string {
  if (value === null || value === undefined) return '<VALUE null="null"/>\n';
  if (Array.isArray(value)) return `<MULTIPLE>\n${value.map(xmlOf).join('')}</MULTIPLE>\n`;
  if (typeof value !== 'object') return `<VALUE>${encodeXML(scalar(value))}</VALUE>\n`;
  const keys = Object.entries(value).map(
    ([key, inner]) => `<KEY name="${encodeXML(key)}">${xmlOf(inner)}</KEY>\n`,
  );
  return `<SINGLE>\n${keys.join('')}</SINGLE>\n`;
}

/** PHP's way with truth values. */
const scalar = (value: unknown): string =>
  typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
