import type { Conference, ConferenceListener, LayoutNeeds } from '../../conference/conference.ts';
import type {
  Capabilities,
  ChosenDevices,
  ConferenceEvent,
  LocalMedium,
  MediaRef,
  Participant,
  ParticipantId,
  Reaction,
  ShareContent,
} from '../../conference/events.ts';
import type { MakeEffect } from '../../conference/effect.ts';
import { createPace, nextReactionKey, reactionPace } from '../../conference/pace.ts';
import { guessed } from './features.ts';
import type { LocalPorts } from './local-ports.ts';
import { createMediaBook, type MediaBook } from './media-book.ts';
import { Membership } from './membership.ts';
import type { JitsiSettings } from './options.ts';
import type { JitsiPorts } from './ports.ts';
import type { Room } from './room.ts';
import { Sender } from './sender.ts';
import { Share } from './share.ts';
import type { Ending } from './session.ts';
import type { Track } from './surface.ts';

/** The meeting's commands, spoken to lib-jitsi-meet. */
export class JitsiMeeting implements Conference {
  capabilities: Capabilities;
  readonly #settings: JitsiSettings;
  readonly #world: JitsiPorts;
  readonly #listeners = new Set<ConferenceListener>();
  readonly #book: MediaBook;
  readonly #microphone: Sender;
  readonly #camera: Sender;
  readonly #share: Share;
  readonly #mayReact = createPace(reactionPace);
  #needs: LayoutNeeds | null = null;
  #handRaisedAt: number | null = null;
  #selfId: ParticipantId | null = null;
  #membership: Membership | null = null;
  #entering: Promise<void> = Promise.resolve();

  constructor(settings: JitsiSettings, world: JitsiPorts) {
    this.#settings = settings;
    this.#world = world;
    this.capabilities = guessed(world.allowed());
    this.#book = createMediaBook(world.toStream);
    const local: LocalPorts = {
      library: () => world.load(settings.libraryUrl),
      conference: () => this.#membership?.room?.conference ?? null,
      emit: (event) => {
        this.#emit(event);
        this.#publish();
      },
      book: this.#book,
      problemOf: world.problemOf,
      toStream: world.toStream,
      sleep: world.sleep,
      withScreenWishes: world.withScreenWishes,
      mixIn: world.mixIn,
    };
    this.#microphone = new Sender('microphone', local);
    this.#camera = new Sender('camera', local);
    this.#share = new Share(local, { camera: this.#camera, microphone: this.#microphone });
  }

