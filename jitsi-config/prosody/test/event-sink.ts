import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { patience } from '../../../bridge/test/becomes.ts';

export interface SunkEvent {
  sequence: number;
  at: number;
  type: string;
  room: string;
  reason?: string;
  occupant?: { id: string; jid: string; userId: string; name: string; affiliation: string };
}

export interface SunkBatch {
  source: string;
  events: SunkEvent[];
  /** The status that it was answered with. */
  status: number;
}

/** A bridge that only listens: checks each signature by itself and answers as the test says. */
export interface EventSink {
  url: string;
  port: number;
  batches: SunkBatch[];
  /** The events that were answered 2xx, in the order in which they came. */
  events: () => SunkEvent[];
  /** The status for the next requests. */
  answer: number;
  unsigned: number;
  /** Waits until the events taken so far fit. */
  until: (fits: (events: SunkEvent[]) => boolean) => Promise<SunkEvent[]>;
  close: () => Promise<void>;
}

export async function startEventSink(secret: string, port = 0): Promise<EventSink> {
  const server = createServer((request, response) => {
    void take(request).then((status) => response.writeHead(status).end());
  });
  const take = async (request: IncomingMessage): Promise<number> => {
    const body = Buffer.concat((await request.toArray()) as Buffer[]);
    if (!isSigned(secret, request.headers['x-campus-meet-signature'], body)) sink.unsigned += 1;
    const { source, events } = JSON.parse(body.toString()) as Pick<SunkBatch, 'source' | 'events'>;
    sink.batches.push({ source, events, status: sink.answer });
    return sink.answer;
  };
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  const sink: EventSink = {
    port: address.port,
    url: `http://127.0.0.1:${address.port}/jitsi/events`,
    batches: [],
    answer: 204,
    unsigned: 0,
    events: () => sink.batches.filter(({ status }) => status < 300).flatMap(({ events }) => events),
    until: async (fits) => {
      const deadline = Date.now() + patience;
      while (!fits(sink.events())) {
        if (Date.now() > deadline) throw new Error(`events: ${JSON.stringify(sink.batches)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return sink.events();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return sink;
}

function isSigned(secret: string, header: string | string[] | undefined, body: Buffer): boolean {
  const [, time, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/u.exec(String(header)) ?? [];
  const fresh = Math.abs(Date.now() / 1000 - Number(time)) * 1000 < patience;
  return fresh && mac === hmac(secret, `${time ?? ''}.${body.toString()}`);
}

export const hmac = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('hex');
