import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** PEM texts. */
export interface Certificate {
  cert: string;
  key: string;
}

/** So many days it is good; telephones take none that is good for more than 825. */
const days = 365;
const week = 7 * 86_400_000;

/**
 * A certificate for one address that nobody vouches for but itself: kept in the folder, so that whoever accepted it
 * need not do so again, and made anew for another address or shortly before it ends.
 * @throws Error in words where openssl is not there
 */
export async function certificateFor(address: string, folder: string): Promise<Certificate> {
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  if (!(await isGood(certFile, address))) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await make(address, certFile, keyFile);
  }
  return { cert: await readFile(certFile, 'utf8'), key: await readFile(keyFile, 'utf8') };
}

async function isGood(certFile: string, address: string): Promise<boolean> {
  if (!existsSync(certFile)) return false;
  const certificate = new X509Certificate(await readFile(certFile));
  const isOver = Date.parse(certificate.validTo) - Date.now() < week;
  return !isOver && certificate.checkIP(address) !== undefined;
}

async function make(address: string, certFile: string, keyFile: string): Promise<void> {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const names = ['-subj', '/CN=Campus Meet demo', '-addext', `subjectAltName=IP:${address}`];
  const use = ['-addext', 'extendedKeyUsage=serverAuth', '-addext', 'basicConstraints=CA:FALSE'];
  const files = ['-keyout', keyFile, '-out', certFile, '-days', String(days)];
  try {
    await run('openssl', ['req', '-x509', ...key, ...names, ...use, ...files]);
  } catch (cause) {
    throw new Error('No certificate could be made: is openssl installed?', { cause });
  }
}
