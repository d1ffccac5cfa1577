import type { LiveEvents } from './contract.ts';
import type { Emits, LiveServer } from './socket.ts';

/** News for one's own tabs and devices, or for those who watch a meeting. */
export interface Tell {
  /** To every tab and device of these participants. */
  people: <E extends keyof LiveEvents>(
    personIds: Iterable<string>,
    event: E,
    data: LiveEvents[E],
  ) => void;
  /** To those who watch the meeting; with `hosts` only to its hosts. */
  meeting: <E extends keyof LiveEvents>(
    to: { meetingId: string; hosts?: boolean },
    event: E,
    data: LiveEvents[E],
  ) => void;
}

/** Tells through the sockets of this bridge (and of the others, where an adapter joins them). */
export function createTell(io: LiveServer): Tell {
  const emit = <E extends keyof LiveEvents>(topics: string[], event: E, data: LiveEvents[E]) => {
    if (topics.length > 0) io.to(topics).emit(event, ...([data] as Parameters<Emits[E]>));
  };
  return {
    people: (personIds, event, data) =>
      emit(
        [...new Set(personIds)].map((id) => `person:${id}`),
        event,
        data,
      ),
    meeting: ({ meetingId, hosts }, event, data) =>
      emit([`${hosts ? 'hosts' : 'meeting'}:${meetingId}`], event, data),
  };
}
