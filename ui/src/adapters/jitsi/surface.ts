/*
 * The part of lib-jitsi-meet that we use, in our own types: the library's are loose, and differ between the builds
 * that deployments serve. Optional members exist only in some builds; doubles/ has one recorded surface of each.
 */

import type { TrackEffect } from '../../conference/effect.ts';

type Listener = (...args: never[]) => void;

interface Emitter {
  addEventListener(event: string, listener: Listener): void;
  removeEventListener(event: string, listener: Listener): void;
}

/** What both kinds of track have. */
export interface Track extends Emitter {
  getType(): string;
  /** `camera` or `desktop`; meaningless for sound. */
  getVideoType(): string | undefined;
  getTrack(): MediaStreamTrack | null | undefined;
  getParticipantId(): string | null | undefined;
  isMuted(): boolean;
  isLocal(): boolean;
  /** Remote tracks in both builds, local ones since 2022. */
  getSourceName?(): string | undefined;
}

export interface LocalTrack extends Track {
  mute(): Promise<unknown>;
  unmute(): Promise<unknown>;
  dispose(): Promise<unknown>;
  /** Changes what is sent; in a conference it takes the track out and puts it back. Rejects while one is under way. */
  setEffect?(effect: TrackEffect | undefined): Promise<unknown>;
}

export interface RemoteTrack extends Track {
  /** Since 2022, in the place of the conference's PARTICIPANT_CONN_STATUS_CHANGED. */
  getTrackStreamingStatus?(): string;
}

interface Identity {
  user?: { id?: string; name?: string; guest?: string | boolean };
}

export interface SourceInfo {
  muted: boolean;
  videoType?: string;
}

export interface LibraryParticipant {
  getId(): string;
  getDisplayName(): string | undefined;
  getProperty(name: string): unknown;
  isModerator(): boolean;
  isHidden(): boolean;
  /** Since 2022; the 2021 build has the value in `_identity` only. */
  getIdentity?(): Identity | undefined;
  /** Since 2022: what they say that they send, by medium (`audio`, `video`) and source name. */
  getSources?(): ReadonlyMap<string, ReadonlyMap<string, SourceInfo>>;
  _identity?: Identity;
}

/** One exchange of media with a videobridge, or with the only other participant. */
export interface MediaSession {
  /** `pending` until both sides have described what they send; then `active`, at last `ended`. */
  readonly state?: string | null;
  readonly peerconnection?: { readonly signalingState?: string } | null;
}

export interface LibraryConference {
  /** Of the library's own, in all builds; there is no public word for a call that is still being set up. */
  readonly jvbJingleSession?: MediaSession | null;
  readonly p2pJingleSession?: MediaSession | null;
  on(event: string, listener: Listener): void;
  off(event: string, listener: Listener): void;
  join(): void;
  leave(): Promise<unknown>;
  /** Since 2023. */
  dispose?(): Promise<unknown> | undefined;
  myUserId(): string | null;
  isModerator(): boolean | null;
  setDisplayName(name: string): void;
  sendTextMessage(text: string): void;
  /** To one; it is not told back as the others are. */
  sendPrivateTextMessage(id: string, text: string): void;
  /** An object goes as JSON to everybody in the room, or to one. It must have a `type`. */
  sendMessage(message: object, to?: string): void;
  /** Puts `<name>value</name>` into this participant's presence; sends it only when it changes. */
  sendCommand(name: string, values: { value: string }): void;
  /** Calls `listener` with `{ value }` and the sender's id whenever somebody's presence has a command of this name. */
  addCommandListener?(name: string, listener: Listener): void;
  removeCommandListener?(name: string, listener: Listener): void;
  setLocalParticipantProperty(name: string, value: string): void;
  addTrack(track: LocalTrack): Promise<unknown>;
  replaceTrack(old: LocalTrack | null, next: LocalTrack | null): Promise<unknown>;
  removeTrack(track: LocalTrack): Promise<unknown>;
  /** Where it exists, camera and screen are sent side by side. */
  getLocalVideoTracks?(): LocalTrack[];
  /** Where it exists, receiver constraints are keyed by source name, else by participant. */
  getForwardedSources?(): string[];
  setReceiverConstraints(constraints: object): void;
  muteParticipant(id: string, media: string): void;
}

export interface LibraryConnection extends Emitter {
  connect(options?: { id?: string; password?: string; name?: string }): void;
  disconnect(): Promise<unknown> | undefined;
  initJitsiConference(room: string, options: object): LibraryConference;
  /** Since 2022. */
  refreshToken?(jwt: string): Promise<unknown> | undefined;
  /** Until 2022. */
  setToken?(jwt: string): void;
}

/** Names of events and errors, by the library's own key; a build that lacks one lacks the key. */
export type Names = Readonly<Record<string, string | undefined>>;

export interface Library {
  init(options: object): unknown;
  setLogLevel(level: string): void;
  logLevels: Names;
  isWebRtcSupported(): boolean;
  isDesktopSharingEnabled(): boolean;
  createLocalTracks(options: object): Promise<LocalTrack[]>;
  JitsiConnection: new (appId: null, jwt: string, options: object) => LibraryConnection;
  events: { conference: Names; connection: Names; track: Names; connectionQuality?: Names };
  errors: { conference: Names; connection: Names; track: Names };
}

const required = ['init', 'createLocalTracks', 'JitsiConnection', 'events', 'errors'];

/** True when `value` looks like lib-jitsi-meet. */
export function isLibrary(value: unknown): value is Library {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  return required.every((key) => key in value);
}
