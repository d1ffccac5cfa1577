import type { MakeEffect, TrackEffect } from '../../conference/effect.ts';
import type { ParticipantId } from '../../conference/events.ts';
import { addTrack } from './adding.ts';
import { capture, type SenderMedium } from './capture.ts';
import { isDisposed } from './failures.ts';
import { heldBy, noticing, type Held } from './held.ts';
import { emitter, listen } from './listen.ts';
import { createQueue, release, type LocalPorts } from './local-ports.ts';
import type { Library, LocalTrack } from './surface.ts';

/**
 * Sends the sound or the picture of a device: on, off (the track stays, muted), another device, and its loss.
 * What is wanted is kept apart from what is, and one is brought to the other in turn, so that quick presses and
 * slow permissions end as the last press says.
 */
export class Sender {
  readonly #medium: SenderMedium;
  readonly #ports: LocalPorts;
  readonly #inTurn = createQueue();
  #held: Held | null = null;
  #wanted = false;
  #lent = false;
  #deviceId = '';
  #makeEffect: MakeEffect | null = null;
  /** A sound that is sent with the device's; alone, in the place of the device's, as long as that is not open. */
  #beside: { sound: LocalTrack; isAlone: boolean } | null = null;
  /** True while we change the track ourselves: what the library tells then is nothing new. */
  #changing = false;

  constructor(medium: SenderMedium, ports: LocalPorts) {
    this.#medium = medium;
    this.#ports = ports;
  }

  set(on: boolean): Promise<void> {
    this.#wanted = on;
    return this.#inTurn(() => this.#reconcile());
  }