  subscribe(listener: ConferenceListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  join(): Promise<void> {
    if (this.#membership) return this.#entering;
    const membership = this.#createMembership();
    this.#membership = membership;
    this.#emit({ kind: 'connecting' });
    const { settled, over } = membership.enter();
    void over.then((ending) => this.#ended(membership, ending));
    this.#entering = settled;
    return settled;
  }

  async leave(): Promise<void> {
    const membership = this.#membership;
    this.#membership = null;
    const devices = this.#releaseDevices();
    await membership?.stop();
    await this.#briefly(devices);
    this.#handRaisedAt = null;
    if (membership) this.#emit({ kind: 'left' });
  }

  async dispose(): Promise<void> {
    this.#listeners.clear();
    await this.leave();
    this.#book.clear();
  }

  setMicrophone(on: boolean): Promise<void> {
    return this.#microphone.set(on);
  }

  setCamera(on: boolean): Promise<void> {
    return this.#camera.set(on);
  }

  startShare(): Promise<void> {
    return this.#share.start();
  }

  stopShare(): Promise<void> {
    return this.#share.stop();
  }

  setShareContent(content: ShareContent): void {
    this.#share.setContent(content);
  }

  async chooseDevices(devices: ChosenDevices): Promise<void> {
    const { microphone, camera, speaker } = devices;
    this.#emit({ kind: 'devices-chosen', devices });
    if (speaker !== undefined) this.#book.setSpeaker(speaker);
    await Promise.all([
      microphone === undefined ? undefined : this.#microphone.choose(microphone),
      camera === undefined ? undefined : this.#camera.choose(camera),
    ]);
  }

  setEffect(medium: 'microphone' | 'camera', make: MakeEffect | null): Promise<void> {
    return (medium === 'camera' ? this.#camera : this.#microphone).setEffect(make);
  }

  raiseHand(raised: boolean): void {
    if (raised === (this.#handRaisedAt !== null)) return;
    this.#handRaisedAt = raised ? this.#world.now() : null;
    const room = this.#roomIAmIn();
    if (room) this.#showHand(room);
  }

  sendChat(text: string, to: readonly ParticipantId[] | null): boolean {
    const room = this.#roomIAmIn();
    if (!room || !this.#world.network.online() || text.trim() === '' || to?.length === 0)
      return false;
    room.write(text, to);
    return true;
  }

  react(reaction: Reaction): boolean {
    const id = this.#selfId;
    const room = this.#roomIAmIn();
    if (id === null || !room || !this.#mayReact(id, this.#world.now())) return false;
    room.signal({ signal: 'reaction', reaction });
    this.#emit({ kind: 'reaction', key: nextReactionKey(), id, reaction });
    return true;
  }

  setLayoutNeeds(needs: LayoutNeeds): void {
    this.#needs = needs;
    this.#roomIAmIn()?.askForVideo();
  }

  muteParticipant(id: ParticipantId, medium: LocalMedium): void {
    this.#roomIAmIn()?.mute(id, medium);
  }

  ask(id: ParticipantId, medium: 'microphone' | 'camera'): void {
    this.#roomIAmIn()?.signal({ signal: 'ask', medium }, id);
  }

  lowerHand(id: ParticipantId | null): void {
    if (id === null || id === this.#selfId) this.raiseHand(false);
    if (id !== this.#selfId) this.#roomIAmIn()?.signal({ signal: 'lower-hand' }, id);
  }

  voice(): MediaStream | null {
    return this.#microphone.voice();
  }

  streamOf(ref: MediaRef): MediaStream | null {
    return this.#book.streamOf(ref);
  }

  attach(ref: MediaRef, element: HTMLMediaElement): () => void {
    return this.#book.attach(ref, element);
  }

  /** The room, while messages reach it. */
  #roomIAmIn(): Room | null {
    return this.#membership?.isIn === true ? this.#membership.room : null;
  }

  #createMembership(): Membership {
    return new Membership({
      settings: this.#settings,
      world: this.#world,
      emit: (event) => this.#emit(event),
      book: this.#book,
      tracks: () =>
        [this.#microphone, this.#camera, this.#share].flatMap((sender) => sender.track() ?? []),
      localMuteChanged: (track, by) => this.#localMuteChanged(track, by),
      lowerOwnHand: () => this.raiseHand(false),
      needs: () => this.#needs,
      known: (capabilities) => {
        this.capabilities = capabilities;
        this.#emit({ kind: 'capabilities', capabilities });
      },
      entered: (room, self) => this.#entered(room, self),
    });
  }

  #entered(room: Room, self: Participant): void {
    this.#selfId = self.id;
    this.#publish();
    if (this.#handRaisedAt !== null) this.#showHand(room);
    room.askForVideo();
  }

  #publish(): void {
    const picture = this.#share.track() ?? this.#camera.track();
    this.#roomIAmIn()?.publish({ sound: this.#microphone.track(), picture });
  }

  #showHand(room: Room): void {
    room.raiseHand(this.#handRaisedAt);
    if (this.#selfId === null) return;
    this.#emit({ kind: 'hand', id: this.#selfId, raisedAt: this.#handRaisedAt });
  }

  #localMuteChanged(track: Track, by: ParticipantId | null): void {
    for (const sender of [this.#microphone, this.#camera, this.#share])
      sender.muteChanged(track, by);
  }

  #ended(membership: Membership, ending: Ending | null): void {
    if (this.#membership !== membership || ending === null) return;
    this.#membership = null;
    this.#handRaisedAt = null;
    const { reason, detail } = ending;
    this.#emit({ kind: 'failed', reason, ...(detail === undefined ? {} : { detail }) });
    void this.#releaseDevices();
  }

  #releaseDevices(): Promise<unknown> {
    return Promise.all([this.#microphone.end(), this.#camera.end(), this.#share.stop()]);
  }

  /** A permission prompt that is still open must not hold up the leave; the device is given back when it is answered. */
  #briefly(work: Promise<unknown>): Promise<unknown> {
    return Promise.race([work, this.#world.sleep(2000)]);
  }

  #emit(event: ConferenceEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
