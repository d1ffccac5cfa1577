import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { partAt } from './parts.ts';

/** What a test server shows: its own certificate, which is its own authority. */
export interface TestCertificate {
  certFile: string;
  keyFile: string;
  /** PEM, to trust it. */
  ca: string;
}

/**
 * Makes a certificate with its key in a folder.
 * @param names as in subjectAltName, `DNS:localhost,IP:127.0.0.1`
 * @param options.expired it ended yesterday
 * @returns null where openssl is not installed (an error under CI)
 */
export function makeCertificate(
  folder: string,
  names: string,
  options: { expired?: boolean } = {},
): TestCertificate | null {
  const openssl = partAt('openssl');
  if (!openssl) return null;
  const certFile = join(folder, 'cert.pem');
  const keyFile = join(folder, 'key.pem');
  const run = (...args: string[]) => execFileSync(openssl, args, { stdio: 'pipe' });
  const subject = ['-subj', '/CN=localhost', '-addext', `subjectAltName=${names}`];
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', keyFile];
  if (options.expired) {
    const request = join(folder, 'request.pem');
    const extensions = join(folder, 'extensions');
    writeFileSync(extensions, `subjectAltName=${names}\nbasicConstraints=CA:TRUE\n`);
    run('req', '-new', ...key, '-out', request, ...subject);
    const own = ['-signkey', keyFile, '-days', '-1', '-extfile', extensions];
    run('x509', '-req', '-in', request, ...own, '-out', certFile);
  } else run('req', '-x509', ...key, '-days', '2', '-out', certFile, ...subject);
  chmodSync(keyFile, 0o600);
  return { certFile, keyFile, ca: readFileSync(certFile, 'utf8') };
}
