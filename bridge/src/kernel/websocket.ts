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
 * @throws Error when it was not opened, with Node's code or the HTTP status that came instead
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
  socket.addEventListener('error', () => void whyNotOpen(url).then(open.reject));
  socket.addEventListener('close', ({ code }) => inbox.end(new Error(`it was closed (${code})`)));
  await open.promise;
  return { send: (text) => socket.send(text), next: inbox.next, close: () => socket.close() };
}

/**
 * Why a websocket was not opened: standard clients keep it to themselves, so the same place is asked over HTTP. Whatever
 * came back belongs to nobody and is not read.
 */
async function whyNotOpen(url: string): Promise<Error> {
  try {
    const answer = await fetch(url.replace(/^ws/u, 'http'), { redirect: 'manual' });
    await answer.body?.cancel();
    return new Error(`no websocket there, HTTP ${answer.status}`);
  } catch (error) {
    return new Error('no connection', { cause: error });
  }
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
