import { parse } from 'yaml';
import { newSecret } from '../../bridge/src/kernel/ids.ts';
import { ownStrength, weaknessOf } from '../../bridge/src/kernel/secret-strength.ts';

/** What each secret lets in. */
const purposes = {
  message: 'signs events and commands between Prosody and Campus Meet (JITSI_MESSAGE_SECRET)',
  token: 'signs the room tokens (JITSI_APP_SECRET)',
  focus: 'Jicofo’s account at Prosody',
  videobridge: 'the videobridges’ account at Prosody',
  turn: 'signs the credentials for coturn, which end by themselves',
  recorderControl: 'the account by which Jibri is told to record',
  recorder: 'the account by which Jibri joins a meeting',
} as const;

export type Secrets = Record<keyof typeof purposes, string>;
const names = Object.keys(purposes) as (keyof Secrets)[];

export interface SecretsFile {
  secrets: Secrets;
  /** The file as it has to be: what was there stays as it was, what was missing is added. */
  text: string;
}

/** Thrown when a secret that is there is none. */
export class SecretsError extends Error {}

const heading = `# The secrets of this Jitsi, made by chance. They are made once: what is here is never overwritten.
# Keep a copy in a safe place, and let nobody else read it (mode 600). To change one, delete its line, render and
# install everything anew. A Campus Meet that has its secrets already keeps them: write them here before.
`;

/**
 * Takes the secrets that are there and makes those that are missing.
 * @param text the file of before; null when there is none
 * @throws SecretsError for a secret that is weak, used twice or of an unknown name
 */
export function secretsFrom(text: string | null): SecretsFile {
  const there = text === null ? {} : readSecrets(text);
  const made = names.filter((name) => there[name] === undefined);
  const secrets = Object.fromEntries(
    names.map((name) => [name, there[name] ?? newSecret()]),
  ) as Secrets;
  const lines = made.map((name) => `\n# ${purposes[name]}\n${name}: ${secrets[name]}\n`);
  return { secrets, text: `${text ?? heading}${lines.join('')}` };
}

function readSecrets(text: string): Partial<Record<string, string>> {
  const read: unknown = parse(text) ?? {};
  if (typeof read !== 'object' || read === null) throw new SecretsError('is no list of secrets');
  const there = Object.entries(read as Record<string, unknown>);
  const seen = new Map<unknown, string>();
  for (const [name, value] of there) {
    if (!names.some((known) => known === name)) throw new SecretsError(`${name} is not known`);
    const why = typeof value === 'string' ? weaknessOf(value, ownStrength) : 'must be text';
    if (why !== null) throw new SecretsError(`${name} ${why}`);
    const twin = seen.get(value);
    if (twin !== undefined) throw new SecretsError(`${name} is the same as ${twin}`);
    seen.set(value, name);
  }
  return Object.fromEntries(there) as Partial<Record<string, string>>;
}

/** Hides every secret in a text, so that it may be shown. */
export const withoutSecrets = (text: string, secrets: Secrets): string =>
  names.reduce((shown, name) => shown.replaceAll(secrets[name], `<${name}>`), text);
