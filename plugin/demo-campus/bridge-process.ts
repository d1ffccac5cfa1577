import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const sources = join(import.meta.dirname, '../../bridge/src');

/** The bridge as a process of its own, as on a real server. */
export interface RunningBridge {
  pid: number;
  stop: () => Promise<void>;
  /** Fulfilled with the exit code when it ends, by `stop` or by itself. */
  ended: Promise<number | null>;
}

type Environment = Record<string, string>;

/** Starts the bridge and waits until it listens. @throws Error with its last words when it ends instead */
export async function startBridge(
  environment: Environment,
  onLog: (line: string) => void,
): Promise<RunningBridge> {
  const child = spawn(process.execPath, [join(sources, 'main.ts')], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Ctrl-C goes to the starter, which stops its children in its own order.
    detached: true,
  });
  const words = follow(child, onLog);
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const ready = once(child, 'message').then(() => true);
  const isReady = await Promise.race([ready, ended.then(() => false)]);
  if (!isReady) throw new Error(`The bridge did not start:\n  ${words.join('\n  ')}`);
  return { pid: child.pid ?? 0, ended, stop: () => stop(child, ended) };
}

/** Runs `npm run campus -- …` once. @throws Error with what it printed when it fails */
export async function runBridgeCommand(args: string[], environment: Environment): Promise<string> {
  const child = spawn(process.execPath, [join(sources, 'cli.ts'), ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const words = follow(child, () => undefined);
  const [code] = (await once(child, 'close')) as [number | null];
  const said = words.join('\n  ');
  if (code !== 0) throw new Error(`campus ${args.slice(0, 2).join(' ')} failed:\n  ${said}`);
  return said;
}

/** Passes on the lines of both streams and keeps the last ones. */
function follow(child: ChildProcess, onLine: (line: string) => void): string[] {
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      last.push(line);
      if (last.length > 20) last.shift();
      onLine(line);
    });
  }
  return last;
}

async function stop(child: ChildProcess, ended: Promise<number | null>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(killer);
}
