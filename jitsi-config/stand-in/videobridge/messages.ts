import type { Endpoint } from './endpoint.ts';
import { wishAfter } from './wish.ts';

/** The meeting's people, as far as messages are concerned. */
interface Meeting {
  endpoints: ReadonlyMap<string, Endpoint>;
  speakers: { order: () => readonly string[] };
}

interface Effects {
  wishChanged: () => void;
  /** Hands a message to the other bridges of the meeting. */
  relay: (from: string, payload: Buffer) => void;
}

/** The bridge channel: JSON over WebRTC's data channel, in the words of Jitsi's videobridge (`colibriClass`). */
export interface Messages {
  take: (from: Endpoint, text: string) => void;
  takeRelayed: (text: string) => void;
  greet: (who: Endpoint) => void;
  speakerChanged: () => void;
  /** @param state of the connection, as of RTCPeerConnection */
  stateChanged: (who: Endpoint, state: string) => void;
}

const serverHello = { colibriClass: 'ServerHello', version: 'Campus Meet stand-in' };

/** One for each meeting on this videobridge: it knows who is told what. */
export function messagesOf(meeting: Meeting, effects: Effects): Messages {
  const others = (but: string) => [...meeting.endpoints.values()].filter(({ id }) => id !== but);
  const tellOthers = (message: object, but: string) => {
    for (const endpoint of others(but)) endpoint.tell(message);
  };
  const tellSpeaker = (to: Endpoint) => {
    const [dominantSpeakerEndpoint, ...previousSpeakers] = meeting.speakers.order();
    const colibriClass = 'DominantSpeakerEndpointChangeEvent';
    if (dominantSpeakerEndpoint === undefined) return;
    to.tell({ colibriClass, dominantSpeakerEndpoint, previousSpeakers });
  };
  /** To one endpoint here or elsewhere; to all others where none is named. */
  const pass = (from: string, { to, message }: Passed) => {
    const here = meeting.endpoints.get(to);
    if (here) {
      here.tell(message);
      return;
    }
    if (to === '') tellOthers(message, from);
    effects.relay(from, Buffer.from(JSON.stringify({ to, message })));
  };
  return {
    take: (from, text) => {
      const message = parse(text);
      const wish = message && wishAfter(from.wish, message);
      if (wish) {
        from.wish = wish;
        effects.wishChanged();
      } else if (message?.['colibriClass'] === 'ClientHello') {
        from.tell(serverHello);
      } else if (message && passed.has(message['colibriClass'])) {
        const to = message['to'];
        const named = { ...message, from: from.id };
        pass(from.id, { to: typeof to === 'string' ? to : '', message: named });
      }
    },
    takeRelayed: (text) => {
      const { to, message } = parse(text) ?? {};
      if (typeof message !== 'object' || message === null) return;
      if (to === '') tellOthers(message, '');
      else if (typeof to === 'string') meeting.endpoints.get(to)?.tell(message);
    },
    greet: (who) => {
      who.tell(serverHello);
      tellSpeaker(who);
    },
    speakerChanged: () => {
      for (const endpoint of meeting.endpoints.values()) tellSpeaker(endpoint);
    },
    stateChanged: (who, state) => {
      if (state !== 'connected' && state !== 'disconnected') return;
      const active = String(state === 'connected');
      const colibriClass = 'EndpointConnectivityStatusChangeEvent';
      const message = { colibriClass, endpoint: who.id, active };
      pass(who.id, { to: '', message });
    },
  };
}

interface Passed {
  to: string;
  message: object;
}

/** What a client may say to others through the bridge. */
const passed = new Set<unknown>(['EndpointMessage', 'EndpointStats']);

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
