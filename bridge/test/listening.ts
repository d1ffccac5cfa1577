import type { ChildProcess } from 'node:child_process';
import { connect } from 'node:net';

/** Waits, for 20 s at most, until a server that was started takes connections. */
export async function untilListening(
  at: { host: string; port: number },
  child: ChildProcess,
): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const socket = connect(at.port, at.host);
    const isUp = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the server did not listen within 20 s');
}
