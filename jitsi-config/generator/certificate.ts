import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Ten years: nobody but our own servers sees it, and each of them is told to trust this one alone. */
const days = 3650;

/** A key and a certificate for one name, PEM, signed by itself; made by openssl. */
export function ownCertificate(name: string): { key: string; certificate: string } {
  const folder = mkdtempSync(join(tmpdir(), 'campus-jitsi-'));
  const [key, certificate] = ['key', 'crt'].map((end) => join(folder, `xmpp.${end}`)) as [
    string,
    string,
  ];
  try {
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
        ...['-days', String(days), '-subj', '/CN=XMPP server of Jitsi'],
        ...['-addext', `subjectAltName=DNS:${name}`],
        // It vouches for nothing but itself.
        ...['-addext', 'basicConstraints=critical,CA:FALSE'],
        ...['-keyout', key, '-out', certificate],
      ],
      { stdio: 'pipe' },
    );
    return { key: readFileSync(key, 'utf8'), certificate: readFileSync(certificate, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
