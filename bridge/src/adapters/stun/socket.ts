import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { answerTo, type Answer } from './message.ts';

/** A server that speaks STUN over UDP, asked from one port of ours. */
export interface StunSocket {
  /** Sends a request again and again until it is answered. Fails with NoAnswer. */
  ask: (message: Buffer, transaction: Buffer) => Promise<Answer>;
  /** What was asked fails then, too. */
  close: () => void;
}

/** Nothing came back, or the network said that nobody is there. */
export class NoAnswer extends Error {}

/** The first wait; each further one is twice as long (RFC 8489, 6.2.1). Milliseconds. */
const firstWaitMs = 500;

/** @param giveUpMs after which a request counts as not answered; 5 s unless told */
export async function openStun(
  at: { host: string; port: number },
  giveUpMs = 5_000,
): Promise<StunSocket> {
  const socket = createSocket(isIPv6(at.host) ? 'udp6' : 'udp4');
  socket.on('error', () => undefined);
  socket.connect(at.port, at.host);
  await once(socket, 'connect').catch((error: unknown) => {
    socket.close();
    throw error;
  });
  const closing = new AbortController();
  const ask = (message: Buffer, transaction: Buffer): Promise<Answer> =>
    new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const finish = (act: () => void) => {
        clearTimeout(timer);
        clearTimeout(end);
        socket.off('message', hear);
        closing.signal.removeEventListener('abort', stop);
        act();
      };
      const stop = () => finish(() => reject(new NoAnswer('no answer')));
      const hear = (raw: Buffer) => {
        const answer = answerTo(transaction, raw);
        if (answer) finish(() => resolve(answer));
      };
      const send = (waitMs: number) => {
        socket.send(message, () => undefined);
        timer = setTimeout(() => send(waitMs * 2), waitMs);
      };
      const end = setTimeout(stop, giveUpMs);
      closing.signal.addEventListener('abort', stop);
      socket.on('message', hear);
      send(firstWaitMs);
    });
  return {
    ask,
    close: () => {
      closing.abort();
      socket.close();
    },
  };
}