  /** Another device, at once when one is open; an empty id is the browser's default. */
  choose(deviceId: string): Promise<void> {
    if (deviceId === this.#deviceId) return Promise.resolve();
    this.#deviceId = deviceId;
    return this.#inTurn(() => this.#change());
  }

  /** What is done to it from now on, at once when it is open; null: nothing. */
  setEffect(make: MakeEffect | null): Promise<void> {
    return this.#inTurn(async () => {
      this.#makeEffect = make;
      const held = this.#held;
      if (held) await this.#attempt(() => this.#affect(held));
    });
  }

  /** The track to be sent, also a muted one; null when there is none, or while it is lent. */
  track(): LocalTrack | null {
    return this.#held?.track ?? (this.#beside?.isAlone ? this.#beside.sound : null);
  }

  /** Sends a sound with the device's from now on; null: no more. @returns false when that could not be done */
  async mixIn(sound: LocalTrack | null): Promise<boolean> {
    await this.#inTurn(async () => {
      const held = this.#held;
      const before = this.#beside;
      this.#beside = sound && { sound, isAlone: false };
      try {
        if (before?.isAlone) await this.#ports.conference()?.removeTrack(before.sound);
        if (held) await this.#affect(held);
        else if (sound) await this.#add(sound);
        if (this.#beside) this.#beside.isAlone = !held;
      } catch {
        this.#beside = null;
      }
    });
    return this.#beside !== null;
  }

  /** What the device hears, muted or not; null when there is no track. */
  voice(): MediaStream | null {
    const held = this.#held;
    if (held && !held.voice) held.voice = this.#copyOf(held.source);
    return held?.voice?.stream ?? null;
  }

  /** The library muted the track by itself; `by` is the moderator who asked for it. */
  muteChanged(track: unknown, by: ParticipantId | null): void {
    const held = this.#held;
    if (!held || held.track !== track || !held.track.isMuted()) return;
    if (this.#changing || held.ref === null) held.mutedBy = by;
    else this.#muted(by);
  }

  /** Hands the track over, to be replaced by a screen: until `reclaim` nothing is captured. */
  async lend(): Promise<LocalTrack | null> {
    let track: LocalTrack | null = null;
    await this.#inTurn(() => {
      this.#lent = true;
      if (this.#isOn()) this.#tellOff(null);
      track = this.#letGo();
      return Promise.resolve();
    });
    return track;
  }

  /** A new track in the place of the one lent, if it was on or is wanted by now. It is not added anywhere. */
  async reclaim(): Promise<LocalTrack | null> {
    await this.#inTurn(async () => {
      this.#lent = false;
      if (this.#wanted) await this.#open(() => Promise.resolve());
    });
    return this.track();
  }

  /** Gives the device back. */
  end(): Promise<void> {
    this.#wanted = false;
    return this.#inTurn(async () => {
      this.#lent = false;
      if (this.#isOn()) this.#tellOff(null);
      await release(this.#letGo());
    });
  }

  #isOn(): boolean {
    return this.#held !== null && this.#held.ref !== null;
  }

  async #reconcile(): Promise<void> {
    const held = this.#held;
    if (this.#lent || this.#wanted === this.#isOn()) return;
    if (!this.#wanted) await this.#attempt(() => this.#mute());
    else if (held) await this.#attempt(() => this.#unmute(held));
    else await this.#open((track) => this.#add(track));
  }

  async #mute(): Promise<void> {
    await this.#held?.track.mute();
    this.#tellOff(null);
  }

  async #unmute(held: Held): Promise<void> {
    this.#ports.emit({ kind: 'local-starting', medium: this.#medium });
    try {
      await held.track.unmute();
      this.#tellOn(held);
    } catch (error) {
      if (!isDisposed(error)) throw error;
      // The library gave the track up meanwhile: a new one then.
      this.#letGo();
      await this.#create((track) => this.#add(track));
    }
  }

  async #add(track: LocalTrack): Promise<void> {
    const { conference, sleep } = this.#ports;
    const room = conference();
    const beside = this.#beside;
    if (room && beside?.isAlone) {
      beside.isAlone = false;
      await room.replaceTrack(beside.sound, track);
    } else if (room) await addTrack(room, track, sleep);
  }

  /** Opens the device and gives the track to `use`. */
  #open(use: (track: LocalTrack) => Promise<unknown> | undefined): Promise<void> {
    this.#ports.emit({ kind: 'local-starting', medium: this.#medium });
    return this.#attempt(() => this.#create(use));
  }

  async #create(use: (track: LocalTrack) => Promise<unknown> | undefined): Promise<void> {
    const library = await this.#ports.library();
    // First the effect: nothing may go out without it, and the device's light need not wait for it.
    const effect = await this.#effect();
    const held = this.#hold(await capture(library, this.#medium, this.#deviceId), library);
    if (effect) await held.track.setEffect?.(noticing(held, effect));
    await use(held.track);
    this.#tellOn(held);
  }

  /** Another effect on an open track; one that cannot be made closes the device rather than showing the room. */
  async #affect(held: Held): Promise<void> {
    const effect = await this.#effect();
    await held.track.setEffect?.(effect ? noticing(held, effect) : undefined);
    if (held.ref !== null) this.#tellOn(held);
  }

  async #effect(): Promise<TrackEffect | null> {
    try {
      const effect = (await this.#makeEffect?.()) ?? null;
      const sound = this.#beside?.sound.getTrack();
      return sound ? this.#ports.mixIn(sound, effect) : effect;
    } catch (cause) {
      throw Object.assign(new Error('the effect cannot be had', { cause }), {
        name: 'EffectError',
      });
    }
  }

  async #change(): Promise<void> {
    if (this.#lent || !this.#held) return;
    const on = this.#isOn();
    const old = this.#letGo();
    if (on) await this.#open((track) => this.#ports.conference()?.replaceTrack(old, track));
    await release(old);
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    this.#changing = true;
    try {
      await work();
    } catch (error) {
      await release(this.#letGo());
      this.#fail(error);
    } finally {
      this.#changing = false;
    }
  }

  #hold(track: LocalTrack, library: Library): Held {
    const held = heldBy(track);
    held.unlisten = listen(emitter(track), library.events.track, {
      LOCAL_TRACK_STOPPED: () => void this.#inTurn(() => this.#lost(held)),
    });
    this.#held = held;
    return held;
  }

  #letGo(): LocalTrack | null {
    const held = this.#held;
    this.#held = null;
    if (!held) return null;
    held.unlisten();
    held.voice?.track.stop();
    // The library stops what it sends, which with an effect is not the device.
    if (held.track.getTrack() !== held.source) held.source?.stop();
    if (held.ref) this.#ports.book.drop(held.ref);
    return held.track;
  }

  /**
   * The device was unplugged, or the permission taken back: the browser's default takes over, and that is told. Muting
   * a camera stops it too, and is no loss.
   */
  async #lost(held: Held): Promise<void> {
    if (this.#held !== held || held.ref === null) return;
    const old = this.#letGo();
    await this.#open((track) => this.#ports.conference()?.replaceTrack(old, track));
    await release(old);
    const label = this.#sourceName();
    if (label === undefined) return;
    this.#ports.emit({ kind: 'device-replaced', medium: this.#medium, label });
  }

  #sourceName(): string | undefined {
    return this.#held?.source?.label;
  }

  #copyOf(source: MediaStreamTrack | null): Held['voice'] {
    const copy = source?.clone();
    if (!copy) return null;
    copy.enabled = true;
    return { track: copy, stream: this.#ports.toStream(copy) };
  }

  /** A moderator who sees or hears it already may have been quicker than the library is with switching it on. */
  #tellOn(held: Held): void {
    if (held.track.isMuted()) {
      this.#muted(held.mutedBy);
      return;
    }
    if (held.ref !== null) this.#ports.book.drop(held.ref);
    held.ref = this.#ports.book.enter(held.track);
    this.#ports.emit({ kind: 'local-on', medium: this.#medium, ref: held.ref });
  }

  #muted(by: ParticipantId | null): void {
    this.#wanted = false;
    this.#tellOff(by);
  }

  #tellOff(by: ParticipantId | null): void {
    const ref = this.#held?.ref ?? null;
    if (this.#held) this.#held.ref = null;
    this.#ports.emit({ kind: 'local-off', medium: this.#medium, by });
    if (ref !== null) this.#ports.book.drop(ref);
  }

  #fail(error: unknown): void {
    this.#wanted = false;
    const problem = this.#ports.problemOf(error, this.#medium);
    this.#ports.emit({ kind: 'device-problem', medium: this.#medium, problem });
  }
}
