import type { Conference, ConferenceListener, LayoutNeeds } from '../../conference/conference.ts';
import type {
  Capabilities,
  ChosenDevices,
  ConferenceEvent,
  DeviceProblem,
  FailureReason,
  LocalMedium,
  MediaRef,
  Participant,
  ParticipantId,
  Reaction,
  ShareContent,
} from '../../conference/events.ts';
import type { MakeEffect, TrackEffect } from '../../conference/effect.ts';
import { createPace, nextReactionKey, reactionPace } from '../../conference/pace.ts';
import { Director } from './director.ts';
import { ownId } from './people.ts';
import { Studio, type Streams } from './studio.ts';

/** What a scripted meeting is like. */
export interface FakeSettings {
  self?: Partial<Omit<Participant, 'self'>>;
  capabilities?: Partial<Capabilities>;
  /** Pictures for what is shown; left out (in Node) there is nothing to see, and everything else works. */
  streams?: Streams;
  /** Devices that give this problem instead of a stream. */
  problems?: Partial<Record<LocalMedium, DeviceProblem>>;
  /** `join()` ends like this. */
  joinFails?: FailureReason;
  /** What happens after joining, in this order. */
  script?: (director: Director) => void;
  now?: () => number;
}

const allCapabilities: Capabilities = {
  share: true,
  cameraBesideShare: true,
  chooseSpeaker: true,
};

const kinds = { microphone: 'audio', camera: 'camera', share: 'share' } as const;

/** A meeting that nobody is in but the script: for screens, pictures of them, and tests. */
export class FakeConference implements Conference {
  readonly capabilities: Capabilities;
  /** Does what the others do, at any time. */
  readonly director: Director;
  /** The commands that were called: name and arguments. */
  readonly calls: [name: string, ...unknown[]][] = [];
  readonly #settings: FakeSettings;
  readonly #self: Participant;
  readonly #now: () => number;
  readonly #studio = new Studio();
  readonly #local = new Map<LocalMedium, MediaRef>();
  readonly #mayReact = createPace(reactionPace);
  #voice: MediaStream | null = null;
  #effect: TrackEffect | null = null;
  #count = 0;
  #isIn = false;

  constructor(settings: FakeSettings = {}) {
    this.#settings = settings;
    this.#now = settings.now ?? (() => Date.now());
    this.capabilities = { ...allCapabilities, ...settings.capabilities };
    this.#self = {
      id: ownId,
      personId: 'person-self',
      name: '我 · Me',
      moderator: false,
      guest: false,
      ...settings.self,
      self: true,
    };
    this.director = new Director(this.#studio, settings.streams ?? null);
  }

  subscribe(listener: ConferenceListener): () => void {
    this.#studio.listeners.add(listener);
    return () => this.#studio.listeners.delete(listener);
  }

