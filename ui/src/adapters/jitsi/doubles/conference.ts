import type { LibraryConference, LibraryParticipant, LocalTrack, Names } from '../surface.ts';
import { EmitterDouble } from './emitter.ts';
import type { LocalTrackDouble, RemoteTrackDouble } from './tracks.ts';

/** Somebody else in the room. `jwtUser` is what the server repeats of their token. */
export class ParticipantDouble implements LibraryParticipant {
  readonly id: string;
  readonly displayName: string;
  readonly properties = new Map<string, unknown>();
  readonly _identity?: { user: { id: string; name: string; guest?: string } };
  moderator = false;
  hidden = false;

  constructor(
    id: string,
    displayName: string,
    jwtUser?: { id: string; name: string; guest?: string },
  ) {
    this.id = id;
    this.displayName = displayName;
    if (jwtUser) this._identity = { user: jwtUser };
  }

  getId(): string {
    return this.id;
  }

  getDisplayName(): string {
    return this.displayName;
  }

  getProperty(name: string): unknown {
    return this.properties.get(name);
  }

  isModerator(): boolean {
    return this.moderator;
  }

  isHidden(): boolean {
    return this.hidden;
  }

  /** What their presence says that they send (2026); in 2021 there is no such method, and nobody asks. */
  readonly sources = new Map<string, Map<string, { muted: boolean; videoType?: string }>>();
}

/** One exchange of media, as far as it matters here: a track that comes while it is being set up is not announced. */
export class SessionDouble {
  state: 'pending' | 'active' = 'pending';
  readonly peerconnection = { signalingState: 'stable' };
  readonly announced: LocalTrackDouble[];

  constructor(tracks: readonly LocalTrackDouble[]) {
    this.announced = [...tracks];
  }

  take(track: LocalTrackDouble): void {
    if (this.state === 'active') this.announced.push(track);
  }

  drop(track: LocalTrackDouble): void {
    this.announced.splice(this.announced.indexOf(track), this.announced.includes(track) ? 1 : 0);
  }
}

/** What both builds' conference objects do; each build's file adds how it differs. */
export abstract class ConferenceDouble implements LibraryConference {
  readonly room: string;
  readonly options: object;
  readonly localTracks: LocalTrackDouble[] = [];
  /** Every call that changes something outside, in order: name and arguments. */
  readonly calls: [name: string, ...unknown[]][] = [];
  readonly names: Names;
  readonly events = new EmitterDouble();
  isIn = false;
  moderator = false;
  /** What `join()` leads to. */
  static nextJoin: 'joined' | { error: string; more?: unknown[] } | 'silence' = 'joined';
  jvbJingleSession: SessionDouble | null = null;
  p2pJingleSession: SessionDouble | null = null;
  /** What happens while a track is on its way into the sessions. */
  meanwhile: () => void = () => undefined;
  readonly #presence = new Map<string, string>();
  readonly #myId: string;
  static #count = 0;

  constructor(room: string, options: object, names: Names) {
    this.room = room;
    this.options = options;
    this.names = names;
    ConferenceDouble.#count += 1;
    this.#myId = `me${ConferenceDouble.#count}`;
  }

  abstract addTrack(track: LocalTrack): Promise<unknown>;
  abstract replaceTrack(old: LocalTrack | null, next: LocalTrack | null): Promise<unknown>;

  removeTrack(track: LocalTrack): Promise<unknown> {
    return this.replaceTrack(track, null);
  }

  on(event: string, listener: (...args: never[]) => void): void {
    this.events.addEventListener(event, listener);
  }

  off(event: string, listener: (...args: never[]) => void): void {
    this.events.removeEventListener(event, listener);
  }

  join(): void {
    this.calls.push(['join']);
    const next = ConferenceDouble.nextJoin;
    if (next === 'silence') return;
    queueMicrotask(() => {
      if (typeof next === 'object') {
        this.tell('CONFERENCE_FAILED', next.error, ...(next.more ?? []));
        return;
      }
      this.isIn = true;
      this.tell('CONFERENCE_JOINED');
    });
  }

