/*
 * A stand-in for the web server of a Jitsi deployment, for the demo and the tests only. A real one serves Jitsi's whole
 * web app; this one serves the two addresses that the panel reads: the client library and a minimal config.js.
 */
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import Router from '@koa/router';
import Koa, { type Context } from 'koa';
import send from 'koa-send';

const year = 365 * 24 * 60 * 60;

/** What `/libs` hands out: the library, its licences, source map and end-to-end encryption worker. */
const served = new Set([
  'lib-jitsi-meet.min.js',
  'lib-jitsi-meet.min.js.LICENSE.txt',
  'lib-jitsi-meet.min.map',
  'lib-jitsi-meet.e2ee-worker.js',
]);

/** Where the demo's XMPP server is; the same keys as in Jitsi's own config.js. */
export interface JitsiWebSettings {
  /** 0 takes a free port. */
  port: number;
  /** XMPP domain, for example `meet.campus.test`. */
  domain?: string;
  /** Prosody's websocket, for example `ws://127.0.0.1:8092/xmpp-websocket`; left out of config.js when not given. */
  websocket?: string;
}

export interface JitsiWeb {
  /** Origin without a slash at its end, for example `http://127.0.0.1:8091`. */
  url: string;
  stop: () => Promise<void>;
}

/** Starts the stand-in on 127.0.0.1. Rejects with the system's error (EADDRINUSE …) when the port cannot be had. */
export async function startJitsiWeb(settings: JitsiWebSettings): Promise<JitsiWeb> {
  const router = new Router();
  router.get('/config.js', (ctx) => {
    ctx.type = 'text/javascript';
    ctx.set('Cache-Control', 'no-cache');
    ctx.body = configScript(settings);
  });
  router.get('/libs/:file', sendLibrary);

  const app = new Koa();
  app.use(async (ctx, next) => {
    // Jitsi's own nginx sends this header for /libs: panels live on other origins.
    ctx.set('Access-Control-Allow-Origin', '*');
    ctx.set('X-Content-Type-Options', 'nosniff');
    await next();
  });
  app.use(router.routes()).use(router.allowedMethods());
  const server = createServer((request, response) => void app.callback()(request, response));
  await listen(server, settings.port);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => close(server) };
}

const libraryFolder = path.dirname(
  createRequire(import.meta.url).resolve('@lyno/lib-jitsi-meet/package.json'),
);

async function sendLibrary(ctx: Context & { params: Record<string, string> }): Promise<void> {
  const file = ctx.params['file'] ?? '';
  if (!served.has(file)) return;
  await send(ctx, file, {
    root: libraryFolder,
    setHeaders: (response) =>
      response.setHeader('Cache-Control', `public, max-age=${year}, immutable`),
  });
}

function configScript({ domain = 'meet.campus.test', websocket }: JitsiWebSettings): string {
  const config = {
    hosts: { domain, muc: `conference.${domain}`, focus: `focus.${domain}` },
    ...(websocket === undefined ? {} : { websocket }),
  };
  return `/* Stand-in for a Jitsi deployment's config.js (demo). */\nvar config = ${JSON.stringify(config, null, 2)};\n`;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
