import type { LiveEvents } from './contract.ts';
import type { Emits, ForEach, LiveServer } from './socket.ts';

/** Events for one's own tabs and devices, or for those who watch a meeting; on whatever bridge they are. */
export interface Push {
  /** To every tab and device of these participants. */
  people: <E extends keyof LiveEvents>(
    personIds: Iterable<string>,
    event: E,
    data: LiveEvents[E],
  ) => void;
  /** To every tab and device of each, what is for that person. */
  each: <E extends keyof LiveEvents>(event: E, items: ForEach<E>['items']) => void;
  /** The same, to those who are connected to this bridge. */
  eachHere: <E extends keyof LiveEvents>(event: E, items: ForEach<E>['items']) => void;
  /** To those who watch the meeting; with `hosts` only to its hosts; `also` to these participants. */
  meeting: <E extends keyof LiveEvents>(
    to: { meetingId: string; hosts?: boolean; also?: readonly string[] },
    event: E,
    data: LiveEvents[E],
  ) => void;
  /** To everybody who is connected to this bridge; the others tell theirs. */
  here: <E extends keyof LiveEvents>(event: E, data: LiveEvents[E]) => void;
}

const topicOf = (personId: string) => `person:${personId}`;

/**
 * Tells through the sockets of this bridge, and of the others, where an adapter joins them.
 * @param passOn takes an event with data for each to the other bridges, in one message
 */
export function createPush(io: LiveServer, passOn: (each: ForEach) => void): Push {
  const emit = <E extends keyof LiveEvents>(topics: string[], event: E, data: LiveEvents[E]) => {
    if (topics.length > 0) io.to(topics).emit(event, ...([data] as Parameters<Emits[E]>));
  };
  return {
    people: (personIds, event, data) => emit([...new Set(personIds)].map(topicOf), event, data),
    each: (event, items) => {
      if (items.length === 0) return;
      const each = { event, items };
      pushHere(io, each);
      passOn(each);
    },
    eachHere: (event, items) => pushHere(io, { event, items }),
    meeting: ({ meetingId, hosts, also = [] }, event, data) =>
      emit([`${hosts ? 'hosts' : 'meeting'}:${meetingId}`, ...also.map(topicOf)], event, data),
    here: (event, data) => io.local.emit(event, ...([data] as Parameters<Emits[typeof event]>)),
  };
}

/** To those of them who are connected to this bridge. */
export function pushHere<E extends keyof LiveEvents>(
  io: LiveServer,
  { event, items }: ForEach<E>,
): void {
  for (const { personId, data } of items) {
    io.local.to(topicOf(personId)).emit(event, ...([data] as Parameters<Emits[E]>));
  }
}
