import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { partAt } from './parts.ts';

/** A real OpenLDAP server of the tests' own: own database, own port, stopped with its parent. */
export interface Slapd {
  url: string;
  /** `ldaps://localhost:…` with the certificate `ca`; null where openssl is missing. */
  tls: { url: string; ca: string } | null;
  base: string;
  bind: { dn: string; password: string };
  root: { dn: string; password: string };
  stop: () => Promise<void>;
}

const base = 'dc=uni,dc=test';
const bind = { dn: `cn=admin,${base}`, password: 'slapd-s3cret' };
/** May change entries; the account that tests read with may not. */
const root = { dn: `cn=other,${base}`, password: 'slapd-r00t' };

/**
 * Starts slapd with what the LDIF says below `dc=uni,dc=test` (the base itself is made).
 * @param options.sizeLimit entries that one search without pages may answer
 * @returns null where slapd is not installed (an error under CI)
 */
export async function startSlapd(options: {
  ldif: string;
  sizeLimit?: number;
}): Promise<Slapd | null> {
  const [program, slapadd] = [partAt('slapd'), partAt('slapadd')];
  if (!program || !slapadd) return null;
  const folder = mkdtempSync(join(tmpdir(), 'campus-meet-slapd-'));
  mkdirSync(join(folder, 'data'));
  const ca = makeCertificate(folder);
  const config = join(folder, 'slapd.conf');
  writeFileSync(
    config,
    configuration(folder, { sizeLimit: options.sizeLimit ?? 500, tls: ca !== null }),
  );
  const top = `dn: ${base}\nobjectClass: dcObject\nobjectClass: organization\ndc: uni\no: University\n\n`;
  writeFileSync(join(folder, 'content.ldif'), top + options.ldif);
  execFileSync(slapadd, ['-q', '-f', config, '-l', join(folder, 'content.ldif')], {
    stdio: 'pipe',
  });
  const [port, tlsPort] = [await getPort(), await getPort()];
  const urls = [`ldap://127.0.0.1:${port}/`, ...(ca ? [`ldaps://127.0.0.1:${tlsPort}/`] : [])];
  const child = spawn(program, ['-d', '0', '-f', config, '-h', urls.join(' ')], {
    stdio: 'ignore',
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  await untilListening(port, child);
  return {
    url: `ldap://127.0.0.1:${port}`,
    tls: ca ? { url: `ldaps://localhost:${tlsPort}`, ca } : null,
    base,
    bind,
    root,
    stop: async () => {
      process.removeListener('exit', kill);
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configuration(folder: string, options: { sizeLimit: number; tls: boolean }): string {
  const schemas = ['core', 'cosine', 'inetorgperson'].map(
    (name) => `include /etc/ldap/schema/${name}.schema`,
  );
  return [
    ...schemas,
    'modulepath /usr/lib/ldap',
    'moduleload back_mdb',
    `pidfile ${folder}/pid`,
    ...(options.tls
      ? [`TLSCertificateFile ${folder}/cert.pem`, `TLSCertificateKeyFile ${folder}/key.pem`]
      : []),
    'database mdb',
    'maxsize 268435456',
    `suffix "${base}"`,
    `rootdn "${root.dn}"`,
    `rootpw ${root.password}`,
    `directory ${folder}/data`,
    `limits * size=${options.sizeLimit} size.prtotal=unlimited`,
    'access to attrs=userPassword by anonymous auth by * none',
    // Anonymous sees the tree but nobody in it: whoever loses their bind would seem to see an empty university.
    'access to filter=(objectClass=inetOrgPerson) by users read by * none',
    'access to * by * read',
    '',
  ].join('\n');
}

/** The LDIF of the account that `bind` signs in with, and of what is given. */
export const withAdmin = (ldif: string): string =>
  `dn: ${bind.dn}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: admin\nuserPassword: ${bind.password}\n\n${ldif}`;

function makeCertificate(folder: string): string | null {
  const openssl = partAt('openssl');
  if (!openssl) return null;
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const kind = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  execFileSync(openssl, [...kind, ...files, ...subject], { stdio: 'pipe' });
  return readFileSync(join(folder, 'cert.pem'), 'utf8');
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`slapd ended with ${child.exitCode}`);
    const socket = connect(port, '127.0.0.1');
    const isUp = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('slapd did not listen within 5 s');
}
