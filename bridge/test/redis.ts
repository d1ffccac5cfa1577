import { once } from 'node:events';
import { connect } from 'node:net';
import getPort from 'get-port';
import { spawnBound } from './bound-process.ts';

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
  for (let attempt = 0; !(await answers(port)); attempt += 1) {
    if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`);
    if (attempt > 100) throw new Error('redis-server did not answer within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
