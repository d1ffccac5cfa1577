import type { ConnectionFigures } from '../../conference/connection.ts';
import type {
  ChatMessage,
  ConferenceEvent,
  MediaKind,
  MediaRef,
  Participant,
  ParticipantId,
  Reaction,
  RefusedMessage,
} from '../../conference/events.ts';
import { nextReactionKey } from '../../conference/pace.ts';
import { ownId } from './people.ts';
import type { Streams, Studio } from './studio.ts';

/** What somebody has on when they come in. */
export interface Sends {
  microphone?: boolean;
  camera?: boolean;
}

/** The ref of a participant's medium in a scripted meeting. */
export const fakeRef = (id: ParticipantId, kind: MediaKind): MediaRef => `${id}/${kind}`;

/** Does what the others in a scripted meeting do. */
export class Director {
  readonly #studio: Studio;
  readonly #streams: Streams | null;
  readonly #present = new Map<ParticipantId, Participant>();
  #messages = 0;

  constructor(studio: Studio, streams: Streams | null) {
    this.#studio = studio;
    this.#streams = streams;
  }

  /** The others who are in. */
  present(): Participant[] {
    return [...this.#present.values()];
  }

  /** Any event, as it is. */
  tell(event: ConferenceEvent): void {
    this.#studio.tell(event);
  }

  /** Somebody comes in; microphone and camera are on unless said otherwise. */
  enter(person: Participant, { microphone = true, camera = true }: Sends = {}): void {
    this.#present.set(person.id, person);
    this.tell({ kind: 'participant-joined', participant: person });
    this.#send(person, 'audio', !microphone);
    this.#send(person, 'camera', !camera);
  }

  leave(id: ParticipantId): void {
    this.#present.delete(id);
    this.tell({ kind: 'participant-left', id });
    for (const kind of ['audio', 'camera', 'share'] as const) this.#studio.hide(fakeRef(id, kind));
  }

  /** Everybody is gone, for this panel: it left. */
  clear(): void {
    for (const id of this.#present.keys()) {
      for (const kind of ['audio', 'camera', 'share'] as const)
        this.#studio.hide(fakeRef(id, kind));
    }
    this.#present.clear();
  }

  mute(id: ParticipantId, kind: MediaKind, by: ParticipantId | null = null): void {
    this.tell({ kind: 'media-muted', ref: fakeRef(id, kind), muted: true, by });
  }

  unmute(id: ParticipantId, kind: MediaKind): void {
    this.tell({ kind: 'media-muted', ref: fakeRef(id, kind), muted: false, by: null });
  }

  react(id: ParticipantId, reaction: Reaction): void {
    this.tell({ kind: 'reaction', key: nextReactionKey(), id, reaction });
  }

  /** Somebody's connection is like this, or one's own. */
  connect(id: ParticipantId, figures: Partial<ConnectionFigures>): void {
    this.tell({ kind: 'connection', id, figures });
  }

  /** A hand goes down, or all with null. */
  lowerHands(id: ParticipantId | null): void {
    const ids = id === null ? [...this.#present.keys()] : [id];
    for (const one of ids) this.tell({ kind: 'hand', id: one, raisedAt: null });
  }

  share(id: ParticipantId): void {
    const person = this.#present.get(id);
    if (person) this.#send(person, 'share', false);
  }

  stopShare(id: ParticipantId): void {
    this.tell({ kind: 'media-removed', ref: fakeRef(id, 'share') });
    this.#studio.hide(fakeRef(id, 'share'));
  }

  say(id: ParticipantId, text: string, at: number): void {
    this.#tellChat(this.#known(id), { text, to: null, at });
  }

  /** Somebody writes to whoever looks at the meeting, and to nobody else. */
  whisper(id: ParticipantId, text: string, at: number): void {
    this.#tellChat(this.#known(id), { text, to: [{ id: ownId, name: '' }], at });
  }

  /** Whoever looks at the meeting writes, to everybody or to some. */
  write(
    self: Participant,
    { to, ...words }: { text: string; to: readonly ParticipantId[] | null; at: number },
  ): void {
    const readers = to?.map((id) => ({ id, name: this.#known(id).name })) ?? null;
    this.#tellChat(self, { ...words, to: readers });
  }

  /** The last message of whoever looks at the meeting comes back. */
  refuse(refused: RefusedMessage): void {
    this.tell({ kind: 'chat-refused', refused });
  }

  #known(id: ParticipantId): Pick<Participant, 'id' | 'name' | 'self'> & { guest: boolean | null } {
    return this.#present.get(id) ?? { id, name: '', guest: null, self: false };
  }

  #tellChat(
    by: Pick<Participant, 'id' | 'name' | 'self'> & { guest: boolean | null },
    words: Pick<ChatMessage, 'text' | 'to' | 'at'>,
  ): void {
    this.#messages += 1;
    const { id, name, guest, self } = by;
    const message = { id: `${id}/${this.#messages}`, participantId: id, name, guest, mine: self };
    this.tell({ kind: 'chat', message: { ...message, ...words } });
  }

  #send(person: Participant, kind: MediaKind, muted: boolean): void {
    const ref = fakeRef(person.id, kind);
    const streams = this.#streams;
    if (streams) this.#studio.offer(ref, () => streamFor(streams, person, kind));
    this.tell({ kind: 'media-added', medium: { ref, participantId: person.id, kind, muted } });
  }
}

function streamFor(streams: Streams, { id, name }: Participant, kind: MediaKind): MediaStream {
  if (kind === 'audio') return streams.silence();
  const seed = Array.from(id).reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 997;
  return kind === 'share' ? streams.screen(name) : streams.camera(seed, name);
}
