import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { bridgeSettings } from './bridge-settings.ts';

/** The bridge as a process of its own, as `npm run bridge` starts it. */
export function startMain(settings: Record<string, string>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts')], {
    cwd: import.meta.dirname,
    env: { ...ofTheMachine(), ...bridgeSettings, ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const words: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => words.push(chunk.toString()));
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    ended,
    said: () => words.join(''),
    /** @throws Error when it ends instead */
    ready: async (): Promise<void> => {
      const isReady = await Promise.race([once(child, 'message'), ended.then(() => null)]);
      if (!isReady) throw new Error(words.join(''));
    },
    /** Answers the exit code. */
    stop: (): Promise<number | null> => {
      child.kill('SIGTERM');
      return ended;
    },
    kill: () => child.kill('SIGKILL'),
  };
}

/** One of the operator's commands as a process of its own, `npm run campus -- …`; answers when it has ended. */
export async function runCampus(
  args: readonly string[],
  { settings, folder }: { settings: Record<string, string>; folder: string },
): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../src/cli.ts'), ...args], {
    cwd: folder,
    env: { ...ofTheMachine(), ...bridgeSettings, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const words: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => words.push(chunk.toString()));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said: words.join('') };
}

/** Nothing that configures a bridge: where programs are, temporary files, and sources that are compiled already. */
function ofTheMachine(): Record<string, string> {
  const names = ['PATH', 'TMPDIR', 'NODE_COMPILE_CACHE'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
