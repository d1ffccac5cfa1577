import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';

/** Leads every connection to the first of these ports where somebody listens, as a balancer does. */
export async function balancer(ports: readonly number[]): Promise<Server> {
  const server = createServer((client) => {
    client.on('error', () => undefined);
    const attempt = ([port, ...others]: readonly number[]): void => {
      if (port === undefined) return void client.destroy();
      const onward = connect(port, '127.0.0.1', () => client.pipe(onward).pipe(client));
      onward.once('error', () => attempt(others));
      client.once('close', () => onward.destroy());
    };
    attempt(ports);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
