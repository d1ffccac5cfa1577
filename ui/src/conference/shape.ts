import type { ConnectionFigures } from './connection.ts';
import type {
  ArrivalTrouble,
  Capabilities,
  ChatMessage,
  ChosenDevices,
  DeviceProblem,
  FailureReason,
  LocalMedium,
  MediaFlow,
  MediaKind,
  MediaRef,
  Medium,
  Participant,
  ParticipantId,
  Reaction,
  RefusedMessage,
  ShareContent,
  Videobridge,
} from './events.ts';

export type Phase = 'idle' | 'connecting' | 'joined' | 'interrupted' | 'failed' | 'left';

/** What this panel sends of one kind. */
export interface LocalState {
  status: 'off' | 'starting' | 'on';
  /** To show oneself; null unless `on`. */
  ref: MediaRef | null;
  /** Why the last attempt gave nothing; cleared by the next one. */
  problem: DeviceProblem | null;
  /** The moderator who switched it off, until it is switched on again. */
  mutedBy: ParticipantId | null;
  /** Name of the device that took over from one that was unplugged, until it is switched off or another is chosen. */
  replacedBy: string | null;
}

export interface RemoteMedium extends Medium {
  flow: MediaFlow;
  mutedBy: ParticipantId | null;
}

/** A reaction that was shown. */
export interface ShownReaction {
  key: number;
  participantId: ParticipantId;
  reaction: Reaction;
}

/** All that the meeting screens show. Immutable: replace it by what `apply` returns. */
export interface ConferenceState {
  readonly phase: Phase;
  readonly failure: FailureReason | null;
  /** Number of the attempt to come back; 0 unless the connection was lost. */
  readonly attempt: number;
  /** When this panel got in first, milliseconds since 1970. */
  readonly joinedAt: number | null;
  readonly selfId: ParticipantId | null;
  /** Everybody who is in, this person too, in the order in which they came. */
  readonly participants: ReadonlyMap<ParticipantId, Participant>;
  /** What the others send, in the order in which it began. */
  readonly media: ReadonlyMap<MediaRef, RemoteMedium>;
  /** What the others say that they send; nobody's word is here before they gave it. */
  readonly sends: ReadonlyMap<ParticipantId, readonly MediaKind[]>;
  readonly local: Readonly<Record<LocalMedium, LocalState>>;
  /** What this panel's share is like; of the last one, while there is none. */
  readonly share: { content: ShareContent; sound: boolean };
  readonly chosen: ChosenDevices;
  readonly capabilities: Capabilities | null;
  /** Who spoke, latest first; the first one is the dominant speaker unless `silence`. */
  readonly speakers: readonly ParticipantId[];
  readonly silence: boolean;
  readonly levels: ReadonlyMap<ParticipantId, number>;
  readonly hands: ReadonlyMap<ParticipantId, number>;
  readonly chat: readonly ChatMessage[];
  /** The message of this person that was refused last. */
  readonly chatRefused: RefusedMessage | null;
  /** The latest ones, oldest first. */
  readonly reactions: readonly ShownReaction[];
  /** What a moderator asked this person to switch on; null when it is on, or nobody asks. */
  readonly asked: { medium: 'microphone' | 'camera'; by: ParticipantId; at: number } | null;
  readonly videobridge: Videobridge;
  readonly arrival: ArrivalTrouble | null;
  /** How the connections are of those who tell it, this person's too. */
  readonly connections: ReadonlyMap<ParticipantId, ConnectionFigures>;
}

const off: LocalState = {
  status: 'off',
  ref: null,
  problem: null,
  mutedBy: null,
  replacedBy: null,
};

/** The state before anything happened. */
export const initialState: ConferenceState = {
  phase: 'idle',
  failure: null,
  attempt: 0,
  joinedAt: null,
  selfId: null,
  participants: new Map(),
  media: new Map(),
  sends: new Map(),
  local: { microphone: off, camera: off, share: off },
  share: { content: 'text', sound: false },
  chosen: {},
  capabilities: null,
  speakers: [],
  silence: true,
  levels: new Map(),
  hands: new Map(),
  chat: [],
  chatRefused: null,
  reactions: [],
  asked: null,
  videobridge: 'unknown',
  arrival: null,
  connections: new Map(),
};
