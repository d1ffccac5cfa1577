import type { ConferenceListener, LayoutNeeds } from '../../conference/conference.ts';
import { translate, type Translator, type TranslatorPorts } from './events.ts';
import { featuresOf } from './features.ts';
import { receiverConstraints } from './layout.ts';
import type { MediaBook } from './media-book.ts';
import { handProperty } from './people.ts';
import type { Library, LibraryConference } from './surface.ts';

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

  bridgeRefused(): void {
    this.#translator.bridgeRefused();
  }

  /** Stops to translate; the conference object is left by its session. */
  end(): void {
    this.#translator.end();
  }
}
