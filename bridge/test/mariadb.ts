import { execFileSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { patience } from './becomes.ts';
import { spawnBound } from './bound-process.ts';

/** A real MariaDB of the tests' own: own data folder, own socket, no TCP port, stopped with its parent. */
export interface Mariadb {
  /** Its process. */
  pid: number;
  /** Makes a fresh, empty database and says how to reach it. */
  createDatabase: () => Promise<string>;
  stop: () => Promise<void>;
}

/**
 * Starts MariaDB from `program` (mariadbd) in a temporary folder; ready when it answers. Takes about three seconds.
 * @param more settings besides those of a test
 */
export async function startMariadb(
  program: string,
  more: readonly string[] = [],
): Promise<Mariadb> {
  const folder = mkdtempSync(join(tmpdir(), 'campus-meet-mariadb-'));
  const socket = join(folder, 'sock');
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  const common = ['--no-defaults', `--datadir=${join(folder, 'data')}`, ...asRoot];
  execFileSync('mariadb-install-db', [...common, '--auth-root-authentication-method=normal'], {
    stdio: 'pipe',
  });
  const child = spawnBound(program, [
    ...common,
    `--socket=${socket}`,
    '--skip-networking',
    ...carefree,
    ...more,
  ]);
  const kill = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', kill);
  await untilReady(socket, child);
  let count = 0;
  return {
    pid: child.pid ?? 0,
    createDatabase: async () => {
      count += 1;
      const name = `test_${count}`;
      const connection = await mysql.createConnection({ socketPath: socket, user: 'root' });
      await connection.query(`create database ${name} character set utf8mb4`);
      await connection.end();
      return `mysql://root@localhost/${name}?socketPath=${encodeURIComponent(socket)}`;
    },
    stop: async () => {
      process.removeListener('exit', kill);
      child.kill('SIGTERM');
      await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

// Nothing in it must survive a power cut, so nothing waits for the disk.
const carefree = [
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-flush-method=nosync',
  '--innodb-doublewrite=0',
  '--innodb-log-file-size=32M',
  '--sync-frm=0',
  '--performance-schema=0',
  '--skip-log-bin',
];

async function untilReady(socketPath: string, child: ChildProcess): Promise<void> {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`mariadbd ended with ${child.exitCode}`);
    try {
      const connection = await mysql.createConnection({ socketPath, user: 'root' });
      await connection.end();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error('mariadbd does not answer');
}
