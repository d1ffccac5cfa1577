// Two commands at once in one folder: the second waits for what the first is doing.
import { createHash } from 'node:crypto';
import { connect, createServer } from 'node:net';

/**
 * Does `work` while no other process does anything under the same name; waits for it otherwise. The lock is a socket
 * in Linux's abstract namespace (unix(7)): it needs no file, and ends with its process, however that ends.
 * @param name what is locked, for instance a folder
 */
export async function withLock(name, work) {
  if (process.platform !== 'linux') return work();
  const address = `\0campus-meet-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
  const server = await take(address);
  try {
    return await work();
  } finally {
    server.close();
    for (const waiting of server.waiting) waiting.destroy();
  }
}

async function take(address) {
  for (;;) {
    const server = await listen(address);
    if (server) return server;
    await released(address);
  }
}

/** A server at the address, or null when another process has it. */
function listen(address) {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      server.waiting.add(socket.on('error', () => undefined).unref());
    });
    server.waiting = new Set();
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen(address, () => resolve(server.unref()));
  });
}

/** Fulfilled when the process that has the address lets it go. */
function released(address) {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.on('error', () => undefined).on('close', resolve);
  });
}
