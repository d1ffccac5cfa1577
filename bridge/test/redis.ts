import { once } from 'node:events';
import getPort from 'get-port';
import { spawnBound } from './bound-process.ts';
import { untilListening } from './listening.ts';

/** A real Redis of the tests' own: own port, nothing kept on disk, stopped with its parent. */
export interface Redis {
  url: string;
  stop: () => Promise<void>;
}

/** Starts Redis from `program` (redis-server), on a free port unless told; ready when it takes connections. */
export async function startRedis(program: string, wanted?: number): Promise<Redis> {
  const port = wanted ?? (await getPort());
  const bind = ['--port', `${port}`, '--bind', '127.0.0.1'];
  const child = spawnBound(program, [...bind, '--save', '', '--appendonly', 'no']);
  await untilListening({ host: '127.0.0.1', port }, child);
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
