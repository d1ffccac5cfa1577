import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { overloadOf, planOf } from './capacity.ts';
import { ownCertificate } from './certificate.ts';
import { changesIn, textOf, writeChanges, writeWhole, type Change } from './folder.ts';
import { takenPorts } from './free-ports.ts';
import { isSpread, namesOf } from './names.ts';
import { portsInTable, portsOf } from './ports.ts';
import { readSettings } from './read.ts';
import { render } from './render.ts';
import { secretsFrom, SecretsError, withoutSecrets, type SecretsFile } from './secrets.ts';
import type { Settings } from './settings.ts';

export interface RenderRequest {
  /** The settings file, and the folder for what is made of it. */
  file: string;
  folder: string;
  /** Only look what would change. */
  isCheck: boolean;
}

export interface RenderOutcome {
  changes: readonly Change[];
  /** What a person should know, although it was done. */
  warnings: string[];
  /** Hides the secrets of a text. */
  shown: (text: string) => string;
}

/** Thrown where ports of this machine are taken. */
export class PortsTakenError extends Error {}

/**
 * Renders a settings file into a folder, or looks what that would change. Secrets and the certificate of the XMPP
 * server are made the first time and then kept.
 * @throws SettingsError, SecretsError, PortsTakenError, ForeignFolderError with what is wrong; then nothing was written
 */
export async function renderInto({ file, folder, isCheck }: RenderRequest): Promise<RenderOutcome> {
  const settings = readSettings(readFileSync(file, 'utf8'), file);
  const made = secretsOf(folder);
  const certificate = certificateFor(settings, folder);
  const plan = planOf(settings);
  const rendered = render({ settings, secrets: made.secrets, plan, certificate });
  const known = portsInTable(textOf(folder, 'ports.tsv') ?? '');
  const taken = await takenPorts(portsOf(settings), known);
  if (taken.length > 0) throw new PortsTakenError(taken.join('\n'));
  const changes = changesIn(folder, rendered);
  if (!isCheck) {
    keepSecrets(folder, made, certificate);
    writeChanges(folder, rendered, changes);
  }
  const overload = overloadOf(plan);
  return {
    changes,
    warnings: overload === null ? spareWarning(plan) : [overload],
    shown: (text) => withoutSecrets(withoutKey(text), made.secrets),
  };
}

const secretsFile = 'secrets.yaml';

function secretsOf(folder: string): SecretsFile {
  const text = textOf(folder, secretsFile);
  const path = join(folder, secretsFile);
  if (text !== null && (statSync(path).mode & 0o077) !== 0) {
    throw new SecretsError(`${path} may be read by others: chmod 600 ${path}`);
  }
  try {
    return secretsFrom(text);
  } catch (error) {
    throw error instanceof SecretsError ? new SecretsError(`${path}: ${error.message}`) : error;
  }
}

type Certificate = { key: string; certificate: string } | null;

function certificateFor(settings: Settings, folder: string): Certificate {
  if (!isSpread(settings)) return null;
  const [key, certificate] = [textOf(folder, 'xmpp.key'), textOf(folder, 'xmpp.crt')];
  return key !== null && certificate !== null
    ? { key, certificate }
    : ownCertificate(namesOf(settings).auth);
}

function keepSecrets(folder: string, { text }: SecretsFile, certificate: Certificate): void {
  if (text !== textOf(folder, secretsFile)) writeWhole(join(folder, secretsFile), text, 0o600);
  if (certificate === null || existsSync(join(folder, 'xmpp.key'))) return;
  writeWhole(join(folder, 'xmpp.crt'), certificate.certificate, 0o644);
  writeWhole(join(folder, 'xmpp.key'), certificate.key, 0o600);
}

const spareWarning = ({ withSpare, question }: ReturnType<typeof planOf>): string[] =>
  (question.bridges ?? 0) < (withSpare ?? 0)
    ? [
        `${question.bridges} videobridges carry it, and none may fail: with one to spare it would be ${withSpare}.`,
      ]
    : [];

/** Of a private key only that it is one. */
const withoutKey = (text: string): string =>
  text.replaceAll(/-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/gu, '<private key>');
