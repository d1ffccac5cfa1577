import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { isIPv6 } from './address.ts';
import { keyOf, range, type Port } from './ports.ts';

/**
 * Those of the ports, new ones on this very machine, that another program has already. Ports of other machines cannot
 * be looked at, nor those that an earlier run knew: there our own programs may listen by now.
 * @param known keys of ports of an earlier run (`portsInTable`)
 */
export async function takenPorts(
  ports: readonly Port[],
  known: ReadonlySet<string>,
): Promise<string[]> {
  const own = new Set(
    Object.values(networkInterfaces()).flatMap((list) =>
      (list ?? []).map(({ address }) => address),
    ),
  );
  const asked = ports.filter(
    (port) => own.has(port.machine) && !known.has(keyOf(port)) && port.from === port.to,
  );
  const found = await Promise.all(
    asked.map(async (port) => ((await isTaken(port)) ? [taken(port)] : [])),
  );
  return found.flat();
}

const taken = (port: Port): string =>
  `${port.protocol} port ${range(port)} of this machine (${port.machine}), wanted by ${port.program}, is taken by another program`;

async function isTaken({ protocol, from: port, machine, reachedBy }: Port): Promise<boolean> {
  const host = reachedBy.length === 0 ? '127.0.0.1' : machine;
  try {
    await (protocol === 'tcp' ? bindTcp(host, port) : bindUdp(host, port));
    return false;
  } catch (error) {
    // Who may not bind to it cannot tell.
    return (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  }
}

async function bindTcp(host: string, port: number): Promise<void> {
  const server = createServer();
  server.listen({ host, port, exclusive: true });
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}

async function bindUdp(host: string, port: number): Promise<void> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  socket.bind({ address: host, port, exclusive: true });
  await once(socket, 'listening');
  socket.close();
  await once(socket, 'close');
}
