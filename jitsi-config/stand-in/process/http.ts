import { once } from 'node:events';
import { createServer } from 'node:http';
import type Router from '@koa/router';
import Koa, { type Middleware } from 'koa';

export interface HttpServer {
  stop: () => Promise<void>;
}

/**
 * Browsers name the page that a request comes from. Some of these addresses change something and none asks who one
 * is, as in Jitsi: no page of the internet may use somebody's browser to reach them.
 */
const onlyFromHere: Middleware = async (ctx, next) => {
  const site = ctx.get('Sec-Fetch-Site');
  const isOfPage = (site !== '' && site !== 'none' && site !== 'same-origin') || ctx.get('Origin');
  if (isOfPage) ctx.status = 403;
  else await next();
};

/** Listens on 127.0.0.1. @throws Error of the system when the port cannot be had */
export async function serve(router: Router, port: number): Promise<HttpServer> {
  const app = new Koa();
  app.use(onlyFromHere).use(router.routes()).use(router.allowedMethods());
  const handle = app.callback();
  const server = createServer((request, response) => void handle(request, response));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
