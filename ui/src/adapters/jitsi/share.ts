import type { MediaRef, ParticipantId, ShareContent } from '../../conference/events.ts';
import { addTrack } from './adding.ts';
import { captureScreen, type Screen } from './capture.ts';
import { isCancelled } from './failures.ts';
import { featuresOf } from './features.ts';
import { emitter, listen } from './listen.ts';
import { createQueue, release, type LocalPorts } from './local-ports.ts';
import type { Sender } from './sender.ts';
import type { Library, LibraryConference, LocalTrack } from './surface.ts';

interface Sharing {
  track: LocalTrack;
  ref: MediaRef;
  /** True when the screen is sent in the camera's place. */
  inPlace: boolean;
  content: ShareContent;
  /** Of the screen, when it is sent as well. */
  sound: LocalTrack | null;
  unlisten: () => void;
}

/**
 * Sends a screen. Builds since 2022 send it beside the camera; before, a participant has one video track, and the
 * screen takes the camera's place until the share ends.
 */
export class Share {
  readonly #ports: LocalPorts;
  readonly #camera: Sender;
  readonly #microphone: Sender;
  readonly #inTurn = createQueue();
  #sharing: Sharing | null = null;
  /** Who muted the screen that is on its way: others may see it before the library is done. */
  #mutedBy: ParticipantId | null = null;

  constructor(ports: LocalPorts, senders: { camera: Sender; microphone: Sender }) {
    this.#ports = ports;
    this.#camera = senders.camera;
    this.#microphone = senders.microphone;
  }

  /** Call in the press of a button: the picker of screens needs one. A cancelled picker ends in `local-off`. */
  start(): Promise<void> {
    return this.#inTurn(async () => {
      const conference = this.#ports.conference();
      if (this.#sharing || !conference) return;
      this.#ports.emit({ kind: 'local-starting', medium: 'share' });
      try {
        const library = await this.#ports.library();
        const screen = await this.#ports.withScreenWishes(() => captureScreen(library));
        await this.#send(library, conference, screen);
      } catch (error) {
        this.#tellFailure(error);
      }
    });
  }

  /** `by` is the moderator who stopped it. */
  stop(by: ParticipantId | null = null): Promise<void> {
    return this.#inTurn(async () => {
      const sharing = this.#sharing;
      if (!sharing) return;
      this.#sharing = null;
      sharing.unlisten();
      this.#ports.emit({ kind: 'local-off', medium: 'share', by });
      this.#ports.book.drop(sharing.ref);
      await this.#withdraw(sharing).catch(() => undefined);
      await release(sharing.track);
      if (sharing.sound) await this.#microphone.mixIn(null);
      await release(sharing.sound);
    });
  }

  /** The tracks to be sent in a new conference object: the screen, if one is shared. */
  track(): LocalTrack | null {
    return this.#sharing?.track ?? null;
  }

  /** Each share begins as text: what a class shows most, and blurred letters are worse than a film that stutters. */
  setContent(content: ShareContent): void {
    const sharing = this.#sharing;
    if (!sharing) return;
    sharing.content = content;
    hint(sharing.track, content);
    this.#ports.emit({ kind: 'share-changed', content, sound: sharing.sound !== null });
  }

  /** The library muted the screen by itself: for the person that is the end of the share. */
  muteChanged(track: unknown, by: ParticipantId | null): void {
    if (!this.#sharing) this.#mutedBy = by;
    else if (this.#sharing.track === track && this.#sharing.track.isMuted()) void this.stop(by);
  }

  async #send(library: Library, conference: LibraryConference, screen: Screen): Promise<void> {
    const { picture, sound } = screen;
    try {
      const beside = await this.#addBeside(conference, picture);
      if (!beside) await this.#swapIn(conference, picture);
      // Without its sound it is still a share.
      const isHeard = sound !== null && (await this.#microphone.mixIn(sound));
      if (!isHeard) await release(sound);
      this.#keep(library, { picture, sound: isHeard ? sound : null }, !beside);
    } catch (error) {
      await Promise.all([release(picture), release(sound)]);
      throw error;
    }
  }

  #keep(library: Library, { picture: track, sound }: Screen, inPlace: boolean): void {
    const ref = this.#ports.book.enter(track);
    const unlisten = listen(emitter(track), library.events.track, {
      // The browser's own "Stop sharing" bar, or the shared window was closed.
      LOCAL_TRACK_STOPPED: () => void this.stop(),
    });
    this.#sharing = { track, ref, inPlace, content: 'text', sound, unlisten };
    this.#ports.emit({ kind: 'local-on', medium: 'share', ref });
    this.setContent('text');
    if (track.isMuted()) void this.stop(this.#mutedBy);
    else if (track.getTrack()?.readyState === 'ended') void this.stop();
  }

  /** True when the screen is now sent beside the camera; false when this build, or its server, cannot do that. */
  async #addBeside(conference: LibraryConference, track: LocalTrack): Promise<boolean> {
    if (!featuresOf(conference).multiStream) return false;
    return addTrack(conference, track, this.#ports.sleep).then(
      () => true,
      () => false,
    );
  }

  async #swapIn(conference: LibraryConference, track: LocalTrack): Promise<void> {
    const camera = await this.#camera.lend();
    try {
      if (camera) await conference.replaceTrack(camera, track);
      else await addTrack(conference, track, this.#ports.sleep);
    } catch (error) {
      await this.#addCamera(conference);
      throw error;
    } finally {
      await release(camera);
    }
  }

  async #withdraw({ track, inPlace }: Sharing): Promise<void> {
    const conference = this.#ports.conference();
    if (!inPlace) {
      await conference?.removeTrack(track);
      return;
    }
    const camera = await this.#camera.reclaim();
    await conference?.replaceTrack(track, camera);
  }

  async #addCamera(conference: LibraryConference): Promise<void> {
    const camera = await this.#camera.reclaim();
    if (camera) await addTrack(conference, camera, this.#ports.sleep);
  }

  #tellFailure(error: unknown): void {
    const { emit } = this.#ports;
    if (isCancelled(error)) emit({ kind: 'local-off', medium: 'share', by: null });
    else
      emit({
        kind: 'device-problem',
        medium: 'share',
        problem: this.#ports.problemOf(error, 'share'),
      });
  }
}

/** Frames a second that are worth their bits, at most. */
const frameRates = { text: 15, video: 30 } as const;

/** Tells the browser's encoder what to give up first when there are too few bits: sharpness or movement. */
function hint(screen: LocalTrack, content: ShareContent): void {
  const track = screen.getTrack();
  if (!track) return;
  track.contentHint = content === 'text' ? 'detail' : 'motion';
  // Where the browser refuses, the rate stays what it was.
  track.applyConstraints({ frameRate: { max: frameRates[content] } }).catch(() => undefined);
}
