import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSettings } from '../src/kernel/database.ts';
import { startMariadb } from '../test/mariadb.ts';
import { partAt } from '../test/parts.ts';
import { startRedis } from '../test/redis.ts';

export interface Figure {
  name: string;
  value: string;
}

/** What is measured on: a fresh database, its server's process where it has one, and bridges. */
export interface Site {
  name: string;
  database: DatabaseSettings;
  pid: number | null;
  /** What each bridge is told besides. */
  bridges: Record<string, string>[];
}

/** Measures with one bridge on SQLite, with one on MariaDB, and with two over Redis; the latter where they are installed. */
export async function onEverySite(measure: (site: Site) => Promise<Figure[]>): Promise<Figure[]> {
  const figures = await onSqlite(measure);
  const mariadbd = partAt('mariadbd');
  const redisServer = partAt('redis-server');
  if (!mariadbd || !redisServer) return figures;
  const mariadb = await startMariadb(mariadbd);
  const redis = await startRedis(redisServer);
  const joined = { REDIS_URL: redis.url };
  const fresh = async (): Promise<Pick<Site, 'database' | 'pid'>> => ({
    database: { kind: 'mariadb', url: await mariadb.createDatabase() },
    pid: mariadb.pid,
  });
  try {
    const one = await measure({ name: 'one bridge, MariaDB', ...(await fresh()), bridges: [{}] });
    const name = 'two bridges over Redis, MariaDB';
    const two = await measure({ name, ...(await fresh()), bridges: [joined, joined] });
    return [...figures, ...one, ...two];
  } finally {
    await redis.stop();
    await mariadb.stop();
  }
}

async function onSqlite(measure: (site: Site) => Promise<Figure[]>): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'campus-meet-bench-'));
  try {
    const database = { kind: 'sqlite', file: join(folder, 'bench.sqlite') } as const;
    return await measure({ name: 'one bridge, SQLite', database, pid: null, bridges: [{}] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
