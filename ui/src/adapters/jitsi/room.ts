import type { ConferenceListener, LayoutNeeds } from '../../conference/conference.ts';
import type { LocalMedium, ParticipantId } from '../../conference/events.ts';
import { translate, type Translator, type TranslatorPorts } from './events.ts';
import { featuresOf } from './features.ts';
import { receiverConstraints } from './layout.ts';
import type { MediaBook } from './media-book.ts';
import { mediaName } from './moderation.ts';
import { handProperty } from './people.ts';
import { sendSignal, type Signal } from './signals.ts';
import type { Library, LibraryConference, LocalTrack } from './surface.ts';

export interface RoomPorts extends Pick<
  TranslatorPorts,
  'localMuteChanged' | 'lowerOwnHand' | 'since'
> {
  library: Library;
  emit: ConferenceListener;
  book: MediaBook;
  now: () => number;
  displayName: string;
  needs: () => LayoutNeeds | null;
}

/**
 * How long sources may be gone before less is asked for, milliseconds: when a call changes between videobridge and
 * peer to peer, all tracks go and come back, and nobody should be told to stop sending in between.
 */
const patience = 1_000;

/** The tracks that this person sends, muted ones too. */
interface Sent {
  sound: LocalTrack | null;
  picture: LocalTrack | null;
}

/** One conference object of the library, with its translator: what can be asked of a room that one is in. */
export class Room {
  readonly conference: LibraryConference;
  readonly #ports: RoomPorts;
  readonly #translator: Translator;
  #asked = '';
  /** How many sources there were when it was asked for video last. */
  #sources = 0;
  #later: ReturnType<typeof setTimeout> | undefined;
  /** What presence says since this panel began to say it. */
  readonly #told = new Set<string>();
  #sent: Sent = { sound: null, picture: null };

  constructor(conference: LibraryConference, ports: RoomPorts) {
    this.conference = conference;
    this.#ports = ports;
    this.#translator = translate(
      { ...ports, conference },
      {
        localMuteChanged: ports.localMuteChanged,
        lowerOwnHand: ports.lowerOwnHand,
        sourcesChanged: () => this.#sourcesChanged(),
        sessionStarted: () => queueMicrotask(() => this.publish(this.#sent)),
        since: ports.since,
      },
    );
  }

  /** Asks the bridge for what the screen shows, if that is not what it was asked for last. */
  askForVideo(): void {
    clearTimeout(this.#later);
    const needs = this.#ports.needs();
    if (!needs) return;
    const features = featuresOf(this.conference);
    const sources = this.#translator.sources();
    this.#sources = sources.length;
    const constraints = receiverConstraints(needs, sources, features);
    const text = JSON.stringify(constraints);
    if (text === this.#asked) return;
    this.#asked = text;
    this.conference.setReceiverConstraints(constraints);
  }

  /** More is asked for at once, less only when it stays so. */
  #sourcesChanged(): void {
    clearTimeout(this.#later);
    if (this.#translator.sources().length >= this.#sources) this.askForVideo();
    else this.#later = setTimeout(() => this.askForVideo(), patience);
  }

  /** `at` in milliseconds since 1970; null lowers the hand. */
  raiseHand(at: number | null): void {
    this.conference.setLocalParticipantProperty(handProperty, String(at ?? 0));
  }

  /**
   * Tells the room what is muted. Builds until 2022 do it by themselves only when they accept a media session; the
   * one of two people who offers it would stay "muted" for the other. What they say then is what that session has,
   * which may lack a track that is on its way: it is said again.
   */
  publish(sent: Sent): void {
    this.#sent = sent;
    if (featuresOf(this.conference).multiStream) return;
    const { sound, picture } = sent;
    this.#tell('audiomuted', String(sound?.isMuted() ?? true), 'true');
    this.#tell('videomuted', String(picture?.isMuted() ?? true), 'true');
    this.#tell('videoType', picture?.getVideoType() ?? 'camera', 'camera');
  }

  /** Without a word said about it, a name in presence counts as `assumed`. */
  #tell(name: string, value: string, assumed: string): void {
    if (value === assumed && !this.#told.has(name)) return;
    this.#told.add(name);
    this.conference.sendCommand(name, { value });
  }

  /** To everybody, or with an id to that one. */
  signal(signal: Signal, to: ParticipantId | null = null): void {
    sendSignal(this.conference, signal, to);
  }

  /** To everybody, or to those alone who are named. */
  write(text: string, to: readonly ParticipantId[] | null): void {
    this.#translator.write(text, to);
  }

  mute(id: ParticipantId, medium: LocalMedium): void {
    this.conference.muteParticipant(id, mediaName(this.conference, medium));
  }

  bridgeRefused(): void {
    this.#translator.bridgeRefused();
  }

  /** Stops to translate; the conference object is left by its session. */
  end(): void {
    this.#translator.end();
    clearTimeout(this.#later);
  }
}
