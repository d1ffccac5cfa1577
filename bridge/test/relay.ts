import { createServer, type IncomingMessage } from 'node:http';
import getPort from 'get-port';

/** One thing that a conference server told. */
export interface ToldEvent {
  at: number;
  type: string;
  occupant?: { userId: string; jid: string };
}

/** Passes the events of a Prosody on to a bridge that starts after it, and keeps them as they were told. */
export async function startRelay() {
  const target = { url: '' };
  const told: ToldEvent[] = [];
  const pass = async (request: IncomingMessage): Promise<number> => {
    const body = Buffer.concat((await request.toArray()) as Buffer[]);
    const signature = String(request.headers['x-campus-meet-signature'] ?? '');
    const headers = { 'Content-Type': 'application/json', 'X-Campus-Meet-Signature': signature };
    const answer = await fetch(target.url, { method: 'POST', headers, body });
    if (answer.ok) {
      told.push(...(JSON.parse(body.toString('utf8')) as { events: ToldEvent[] }).events);
    }
    return answer.status;
  };
  const server = createServer((request, response) => {
    pass(request).then(
      (status) => response.writeHead(status).end(),
      () => response.writeHead(503).end(),
    );
  });
  const port = await getPort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { target, told, close, url: `http://127.0.0.1:${port}/jitsi/events` };
}
