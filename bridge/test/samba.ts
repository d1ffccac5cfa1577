import { execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate } from './certificates.ts';
import { untilListening } from './listening.ts';
import { partAt } from './parts.ts';

/** A real Active Directory: Samba as the domain controller of `uni.test`, only its LDAP service. */
export interface Samba {
  url: string;
  tls: { url: string; ca: string } | null;
  base: string;
  /** May read and write everything. */
  bind: { dn: string; password: string };
  stop: () => Promise<void>;
}

const password = 'Samba-s3cret!';

/**
 * Makes a domain in a folder of its own and starts it, on a loopback address of its own: Active Directory's
 * ports (389, 636) cannot be chosen. About 5 s; needs root for those ports.
 * @returns null where samba is not installed or this is not root (an error under CI)
 */
export async function startSamba(): Promise<Samba | null> {
  const program = partAt('samba');
  const tool = partAt('samba-tool');
  if (!program || !tool) return null;
  if (process.getuid?.() !== 0) {
    if (process.env['CI']) throw new Error('samba needs root');
    process.stderr.write('\n!! samba needs root: its tests are SKIPPED\n');
    return null;
  }
  const folder = mkdtempSync(join(tmpdir(), 'campus-meet-samba-'));
  const host = `127.${randomInt(64, 250)}.${randomInt(1, 250)}.${randomInt(2, 250)}`;
  const certificate = makeCertificate(folder, `IP:${host}`);
  const options = { folder, host, certificate };
  provision(tool, options);
  const config = join(folder, 'etc/smb.conf');
  writeFileSync(config, configuration(options));
  // It ends by itself when its standard input does, with all that it has started.
  const child = spawn(program, ['-i', '-s', config], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const kill = () => endGroup(child.pid, 'SIGKILL');
  process.once('exit', kill);
  await untilListening({ host, port: 389 }, child);
  return {
    url: `ldap://${host}`,
    tls: certificate ? { url: `ldaps://${host}`, ca: certificate.ca } : null,
    base: 'DC=uni,DC=test',
    bind: { dn: 'CN=Administrator,CN=Users,DC=uni,DC=test', password },
    stop: async () => {
      process.removeListener('exit', kill);
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        endGroup(child.pid, 'SIGTERM');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Place {
  folder: string;
  host: string;
  certificate: ReturnType<typeof makeCertificate>;
}

function provision(tool: string, { folder, host, ...at }: Place): void {
  mkdirSync(join(folder, 'etc'));
  const config = join(folder, 'first.conf');
  writeFileSync(config, configuration({ folder, host, ...at }));
  const domain = ['--realm=UNI.TEST', '--domain=UNI', '--server-role=dc', '--dns-backend=NONE'];
  const own = [`--targetdir=${folder}`, `--host-ip=${host}`, '--host-name=dc1'];
  const args = ['domain', 'provision', '-s', config, ...domain, ...own];
  execFileSync(tool, [...args, `--adminpass=${password}`], { stdio: 'pipe' });
}

function configuration({ folder, host, certificate }: Place): string {
  const folders = ['private', 'state', 'cache', 'lock', 'bind-dns'];
  const named = [
    'private dir',
    'state directory',
    'cache directory',
    'lock directory',
    'binddns dir',
  ];
  return [
    '[global]',
    ...named.map((name, n) => `${name} = ${join(folder, folders[n] ?? '')}`),
    `interfaces = ${host}/8`,
    'bind interfaces only = yes',
    'server services = ldap',
    `log file = ${folder}/log.%m`,
    'netbios name = DC1',
    'realm = UNI.TEST',
    'workgroup = UNI',
    'server role = active directory domain controller',
    'vfs objects = dfs_samba4 acl_xattr xattr_tdb',
    // Without TLS, a password may be tried as it may be at a real one that is not hardened.
    'ldap server require strong auth = no',
    ...(certificate
      ? [
          'tls enabled = yes',
          `tls certfile = ${certificate.certFile}`,
          `tls keyfile = ${certificate.keyFile}`,
          `tls cafile = ${certificate.certFile}`,
        ]
      : ['tls enabled = no']),
    '',
  ].join('\n');
}

function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}
