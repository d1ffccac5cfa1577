import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { spawnBound } from './bound-process.ts';
import { makeCertificate, type TestCertificate } from './certificates.ts';
import { untilListening } from './listening.ts';
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
 * @param options.expired its certificate ended yesterday
 * @returns null where slapd is not installed (an error under CI)
 */
export async function startSlapd(options: {
  ldif: string;
  sizeLimit?: number;
  expired?: boolean;
}): Promise<Slapd | null> {
  const program = partAt('slapd');
  const slapadd = partAt('slapadd');
  if (!program || !slapadd) return null;
  const folder = mkdtempSync(join(tmpdir(), 'campus-meet-slapd-'));
  mkdirSync(join(folder, 'data'));
  const certificate = makeCertificate(folder, 'DNS:localhost', {
    expired: options.expired ?? false,
  });
  const ca = certificate?.ca ?? null;
  const config = join(folder, 'slapd.conf');
  writeFileSync(
    config,
    configuration(folder, { sizeLimit: options.sizeLimit ?? 500, certificate }),
  );
  const top = `dn: ${base}\nobjectClass: dcObject\nobjectClass: organization\ndc: uni\no: University\n\n`;
  writeFileSync(join(folder, 'content.ldif'), top + options.ldif);
  execFileSync(slapadd, ['-q', '-f', config, '-l', join(folder, 'content.ldif')], {
    stdio: 'pipe',
  });
  const port = await getPort();
  const tlsPort = await getPort();
  const urls = [`ldap://127.0.0.1:${port}/`, ...(ca ? [`ldaps://127.0.0.1:${tlsPort}/`] : [])];
  const child = spawnBound(program, ['-d', '0', '-f', config, '-h', urls.join(' ')]);
  await untilListening({ host: '127.0.0.1', port }, child);
  return {
    url: `ldap://127.0.0.1:${port}`,
    tls: ca ? { url: `ldaps://localhost:${tlsPort}`, ca } : null,
    base,
    bind,
    root,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configuration(
  folder: string,
  options: { sizeLimit: number; certificate: TestCertificate | null },
): string {
  const { certificate } = options;
  const schemas = ['core', 'cosine', 'inetorgperson'].map(
    (name) => `include /etc/ldap/schema/${name}.schema`,
  );
  return [
    ...schemas,
    'modulepath /usr/lib/ldap',
    'moduleload back_mdb',
    `pidfile ${folder}/pid`,
    ...(certificate
      ? [
          `TLSCertificateFile ${certificate.certFile}`,
          `TLSCertificateKeyFile ${certificate.keyFile}`,
        ]
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
