import type { ConnectionFigures } from './connection.ts';

/**
 * What happens in a meeting, in our own words. Adapters (a real conference, a scripted one) translate
 * what their library tells into these; `apply` in state.ts folds them into what the screens show.
 */

/** A participant for as long as they are in; changes when they come back. */
export type ParticipantId = string;

/** Opaque key of something to see or hear; `Conference.streamOf` and `attach` take it. Never parse it. */
export type MediaRef = string;

export type MediaKind = 'audio' | 'camera' | 'share';

/** The three things that one can send. */
export type LocalMedium = 'microphone' | 'camera' | 'share';

/** What a share shows, as its sender says: text stays sharp, a film stays smooth. */
export type ShareContent = 'text' | 'video';

/** Why a device gives nothing; the panel has a sentence with a way out for each. */
export const deviceProblems = [
  'refused', // the person or the browser's settings said no
  'frame-forbids', // the page that embeds us does not pass the permission on
  'insecure', // no media over plain http
  'busy', // another programme holds the device
  'not-found', // nothing plugged in, or the chosen one is gone
  'unsuitable', // the device cannot do what is asked of it
  'no-effect', // the background that is chosen cannot be had: closed rather than shown without it
  'failed', // anything else
] as const;
export type DeviceProblem = (typeof deviceProblems)[number];

/** Why the meeting is over for this panel although nobody pressed "Leave". */
export const failureReasons = [
  'token-refused', // the ticket for the room is wrong or expired
  'room-mismatch', // the ticket is for another room, or the room refuses this person
  'full', // no seat left
  'network', // not reachable, or lost and not come back after all attempts
  'kicked', // a host removed this person
  'guests-ended', // the LMS lets guests in no more
  'put-out', // what let this person in is over: the course, the link, the session
  'replaced', // this person came in again elsewhere
  'ended', // a host ended the meeting for all
  'no-focus', // the conference server cannot set up the meeting
  'media-failed', // in, but no path for sound and picture (firewall)
  'library-missing', // the conference client could not be loaded
  'incompatible', // this browser or this server does not fit
] as const;
export type FailureReason = (typeof failureReasons)[number];

export interface Participant {
  id: ParticipantId;
  /** The bridge's id of the person; null when the server does not vouch for one. */
  personId: string | null;
  /** Text, never markup; may be empty: the view has a word for that. */
  name: string;
  moderator: boolean;
  /** Without an account, by the server's word; whoever it does not vouch for counts as one. */
  guest: boolean;
  self: boolean;
}

/** Something that another participant sends. What this panel sends is in `ConferenceState.local`. */
export interface Medium {
  ref: MediaRef;
  participantId: ParticipantId;
  kind: MediaKind;
  muted: boolean;
}

/** Whether a remote picture arrives: `inactive` = not asked for now (layout), `interrupted` = trouble. */
export type MediaFlow = 'active' | 'inactive' | 'interrupted';

/** Whom a private message is for; the name as it was then. */
export interface ChatReader {
  id: ParticipantId;
  name: string;
}

export interface ChatMessage {
  /** The same for a message that is told twice. */
  id: string;
  participantId: ParticipantId;
  name: string;
  /** Whether the sender is a guest; null: said before this person came in, by somebody who has left. */
  guest: boolean | null;
  text: string;
  /** Milliseconds since 1970. */
  at: number;
  mine: boolean;
  /** Who alone reads it, beside its sender; null: everybody in the meeting. */
  to: readonly ChatReader[] | null;
}

/** What this person wrote and nobody read. */
export interface RefusedMessage {
  /** The message that was shown as sent, if it was. */
  id: string | null;
  text: string;
  to: readonly ParticipantId[] | null;
  /** `rule`: the hosts do not allow it; `gone`: whoever it was for has left. */
  reason: 'rule' | 'gone';
  at: number;
}

/** Device ids as the browser gives them; absent = the browser's default. */
export interface ChosenDevices {
  microphone?: string;
  camera?: string;
  speaker?: string;
}

/** What one can show with a press; the view has a sign and a word for each. */
export const reactions = ['like', 'applause', 'heart', 'laugh', 'surprise', 'celebrate'] as const;
export type Reaction = (typeof reactions)[number];

/** What this conference can do; screens hide what it cannot. */
export interface Capabilities {
  /** This browser and this frame can share a screen. */
  share: boolean;
  /** Camera and share are sent side by side; otherwise the share stands in for the camera. */
  cameraBesideShare: boolean;
  /** The speaker (audio output) can be chosen. */
  chooseSpeaker: boolean;
}

