import type { ConferenceListener, LayoutNeeds } from '../../conference/conference.ts';
import { translate, type Translator, type TranslatorPorts } from './events.ts';
import { featuresOf } from './features.ts';
import { receiverConstraints } from './layout.ts';
import type { MediaBook } from './media-book.ts';
import { handProperty } from './people.ts';
import type { Library, LibraryConference, LocalTrack } from './surface.ts';

export interface RoomPorts extends Pick<TranslatorPorts, 'localMuteChanged' | 'since'> {
  library: Library;
  emit: ConferenceListener;
  book: MediaBook;
  now: () => number;
  displayName: string;
  needs: () => LayoutNeeds | null;
}

/** One conference object of the library, with its translator: what can be asked of a room that one is in. */
export class Room {
  readonly conference: LibraryConference;
  readonly #ports: RoomPorts;
  readonly #translator: Translator;
  #asked = '';
  readonly #told = new Map<string, string>();

  constructor(conference: LibraryConference, ports: RoomPorts) {
    this.conference = conference;
    this.#ports = ports;
    this.#translator = translate(
      { ...ports, conference },
      {
        localMuteChanged: ports.localMuteChanged,
        sourcesChanged: () => this.askForVideo(),
        since: ports.since,
      },
    );
  }

  /** Asks the bridge for what the screen shows, if that is not what it was asked for last. */
  askForVideo(): void {
    const needs = this.#ports.needs();
    if (!needs) return;
    const features = featuresOf(this.conference);
    const constraints = receiverConstraints(needs, this.#translator.sources(), features);
    const text = JSON.stringify(constraints);
    if (text === this.#asked) return;
    this.#asked = text;
    this.conference.setReceiverConstraints(constraints);
  }

  /** `at` in milliseconds since 1970; null lowers the hand. */
  raiseHand(at: number | null): void {
    this.conference.setLocalParticipantProperty(handProperty, String(at ?? 0));
  }

  /**
   * Tells the room what is muted. Builds until 2022 do it by themselves only when they accept a media session; the
   * one of two people who offers it would stay "muted" for the other.
   */
  publish({ sound, picture }: { sound: LocalTrack | null; picture: LocalTrack | null }): void {
    if (featuresOf(this.conference).multiStream) return;
    this.#tell('audiomuted', String(sound?.isMuted() ?? true), 'true');
    this.#tell('videomuted', String(picture?.isMuted() ?? true), 'true');
    this.#tell('videoType', picture?.getVideoType() ?? 'camera', 'camera');
  }

  /** Without a word said about it, a name in presence counts as `assumed`. */
  #tell(name: string, value: string, assumed: string): void {
    if ((this.#told.get(name) ?? assumed) === value) return;
    this.#told.set(name, value);
    this.conference.sendCommand(name, { value });
  }

  bridgeRefused(): void {
    this.#translator.bridgeRefused();
  }

  /** Stops to translate; the conference object is left by its session. */
  end(): void {
    this.#translator.end();
  }
}
