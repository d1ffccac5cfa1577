import { io, type Socket } from 'socket.io-client';
import { livePath } from '../src/features/live/contract.ts';

/** Who is who, and where: all that the process of the browsers is told. */
export interface RingOrder {
  /** Addresses of the bridges; browsers are spread over them, callers ask the first. */
  bridges: string[];
  invitees: { id: string; token: string }[];
  /** One for each round: nobody may ring the same people again and again. */
  callers: string[];
}

/** Milliseconds from the caller's request to each invitee's `ring`, all rounds but the first together. */
export interface RingTimes {
  rings: number[];
  replies: number[];
}

// Started by calls.ts as a process of its own, so that the browsers do not slow the bridges that are measured.
if (process.send) {
  process.once('message', (order: RingOrder) => {
    void measure(order).then(
      (times) => process.send?.(times, () => process.exit(0)),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}

async function measure(order: RingOrder): Promise<RingTimes> {
  const sockets = await Promise.all(
    order.invitees.map(({ token }, at) => connect(order.bridges[at % order.bridges.length], token)),
  );
  const times: RingTimes = { rings: [], replies: [] };
  for (const [round, caller] of order.callers.entries()) {
    const once = await ringAll(order, sockets, caller);
    // The first round fills caches and compiles.
    if (round === 0) continue;
    times.rings.push(...once.rings);
    times.replies.push(...once.replies);
  }
  for (const socket of sockets) socket.disconnect();
  return times;
}

async function connect(bridge: string | undefined, accessToken: string): Promise<Socket> {
  const socket = io(bridge ?? '', {
    path: livePath,
    auth: { accessToken },
    transports: ['websocket'],
    forceNew: true,
  });
  await new Promise((resolve) => socket.once('connect', () => resolve(undefined)));
  await socket.emitWithAck('watch', null);
  return socket;
}

async function ringAll(order: RingOrder, sockets: Socket[], caller: string): Promise<RingTimes> {
  const meeting = await ask<{ id: string }>(order, caller, { path: '/api/meetings/mine' });
  const heard = all(sockets, 'ring');
  const started = performance.now();
  const body = {
    personIds: order.invitees.map(({ id }) => id),
    confirmedSize: order.invitees.length,
  };
  const path = `/api/meetings/${meeting.id}/calls`;
  const call = await ask<{ id: string }>(order, caller, { path, body });
  const replied = performance.now();
  const rings = (await heard).map((at) => at - started);
  const stopped = all(sockets, 'ring-stopped');
  await ask(order, caller, { path: `/api/calls/${call.id}/cancel` });
  await stopped;
  return { rings, replies: [replied - started] };
}

/** When each of them heard an event. */
const all = (sockets: Socket[], event: string): Promise<number[]> =>
  Promise.all(
    sockets.map(
      (socket) =>
        new Promise<number>((resolve) => socket.once(event, () => resolve(performance.now()))),
    ),
  );

async function ask<T>(
  { bridges }: RingOrder,
  token: string,
  { path, body = {} }: { path: string; body?: object },
): Promise<T> {
  const answer = await fetch(`${bridges[0] ?? ''}${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