/** `present`: media can flow among many. `absent`: it was waited for and there is none. */
export type Videobridge = 'unknown' | 'present' | 'absent';

/** Why nothing of what the others send arrives: the conference library is too old for its server, or not known. */
export type ArrivalTrouble = 'library-old' | 'nothing';

export type ConferenceEvent =
  // -- the connection, in its order ------------------------------------------------------------------
  | { kind: 'connecting' }
  | { kind: 'capabilities'; capabilities: Capabilities }
  /** In the room; `self` is this panel's participant. `at` in milliseconds since 1970. */
  | { kind: 'joined'; self: Participant; at: number }
  /** The network is gone for now; what is on the screen stays. */
  | { kind: 'interrupted' }
  | { kind: 'restored' }
  /** The connection is lost and attempt number `attempt` (from 1) to come back begins; others will be told anew. */
  | { kind: 'rejoining'; attempt: number }
  | { kind: 'failed'; reason: FailureReason; detail?: string }
  | { kind: 'left' }
  // -- people ----------------------------------------------------------------------------------------
  | { kind: 'participant-joined'; participant: Participant }
  | {
      kind: 'participant-updated';
      id: ParticipantId;
      change: Partial<Pick<Participant, 'name' | 'moderator' | 'personId'>>;
    }
  | { kind: 'participant-left'; id: ParticipantId }
  | { kind: 'dominant-speaker'; id: ParticipantId | null }
  /** 0 (silence) to 1; at most about five a second and participant. */
  | { kind: 'audio-level'; id: ParticipantId; level: number }
  /** `raisedAt` in milliseconds since 1970; null = lowered. */
  | { kind: 'hand'; id: ParticipantId; raisedAt: number | null }
  | { kind: 'chat'; message: ChatMessage }
  /** `key` is another one for each reaction. */
  | { kind: 'reaction'; key: number; id: ParticipantId; reaction: Reaction }
  /** What this person sent last reached nobody. */
  | { kind: 'chat-refused'; refused: RefusedMessage }
  /** A moderator asks this person to switch it on. */
  | { kind: 'asked'; medium: 'microphone' | 'camera'; by: ParticipantId; at: number }
  // -- what others send (a share starts and stops as a medium of kind 'share') ------------------------
  /** All that a participant says that they send now; the media come later, or never, when nobody asks for them. */
  | { kind: 'sends'; id: ParticipantId; media: readonly MediaKind[] }
  | { kind: 'media-added'; medium: Medium }
  | { kind: 'media-removed'; ref: MediaRef }
  | { kind: 'media-muted'; ref: MediaRef; muted: boolean; by: ParticipantId | null }
  | { kind: 'media-flow'; ref: MediaRef; flow: MediaFlow }
  | { kind: 'videobridge'; videobridge: Videobridge }
  /** A videobridge is there, others send, and nothing arrives; null: something does (again). */
  | { kind: 'arrival'; trouble: ArrivalTrouble | null }
  /** How somebody's connection is, one's own too, every few seconds; figures left out stay as they are. */
  | { kind: 'connection'; id: ParticipantId; figures: Partial<ConnectionFigures> }
  // -- what this panel sends -------------------------------------------------------------------------
  | { kind: 'local-starting'; medium: LocalMedium }
  /** `ref` is new whenever the stream behind it is (another device). */
  | { kind: 'local-on'; medium: LocalMedium; ref: MediaRef }
  /** `by` is the moderator who did it; null when it was this person or the browser. */
  | { kind: 'local-off'; medium: LocalMedium; by: ParticipantId | null }
  /** What this panel's share is like, from its beginning and whenever that changes. */
  | { kind: 'share-changed'; content: ShareContent; sound: boolean }
  | { kind: 'device-problem'; medium: LocalMedium; problem: DeviceProblem }
  /** The device that was in use is gone, and another one, of this name, is sent instead. */
  | { kind: 'device-replaced'; medium: 'microphone' | 'camera'; label: string }
  | { kind: 'devices-chosen'; devices: ChosenDevices };

export type ConferenceEventKind = ConferenceEvent['kind'];

/** The event of one kind. */
export type EventOf<K extends ConferenceEventKind> = Extract<ConferenceEvent, { kind: K }>;
