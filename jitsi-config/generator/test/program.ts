import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { becomes } from '../../../bridge/test/becomes.ts';

/** A server of Debian’s that a test started; it ends with the test. */
export interface RunningProgram {
  pid: number;
  /** What it has said so far. */
  said: () => string;
  stop: () => Promise<void>;
}

/**
 * Starts a program in the foreground and waits until it is ready.
 * @param isReady asked again and again
 * @throws AssertionError with what it said when it ends before
 */
export async function startProgram(
  command: readonly [string, ...string[]],
  isReady: () => Promise<boolean>,
): Promise<RunningProgram> {
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => (said += part.toString()));
  }
  const ended = once(child, 'exit');
  const end = { hasCome: false };
  void ended.then(() => (end.hasCome = true));
  await becomes(async () => {
    if (end.hasCome) throw new Error(`${program} ended:\n${said}`);
    return isReady();
  }, true).catch(async (error: unknown) => {
    await stop(child, ended);
    throw error instanceof Error ? new Error(`${error.message}\n${said}`, { cause: error }) : error;
  });
  return { pid: child.pid ?? 0, said: () => said, stop: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await ended;
  clearTimeout(killer);
}
