import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import { createProxyServer } from 'httpxy';
import type { Certificate } from './certificate.ts';

export interface LanProxySettings {
  /** An address of this machine in the network, and the port there. */
  address: string;
  port: number;
  certificate: Certificate;
  /** Where the parts are on this machine, `http://127.0.0.1:…`. */
  bridge: string;
  prosody: string;
  jitsiWeb: string;
}

/**
 * Everything that a browser elsewhere in the network needs, at one HTTPS address, so that a certificate that nobody
 * vouches for is accepted once: the bridge, and below it Prosody's websocket and Jitsi's library.
 * @throws Error of the system (EADDRINUSE …) when the address cannot be had
 */
export async function startLanProxy(
  settings: LanProxySettings,
): Promise<{ stop: () => Promise<void> }> {
  const targetOf = ({ url = '' }: IncomingMessage): string => {
    if (url.startsWith('/xmpp-websocket')) return settings.prosody;
    return url.startsWith('/libs/') ? settings.jitsiWeb : settings.bridge;
  };
  const proxy = createProxyServer({ xfwd: true });
  const server = createServer(settings.certificate, (request, response) => {
    proxy.web(request, response, { target: targetOf(request) }).catch(() => {
      if (!response.headersSent) response.writeHead(502);
      response.end();
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    proxy.ws(request, socket, { target: targetOf(request) }, head).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.address, resolve);
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
