import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import type { DatabaseSettings } from '../src/kernel/database.ts';
import { bridgeSettings } from '../test/bridge-settings.ts';

/** A bridge as it is really run: a process of its own. */
export interface BridgeProcess {
  url: string;
  pid: number;
  stop: () => Promise<void>;
}

/**
 * Starts a bridge that listens when this is answered.
 * @param more settings besides those of a bridge without a conference server
 */
export async function startBridge(
  database: DatabaseSettings,
  more: Record<string, string> = {},
): Promise<BridgeProcess> {
  const port = await getPort();
  const url = `http://127.0.0.1:${port}`;
  const where = database.kind === 'sqlite' ? `sqlite:${database.file}` : database.url;
  const env = {
    PATH: process.env['PATH'] ?? '',
    ...bridgeSettings,
    CAMPUS_MEET_URL: url,
    CAMPUS_MEET_LISTEN: `127.0.0.1:${port}`,
    CAMPUS_MEET_DATABASE: where,
    CAMPUS_MEET_LOG: 'fatal',
    ...more,
  };
  const child = fork(join(import.meta.dirname, '../src/main.ts'), {
    env,
    cwd: tmpdir(),
    execArgv: profiling(),
  });
  await once(child, 'message');
  return { url, pid: child.pid ?? 0, stop: () => stop(child) };
}

/** `BENCH_PROFILE=folder` writes what the bridges' time went into (V8's CPU profiles) there. */
function profiling(): string[] {
  const folder = process.env['BENCH_PROFILE'];
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await once(child, 'exit');
}
