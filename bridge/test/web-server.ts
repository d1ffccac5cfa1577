import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server of a test's own, on a free port of this machine. */
export interface WebServer {
  /** `http://127.0.0.1:<port>` */
  url: string;
  stop: () => Promise<void>;
}

export async function webServer(answer: RequestListener): Promise<WebServer> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
