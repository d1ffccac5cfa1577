import pino, { type Logger } from 'pino';

export type Log = Logger;

/** What must never reach a log line, wherever it stands in a logged object. */
const secretPaths = [
  'password',
  'secret',
  'token',
  'jwt',
  'id_token',
  'authorization',
  'cookie',
  'sesskey',
  'return_url',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** A structured log on standard output, one JSON object a line. */
export function createLog(level: string): Log {
  return pino({ level, redact: { paths: secretPaths, censor: '[secret]' } });
}
