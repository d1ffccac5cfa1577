import { once } from 'node:events';
import { createServer, STATUS_CODES, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Problem } from '../../kernel/contract.ts';
import { failureCodes, type FailureCode } from '../../kernel/codes.ts';

/** An HTTP server with the bounds of every request, which answers nothing yet. */
export const createHttpServer = (): Server =>
  createServer({
    requestTimeout: 30_000,
    headersTimeout: 10_000,
    maxHeaderSize: 32 * 1024,
  }).on('clientError', reportBroken);

/** What is no HTTP, or too much of it, is answered as everything else is: with a code. */
function reportBroken(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const code = brokenCodes[error.code ?? ''] ?? 'request/invalid';
  const body = JSON.stringify(problemOf(code, 'The request could not be read.'));
  const status = failureCodes[code];
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

const brokenCodes: Record<string, FailureCode> = {
  HPE_HEADER_OVERFLOW: 'request/too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request/too-slow',
};

const problemOf = (code: FailureCode, title: string): Problem => ({
  type: `urn:campus-meet:${code}`,
  title,
  status: failureCodes[code],
  code,
  requestId: '',
});

/** Told at start: the address that was to be listened on is another program's. */
export class AddressTakenError extends Error {}

/**
 * Listens before anything else is done, so that a second bridge by mistake does nothing beside the first. Until
 * `ready` is called requests are told that the bridge starts.
 * @throws AddressTakenError
 */
export async function holdAddress(address: string): Promise<{ server: Server; ready: () => void }> {
  const server = createHttpServer();
  server.on('request', reportStarting);
  const at = address.lastIndexOf(':');
  try {
    server.listen(Number(address.slice(at + 1)), address.slice(0, at));
    await once(server, 'listening');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    throw new AddressTakenError(
      `CAMPUS_MEET_LISTEN: ${address} is taken by another program. Does the bridge run already?`,
    );
  }
  return { server, ready: () => server.off('request', reportStarting) };
}

const reportStarting: RequestListener = (_, response) => {
  const code = 'service/starting';
  const status = failureCodes[code];
  const problem = { ...problemOf(code, 'The bridge starts.'), retryAfter: 2 };
  response
    .writeHead(status, {
      'Content-Type': 'application/problem+json',
      'Retry-After': '2',
      'Cache-Control': 'no-store',
    })
    .end(JSON.stringify(problem));
};

/**
 * Remembers a server's connections, the silent and the upgraded too: Node's own list has only those that speak HTTP.
 * @returns ends what is left
 */
export function rememberSockets(server: Server): () => void {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}
