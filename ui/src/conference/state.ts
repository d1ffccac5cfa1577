import { noFigures } from './connection.ts';
import type {
  ConferenceEvent,
  ConferenceEventKind,
  EventOf,
  LocalMedium,
  MediaRef,
  ParticipantId,
} from './events.ts';
import { flatEqual, setIn, withoutKeys } from './maps.ts';
import { initialState, type ConferenceState, type LocalState, type RemoteMedium } from './shape.ts';

export {
  initialState,
  type ConferenceState,
  type RemoteMedium,
  type ShownReaction,
} from './shape.ts';

/** As many as a screen needs for "who spoke lately". */
const speakersKept = 12;
const chatKept = 2000;
const reactionsKept = 50;

/** Nobody in the room that we know of; what this panel sends, and the chat, stay. */
const emptyRoom = {
  selfId: null,
  participants: initialState.participants,
  media: initialState.media,
  sends: initialState.sends,
  speakers: initialState.speakers,
  silence: true,
  levels: initialState.levels,
  hands: initialState.hands,
  asked: null,
  videobridge: initialState.videobridge,
  arrival: initialState.arrival,
  connections: initialState.connections,
} as const;

type Handlers = {
  [K in ConferenceEventKind]: (state: ConferenceState, event: EventOf<K>) => ConferenceState;
};

const handlers: Handlers = {
  connecting: (s) =>
    s.phase === 'connecting'
      ? s
      : { ...s, ...emptyRoom, phase: 'connecting', failure: null, attempt: 0, joinedAt: null },
  capabilities: (s, e) => ({ ...s, capabilities: e.capabilities }),
  joined: (s, e) => ({
    ...s,
    phase: 'joined',
    attempt: 0,
    joinedAt: s.joinedAt ?? e.at,
    selfId: e.self.id,
    participants: setIn(s.participants, e.self.id, e.self),
  }),
  interrupted: (s) => (s.phase === 'joined' ? { ...s, phase: 'interrupted' } : s),
  restored: (s) => (s.phase === 'interrupted' && s.selfId ? { ...s, phase: 'joined' } : s),
  rejoining: (s, e) =>
    s.phase === 'idle' || s.phase === 'connecting'
      ? s
      : { ...s, ...emptyRoom, phase: 'interrupted', attempt: e.attempt },
  failed: (s, e) => over(s, { phase: 'failed', failure: e.reason }),
  left: (s) => over(s, { phase: 'left' }),

  'participant-joined': (s, e) => ({
    ...s,
    participants: setIn(s.participants, e.participant.id, e.participant),
  }),
  'participant-updated': (s, e) => {
    const known = s.participants.get(e.id);
    if (!known) return s;
    return { ...s, participants: setIn(s.participants, e.id, { ...known, ...e.change }) };
  },
  'participant-left': (s, e) => withoutParticipant(s, e.id),
  'dominant-speaker': (s, e) =>
    e.id === null
      ? { ...s, silence: true }
      : {
          ...s,
          silence: false,
          speakers: [e.id, ...s.speakers.filter((id) => id !== e.id)].slice(0, speakersKept),
        },
  'audio-level': (s, e) => ({ ...s, levels: setIn(s.levels, e.id, unit(e.level)) }),
  hand: (s, e) => ({
    ...s,
    hands: e.raisedAt === null ? withoutKeys(s.hands, [e.id]) : setIn(s.hands, e.id, e.raisedAt),
  }),
  chat: (s, e) =>
    s.chat.some((message) => message.id === e.message.id)
      ? s
      : { ...s, chat: [...s.chat, e.message].slice(-chatKept) },
  'chat-refused': (s, e) => ({
    ...s,
    chat: s.chat.filter((message) => message.id !== e.refused.id || !message.mine),
    chatRefused: e.refused,
  }),
  reaction: (s, e) => {
    const isKnown = s.reactions.some((shown) => shown.key === e.key);
    if (isKnown || !s.participants.has(e.id)) return s;
    const shown = { key: e.key, participantId: e.id, reaction: e.reaction };
    return { ...s, reactions: [...s.reactions, shown].slice(-reactionsKept) };
  },
  asked: (s, e) =>
    s.local[e.medium].status === 'off'
      ? { ...s, asked: { medium: e.medium, by: e.by, at: e.at } }
      : s,

  sends: (s, e) => ({ ...s, sends: setIn(s.sends, e.id, e.media) }),
  'media-added': (s, e) => {
    const known = s.media.get(e.medium.ref);
    const medium: RemoteMedium = { flow: 'active', mutedBy: null, ...known, ...e.medium };
    return { ...s, media: setIn(s.media, medium.ref, medium) };
  },
  'media-removed': (s, e) => ({ ...s, media: withoutKeys(s.media, [e.ref]) }),
  'media-muted': (s, e) => withMedium(s, e.ref, { muted: e.muted, mutedBy: e.muted ? e.by : null }),
  'media-flow': (s, e) => withMedium(s, e.ref, { flow: e.flow }),
  videobridge: (s, e) => ({ ...s, videobridge: e.videobridge }),
  connection: (s, e) => {
    if (!s.participants.has(e.id)) return s;
    const figures = { ...(s.connections.get(e.id) ?? noFigures), ...e.figures };
    return { ...s, connections: setIn(s.connections, e.id, figures) };
  },

  arrival: (s, e) => ({ ...s, arrival: e.trouble }),

  'local-starting': (s, e) => withLocal(s, e.medium, { status: 'starting', problem: null }),
  'local-on': (s, e) => ({
    ...withLocal(s, e.medium, { status: 'on', ref: e.ref, problem: null, mutedBy: null }),
    asked: s.asked?.medium === e.medium ? null : s.asked,
  }),
  'local-off': (s, e) =>
    withLocal(s, e.medium, { status: 'off', ref: null, mutedBy: e.by, replacedBy: null }),
  'share-changed': (s, e) => ({ ...s, share: { content: e.content, sound: e.sound } }),
  'device-problem': (s, e) =>
    withLocal(s, e.medium, { status: 'off', ref: null, problem: e.problem, replacedBy: null }),
  'device-replaced': (s, e) => withLocal(s, e.medium, { replacedBy: e.label }),
  'devices-chosen': (s, e) => {
    const changed = ['microphone', 'camera'] as const;
    return changed.reduce(
      (now, medium) =>
        e.devices[medium] === undefined ? now : withLocal(now, medium, { replacedBy: null }),
      { ...s, chosen: { ...s.chosen, ...e.devices } },
    );
  },
};