  leave(): Promise<unknown> {
    this.calls.push(['leave']);
    if (!this.isIn) return Promise.reject(new Error('The conference is has been already left'));
    this.isIn = false;
    for (const track of this.localTracks.splice(0)) track.home = null;
    return Promise.resolve();
  }

  myUserId(): string | null {
    return this.#myId;
  }

  isModerator(): boolean | null {
    return this.moderator;
  }

  setDisplayName(name: string): void {
    this.calls.push(['setDisplayName', name]);
  }

  sendTextMessage(text: string): void {
    this.calls.push(['sendTextMessage', text]);
    this.tell('MESSAGE_RECEIVED', this.#myId, text);
  }

  sendPrivateTextMessage(id: string, text: string): void {
    this.calls.push(['sendPrivateTextMessage', id, text]);
  }

  sendMessage(message: object, to?: string): void {
    this.calls.push(['sendMessage', message, ...(to === undefined ? [] : [to])]);
  }

  sendCommand(name: string, values: { value: string }): void {
    if (this.#presence.get(name) === values.value) return;
    this.#presence.set(name, values.value);
    this.calls.push(['sendCommand', name, values.value]);
  }

  setLocalParticipantProperty(name: string, value: string): void {
    this.calls.push(['setLocalParticipantProperty', name, value]);
  }

  setReceiverConstraints(constraints: object): void {
    this.calls.push(['setReceiverConstraints', constraints]);
  }

  muteParticipant(id: string, media: string): void {
    this.calls.push(['muteParticipant', id, media]);
  }

  // -- what happens in the room -------------------------------------------------------------------

  /** The library tells an event, by its key; nothing happens when this build has no such event. */
  tell(key: string, ...args: unknown[]): void {
    this.events.emit(this.names[key], ...args);
  }

  enters(participant: ParticipantDouble): void {
    this.tell('USER_JOINED', participant.id, participant);
  }

  /** Somebody's presence has `<name>value</name>`; builds since 2022 have `getSources()` in its place. */
  says(id: string, name: string, value: string): void {
    throw new Error(`${id} cannot say ${name}=${value} in this build`);
  }

  shows(track: RemoteTrackDouble): void {
    this.tell('TRACK_ADDED', track);
  }

  trackMuteChanged(track: object, by?: object): void {
    this.tell('TRACK_MUTE_CHANGED', track, by);
  }

  /** The arguments of the calls with this name. */
  called(name: string): unknown[][] {
    return this.calls.filter(([called]) => called === name).map(([, ...args]) => args);
  }

  /** Somebody calls, or is called: with the tracks that there are. */
  begins(which: 'jvbJingleSession' | 'p2pJingleSession'): SessionDouble {
    const session = new SessionDouble(this.localTracks);
    this[which] = session;
    return session;
  }

  protected get sessions(): SessionDouble[] {
    return [this.jvbJingleSession, this.p2pJingleSession].flatMap((session) => session ?? []);
  }

  protected take(track: LocalTrackDouble): void {
    const { sessions } = this;
    this.meanwhile();
    for (const session of sessions) session.take(track);
    track.home = this;
    this.localTracks.push(track);
    this.tell('TRACK_ADDED', track);
  }

  protected drop(track: LocalTrackDouble): void {
    const index = this.localTracks.indexOf(track);
    if (index >= 0) this.localTracks.splice(index, 1);
    for (const session of this.sessions) session.drop(track);
    track.home = null;
    this.tell('TRACK_REMOVED', track);
  }
}

/** From now on a moderator is quick: what somebody begins to send is muted before the library is done with it. */
export function mutesWhatIsAdded(room: ConferenceDouble, by: ParticipantDouble): void {
  const addTrack = room.addTrack.bind(room);
  room.addTrack = async (track) => {
    await addTrack(track);
    await room.localTracks.at(-1)?.muteBy(by);
  };
}
