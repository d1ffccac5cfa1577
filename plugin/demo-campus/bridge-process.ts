import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const sources = join(import.meta.dirname, '../../bridge/src');

/** The bridge as a process of its own, as on a real server. */
export interface RunningBridge {
  stop: () => Promise<void>;
  /** Stops it and starts it anew on the same data, as an upgrade does; answers when it listens again. */
  restart: () => Promise<void>;
  /** Fulfilled with the exit code when it ends, by `stop` or by itself; a restart is no end. */
  ended: Promise<number | null>;
}

type Environment = Record<string, string>;
type OnLog = (line: string) => void;

/** Starts the bridge and waits until it listens. @throws Error with its last words when it ends instead */
export async function startBridge(environment: Environment, onLog: OnLog): Promise<RunningBridge> {
  let run = await startOnce(environment, onLog);
  let restarting = false;
  const ended = Promise.withResolvers<number | null>();
  const watch = () =>
    void run.ended.then((code) => {
      if (!restarting) ended.resolve(code);
    });
  watch();
  return {
    stop: () => run.stop(),
    restart: async () => {
      restarting = true;
      await run.stop();
      run = await startOnce(environment, onLog);
      restarting = false;
      watch();
    },
    ended: ended.promise,
  };
}

async function startOnce(environment: Environment, onLog: OnLog) {
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
  return { ended, stop: () => stop(child, ended) };
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
