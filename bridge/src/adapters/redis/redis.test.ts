import assert from 'node:assert/strict';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { Server } from 'socket.io';
import { io as connect, type Socket } from 'socket.io-client';
import { partAt } from '../../../test/parts.ts';
import { startRedis, type Redis } from '../../../test/redis.ts';
import { joinByRedis } from './index.ts';

const program = partAt('redis-server');
const log = pino({ level: 'silent' });

async function node(url: string) {
  const http: HttpServer = createServer();
  const joined = joinByRedis(url, { log, key: Buffer.alloc(32) });
  const io = new Server(http, { adapter: joined.adapter });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const socket: Socket = connect(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, {
    transports: ['websocket'],
  });
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  return {
    io,
    socket,
    close: async () => {
      socket.disconnect();
      await io.close();
      joined.close();
    },
  };
}

type Node = Awaited<ReturnType<typeof node>>;

/** Says something again and again until it is heard: the way over Redis opens a moment later. */
async function isInScope(from: Node, to: Node, word: string): Promise<void> {
  const heard = new Promise<void>((resolve) => to.socket.once(word, () => resolve()));
  const timer = setInterval(() => from.io.emit(word), 50);
  await heard;
  clearInterval(timer);
}

(program ? describe : describe.skip)('sockets joined by Redis', () => {
  it('hear of each other, again after Redis was away, and nothing that was said meanwhile', async () => {
    let redis: Redis = await startRedis(program ?? '');
    const a = await node(redis.url);
    const b = await node(redis.url);
    await isInScope(a, b, 'before');
    const { port } = new URL(redis.url);
    await redis.stop();
    let late = false;
    b.socket.on('meanwhile', () => (late = true));
    const here = new Promise<void>((resolve) => a.socket.once('meanwhile', () => resolve()));
    a.io.emit('meanwhile');
    await here;
    redis = await startRedis(program ?? '', Number(port));
    await isInScope(a, b, 'after');
    await isInScope(b, a, 'back');
    assert.equal(late, false);
    await Promise.all([a.close(), b.close()]);
    await redis.stop();
  });

  it('end without a word of complaint, whether Redis is there or not', async () => {
    const complaints: unknown[] = [];
    const note = (reason: unknown) => complaints.push(reason);
    process.on('unhandledRejection', note);
    const redis = await startRedis(program ?? '');
    const there = await node(redis.url);
    const away = await node('redis://127.0.0.1:1');
    away.io.emit('x');
    await Promise.all([there.close(), away.close()]);
    await redis.stop();
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    assert.deepEqual(complaints, []);
  });
});
