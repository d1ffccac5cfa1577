import type { ParticipantId } from '../../conference/events.ts';
import { watchArrival } from './arrival.ts';
import { createChat, type Chat } from './chat.ts';
import { connectionListeners } from './connection.ts';
import { featuresOf } from './features.ts';
import { createLevels } from './levels.ts';
import { listen } from './listen.ts';
import { createPeople, type People } from './people.ts';
import { createRemoteMedia, type RemoteMedia, type Source } from './remote-media.ts';
import { createSignals } from './signals.ts';
import { createSources, type Sources } from './sources.ts';
import type { LibraryParticipant, RemoteTrack, Track } from './surface.ts';
import type { Translation } from './translation.ts';
import { watchVideobridge, type VideobridgeWatch } from './videobridge.ts';

/** What the translator tells besides conference events. */
export interface TranslatorPorts {
  /** A track of this panel was muted or unmuted; `by` is the moderator who did it. */
  localMuteChanged: (track: Track, by: ParticipantId | null) => void;
  /** A moderator lowered this person's hand. */
  lowerOwnHand: () => void;
  /** Who sends which video changed: constraints are to be worked out anew. */
  sourcesChanged: () => void;
  /** A session of media stands; builds until 2022 then have told the room what it sends. */
  sessionStarted: () => void;
  /** When this person was last in before, milliseconds since 1970; 0 at first. */
  since: number;
}

export interface Translator {
  /** Sends words, and tells what comes of them. */
  write(text: string, to: readonly ParticipantId[] | null): void;
  sources(): Source[];
  /** The server said that there is no videobridge. */
  bridgeRefused(): void;
  end(): void;
}

interface Parts {
  chat: Chat;
  people: People;
  media: RemoteMedia;
  sources: Sources;
  bridge: VideobridgeWatch;
}

/** Translates what one conference object of the library tells into conference events, until `end()`. */
export function translate(translation: Translation, ports: TranslatorPorts): Translator {
  const isOld = !featuresOf(translation.conference).multiStream;
  const arrival = watchArrival(translation.emit, isOld);
  const t: Translation = {
    ...translation,
    emit(event) {
      translation.emit(event);
      arrival.look(event);
    },
  };
  const people = createPeople(t);
  const parts: Parts = {
    chat: createChat(t, people, ports.since),
    people,
    media: createRemoteMedia(t, ports.sourcesChanged),
    sources: createSources(t, ports.sourcesChanged),
    bridge: watchVideobridge(t.emit),
  };
  const { conference } = t;
  const source = {
    add: conference.on.bind(conference),
    remove: conference.off.bind(conference),
  };
  const figures = t.library.events.connectionQuality ?? {};
  const unlistenFigures = listen(source, figures, connectionListeners(t));
  const unlisten = listen(source, t.library.events.conference, {
    ...peopleListeners(parts),
    ...mediaListeners(t, parts, ports),
    ...bridgeListeners(parts, ports),
    CONNECTION_INTERRUPTED: () => t.emit({ kind: 'interrupted' }),
    CONNECTION_RESTORED: () => t.emit({ kind: 'restored' }),
    ...chatListeners(t, parts.chat),
    ENDPOINT_MESSAGE_RECEIVED: createSignals(t, ports.lowerOwnHand),
  });
  return {
    write: parts.chat.write,
    sources: () => distinct([...parts.sources.videos(), ...parts.media.sources()]),
    bridgeRefused: () => parts.bridge.refused(),
    end() {
      unlisten();
      unlistenFigures();
      arrival.end();
      parts.bridge.end();
      parts.media.end();
      parts.sources.end();
    },
  };
}

/** Each source once; with SSRC rewriting what is said to be sent is more than what there are tracks of. */
const distinct = (sources: readonly Source[]): Source[] => [
  ...new Map(sources.map((source) => [source.name, source])).values(),
];

function chatListeners({ library }: Translation, chat: Chat) {
  return {
    MESSAGE_RECEIVED: chat.heard,
    PRIVATE_MESSAGE_RECEIVED: chat.heardPrivately,
    CONFERENCE_ERROR: (error: unknown, words?: unknown) => {
      if (error === library.errors.conference['CHAT_ERROR']) chat.refused(words);
    },
  };
}

function peopleListeners({ people, sources, bridge }: Parts) {
  const counted = () => bridge.people(people.count() + 1);
  return {
    USER_JOINED: (id: ParticipantId, participant: LibraryParticipant) => {
      people.joined(id, participant);
      sources.updated(participant);
      counted();
    },
    USER_LEFT: (id: ParticipantId) => {
      people.left(id);
      sources.left(id);
      counted();
    },
    PARTICIPANT_SOURCE_UPDATED: (participant: LibraryParticipant) => sources.updated(participant),
    DISPLAY_NAME_CHANGED: (id: ParticipantId) => people.renamed(id),
    USER_ROLE_CHANGED: (id: ParticipantId, role: string) => people.roleChanged(id, role),
    PARTICIPANT_PROPERTY_CHANGED: (participant: LibraryParticipant, name: string) =>
      people.propertyChanged(participant, name),
  };
}

function mediaListeners(t: Translation, { media }: Parts, ports: TranslatorPorts) {
  return {
    TRACK_ADDED: (track: RemoteTrack) => media.added(track),
    TRACK_REMOVED: (track: RemoteTrack) => media.removed(track),
    TRACK_MUTE_CHANGED: (track: RemoteTrack, by?: LibraryParticipant) => {
      if (track.isLocal()) ports.localMuteChanged(track, by?.getId() ?? null);
      else media.muted(track, by);
    },
    PARTICIPANT_CONN_STATUS_CHANGED: (id: ParticipantId, status: string) =>
      media.participantFlow(id, status),
    TRACK_AUDIO_LEVEL_CHANGED: createLevels(t.emit, t.now),
    DOMINANT_SPEAKER_CHANGED: (id: ParticipantId, _previous?: unknown, silence?: boolean) =>
      t.emit({ kind: 'dominant-speaker', id: silence === true ? null : id }),
  };
}

function bridgeListeners({ bridge }: Parts, ports: TranslatorPorts) {
  return {
    _MEDIA_SESSION_STARTED: (session: { isP2P?: boolean }) => {
      if (session.isP2P === false) bridge.seen();
      ports.sessionStarted();
    },
    DATA_CHANNEL_OPENED: () => bridge.seen(),
    PROPERTIES_CHANGED: (properties?: Record<string, unknown>) => {
      if (Number(properties?.['bridge-count']) > 0) bridge.seen();
    },
  };
}