  join(): Promise<void> {
    this.calls.push(['join']);
    if (this.#isIn) return Promise.resolve();
    const say = (event: ConferenceEvent) => this.#studio.tell(event);
    say({ kind: 'connecting' });
    const { joinFails, script } = this.#settings;
    if (joinFails !== undefined) {
      say({ kind: 'failed', reason: joinFails });
      return Promise.resolve();
    }
    this.#isIn = true;
    say({ kind: 'capabilities', capabilities: this.capabilities });
    say({ kind: 'joined', self: this.#self, at: this.#now() });
    script?.(this.director);
    return Promise.resolve();
  }

  leave(): Promise<void> {
    this.calls.push(['leave']);
    for (const medium of [...this.#local.keys()]) this.#switchOff(medium, null);
    this.director.clear();
    if (this.#isIn) this.#studio.tell({ kind: 'left' });
    this.#isIn = false;
    return Promise.resolve();
  }

  async dispose(): Promise<void> {
    this.#studio.listeners.clear();
    await this.leave();
    this.#studio.close();
  }

  setMicrophone(on: boolean): Promise<void> {
    this.calls.push(['setMicrophone', on]);
    return this.#switch('microphone', on);
  }

  setCamera(on: boolean): Promise<void> {
    this.calls.push(['setCamera', on]);
    return this.#switch('camera', on);
  }

  startShare(): Promise<void> {
    this.calls.push(['startShare']);
    return this.#isIn ? this.#switch('share', true) : Promise.resolve();
  }

  stopShare(): Promise<void> {
    this.calls.push(['stopShare']);
    return this.#switch('share', false);
  }

  setShareContent(content: ShareContent): void {
    this.calls.push(['setShareContent', content]);
    this.#studio.tell({ kind: 'share-changed', content, sound: false });
  }

  chooseDevices(devices: ChosenDevices): Promise<void> {
    this.calls.push(['chooseDevices', devices]);
    this.#studio.tell({ kind: 'devices-chosen', devices });
    return Promise.resolve();
  }

  async setEffect(medium: 'microphone' | 'camera', make: MakeEffect | null): Promise<void> {
    this.calls.push(['setEffect', medium, make !== null]);
    if (medium === 'microphone') return;
    this.#effect?.stopEffect();
    this.#effect = null;
    try {
      this.#effect = (await make?.()) ?? null;
      if (!this.#local.has('camera')) return;
      // What is sent is another stream now: it gets another ref.
      this.#switchOff('camera', null);
      this.#switchOn('camera');
    } catch {
      this.#switchOff('camera', null);
      this.#studio.tell({ kind: 'device-problem', medium: 'camera', problem: 'no-effect' });
    }
  }

  raiseHand(raised: boolean): void {
    this.calls.push(['raiseHand', raised]);
    if (!this.#isIn) return;
    const raisedAt = raised ? this.#now() : null;
    this.#studio.tell({ kind: 'hand', id: this.#self.id, raisedAt });
  }

  sendChat(text: string, to: readonly ParticipantId[] | null): boolean {
    this.calls.push(['sendChat', text, to]);
    if (!this.#isIn || text.trim() === '' || to?.length === 0) return false;
    this.director.write(this.#self, { text, to, at: this.#now() });
    return true;
  }

  react(reaction: Reaction): boolean {
    this.calls.push(['react', reaction]);
    if (!this.#isIn || !this.#mayReact(this.#self.id, this.#now())) return false;
    this.#studio.tell({ kind: 'reaction', key: nextReactionKey(), id: this.#self.id, reaction });
    return true;
  }

  setLayoutNeeds(needs: LayoutNeeds): void {
    this.calls.push(['setLayoutNeeds', needs]);
  }

  muteParticipant(id: ParticipantId, medium: LocalMedium): void {
    this.calls.push(['muteParticipant', id, medium]);
    this.director.mute(id, kinds[medium], this.#self.id);
  }

  ask(id: ParticipantId, medium: 'microphone' | 'camera'): void {
    this.calls.push(['ask', id, medium]);
  }

  lowerHand(id: ParticipantId | null): void {
    this.calls.push(['lowerHand', id]);
    this.director.lowerHands(id);
    if (id === null || id === this.#self.id) this.raiseHand(false);
  }

  voice(): MediaStream | null {
    return this.#voice;
  }

  streamOf(ref: MediaRef): MediaStream | null {
    return this.#studio.streamOf(ref);
  }

  attach(ref: MediaRef, element: HTMLMediaElement): () => void {
    return this.#studio.attach(ref, element);
  }

  /** For scripts: a moderator switches off what this person sends. */
  muteSelf(medium: LocalMedium, by: ParticipantId): void {
    if (this.#local.has(medium)) this.#switchOff(medium, by);
  }

  #switch(medium: LocalMedium, on: boolean): Promise<void> {
    if (on && !this.#local.has(medium)) this.#switchOn(medium);
    if (!on && this.#local.has(medium)) this.#switchOff(medium, null);
    return Promise.resolve();
  }

  #switchOn(medium: LocalMedium): void {
    this.#studio.tell({ kind: 'local-starting', medium });
    const problem = this.#settings.problems?.[medium];
    if (problem !== undefined) {
      this.#studio.tell({ kind: 'device-problem', medium, problem });
      return;
    }
    this.#count += 1;
    const ref = `own/${medium}/${this.#count}`;
    this.#local.set(medium, ref);
    this.#studio.show(ref, this.#ownStream(medium));
    this.#studio.tell({ kind: 'local-on', medium, ref });
  }

  #switchOff(medium: LocalMedium, by: ParticipantId | null): void {
    const ref = this.#local.get(medium);
    this.#local.delete(medium);
    this.#studio.tell({ kind: 'local-off', medium, by });
    if (ref !== undefined) this.#studio.hide(ref);
  }

  #ownStream(medium: LocalMedium): MediaStream | null {
    const { streams } = this.#settings;
    if (!streams) return null;
    if (medium === 'microphone') return (this.#voice ??= streams.silence());
    return medium === 'share'
      ? streams.screen(this.#self.name)
      : this.#affected(streams.camera(3, this.#self.name));
  }

  #affected(stream: MediaStream): MediaStream {
    return this.#effect?.startEffect(stream) ?? stream;
  }
}
