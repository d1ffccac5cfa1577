import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy between browsers and a server that a test can cut. */
export interface TcpProxy {
  port: number;
  /** Every connection breaks off at once, and new ones are refused. */
  cut: () => void;
  mend: () => void;
  close: () => Promise<void>;
}

/** Starts a TCP proxy to a port of this machine; what goes through it is not looked at. */
export async function startTcpProxy(to: () => number): Promise<TcpProxy> {
  const open = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(to(), '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const breakOff = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      whole = false;
      breakOff();
    },
    mend: () => {
      whole = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        breakOff();
      }),
  };
}
