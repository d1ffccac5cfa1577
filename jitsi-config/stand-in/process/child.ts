import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { settingsVariable } from './settings.ts';

export interface ChildRun {
  /** The file to run. */
  main: string;
  settings: object;
  /** What it is called in messages. */
  name: string;
  onLog?: ((line: string) => void) | undefined;
}

/** A process of the stand-in. */
export interface Child {
  pid: number;
  /** What it said when it was ready. */
  said: unknown;
  /** Ends it in order and waits until it is gone; may be called twice. */
  stop: () => Promise<void>;
  /** Ends it without a word, as a failure does; answers when it is gone. */
  kill: () => Promise<void>;
  /** Fulfilled with the exit code when it ends, by `stop` or by itself. */
  ended: Promise<number | null>;
}

/**
 * Starts a Node process and waits until it says that it is ready. It ends with this one: its standard input closes then.
 * @throws Error with its last words when it ends instead
 */
export async function startChild({ main, settings, name, onLog }: ChildRun): Promise<Child> {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, [settingsVariable]: JSON.stringify(settings) },
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    // Ctrl-C goes to the starter, which stops its children in its own order.
    detached: true,
  });
  const words = follow(child, onLog);
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const ready = once(child, 'message').then(([said]) => ({ said: said as unknown }));
  const first = await Promise.race([ready, ended.then(() => null)]);
  if (!first) throw new Error(`${name} did not start:\n  ${words.join('\n  ')}`);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const killer = setTimeout(() => child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(killer);
  };
  return {
    pid: child.pid ?? 0,
    said: first.said,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    ended,
  };
}

/** Passes on the lines of both streams and keeps the last ones. */
function follow(child: ChildProcess, onLine: ChildRun['onLog']): string[] {
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      last.push(line);
      if (last.length > 20) last.shift();
      onLine?.(line);
    });
  }
  return last;
}
