/** A websocket of which messages are awaited one by one. */
export interface OpenSocket {
  send: (text: string) => void;
  /** The next message that fits, of those that came since the last one was taken. Fails when it closes before. */
  next: (wanted?: (text: string) => boolean) => Promise<string>;
  close: () => void;
}

interface Waiter {
  wanted: (text: string) => boolean;
  take: (text: string) => void;
  fail: (error: Error) => void;
}

/** What of Node's own is not in the standard's constructor. */
interface NodeSocketOptions {
  protocols?: string[];
  headers?: Record<string, string>;
}

/**
 * Opens a websocket (RFC 6455) with Node's own client.
 * @param origin stated as browsers do
 * @param protocol a subprotocol that the server has to speak
 */
export async function openSocket(
  url: string,
  { origin, protocol }: { origin: string; protocol?: string },
): Promise<OpenSocket> {
  const options: NodeSocketOptions = {
    headers: { Origin: origin },
    ...(protocol === undefined ? {} : { protocols: [protocol] }),
  };
  const socket = new WebSocket(url, options as unknown as string[]);
  const inbox = createInbox();
  const open = Promise.withResolvers<undefined>();
  socket.addEventListener('message', ({ data }) => inbox.put(String(data)));
  socket.addEventListener('open', () => open.resolve(undefined));
  socket.addEventListener('error', (event) => open.reject(whyOf(event)));
  socket.addEventListener('close', ({ code }) => {
    const closed = new Error(`it was closed (${code})`);
    open.reject(closed);
    inbox.end(closed);
  });
  await open.promise;
  return { send: (text) => socket.send(text), next: inbox.next, close: () => socket.close() };
}

/** Node says what the matter was, browsers do not. */
function whyOf(event: Event): Error {
  const error: unknown = 'error' in event ? event.error : undefined;
  return error instanceof Error ? error : new Error('no websocket');
}

function createInbox() {
  const kept: string[] = [];
  const waiters: Waiter[] = [];
  let ended: Error | null = null;
  return {
    put: (text: string): void => {
      const at = waiters.findIndex(({ wanted }) => wanted(text));
      const [waiter] = at < 0 ? [] : waiters.splice(at, 1);
      if (waiter) waiter.take(text);
      else kept.push(text);
    },
    end: (error: Error): void => {
      ended = error;
      for (const { fail } of waiters.splice(0)) fail(error);
    },
    next: (wanted: (text: string) => boolean = () => true): Promise<string> => {
      const at = kept.findIndex(wanted);
      const [found] = at < 0 ? [] : kept.splice(at, 1);
      if (found !== undefined) return Promise.resolve(found);
      if (ended) return Promise.reject(ended);
      return new Promise((take, fail) => waiters.push({ wanted, take, fail }));
    },
  };
}