/** What still counts when the meeting is over: a new attempt, and devices (the check before it). */
const afterTheEnd: ReadonlySet<ConferenceEventKind> = new Set<ConferenceEventKind>([
  'connecting',
  'capabilities',
  'local-starting',
  'local-on',
  'local-off',
  'share-changed',
  'device-problem',
  'device-replaced',
  'devices-chosen',
]);

/**
 * The state after an event. Pure; never throws; an event that comes twice, late or for somebody who is
 * gone changes nothing it should not, and one that changes nothing at all returns the same object.
 */
export function apply(state: ConferenceState, event: ConferenceEvent): ConferenceState {
  const over = state.phase === 'failed' || state.phase === 'left';
  if (over && !afterTheEnd.has(event.kind)) return state;
  const handle = handlers[event.kind] as (
    s: ConferenceState,
    e: ConferenceEvent,
  ) => ConferenceState;
  const next = handle(state, event);
  return same(state, next) ? state : next;
}

function over(s: ConferenceState, end: Pick<ConferenceState, 'phase'> & Partial<ConferenceState>) {
  return { ...s, ...emptyRoom, ...end, attempt: 0 };
}

function withoutParticipant(s: ConferenceState, id: ParticipantId): ConferenceState {
  if (id === s.selfId) return s;
  const gone = [...s.media.values()].filter((m) => m.participantId === id).map((m) => m.ref);
  return {
    ...s,
    participants: withoutKeys(s.participants, [id]),
    media: withoutKeys(s.media, gone),
    sends: withoutKeys(s.sends, [id]),
    speakers: s.speakers.filter((speaker) => speaker !== id),
    silence: s.silence || s.speakers[0] === id,
    levels: withoutKeys(s.levels, [id]),
    hands: withoutKeys(s.hands, [id]),
    connections: withoutKeys(s.connections, [id]),
  };
}

function withMedium(s: ConferenceState, ref: MediaRef, change: Partial<RemoteMedium>) {
  const known = s.media.get(ref);
  return known ? { ...s, media: setIn(s.media, ref, { ...known, ...change }) } : s;
}

function withLocal(s: ConferenceState, medium: LocalMedium, change: Partial<LocalState>) {
  const local = { ...s.local[medium], ...change };
  return flatEqual(s.local[medium], local) ? s : { ...s, local: { ...s.local, [medium]: local } };
}

const unit = (level: number): number => (level > 0 ? Math.min(level, 1) : 0);

/** True when no member differs; maps only count as the same when they are the same object. */
function same(a: ConferenceState, b: ConferenceState): boolean {
  const right = new Map<string, unknown>(Object.entries(b));
  return Object.entries(a).every(([key, value]: [string, unknown]) =>
    value instanceof Map ? value === right.get(key) : flatEqual(value, right.get(key)),
  );
}
