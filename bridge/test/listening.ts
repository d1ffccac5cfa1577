import type { ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { patience } from './becomes.ts';

/** Waits until a server that was started takes connections. @throws Error when it ends or never does */
export async function untilListening(
  at: { host: string; port: number },
  child: ChildProcess,
): Promise<void> {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const socket = connect(at.port, at.host);
    const isUp = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the server does not listen');
}
