import type { TrackEffect } from '../../../conference/effect.ts';
import type { LocalTrack, Names, RemoteTrack } from '../surface.ts';
import { EmitterDouble } from './emitter.ts';

interface What {
  type: 'audio' | 'video';
  videoType?: 'camera' | 'desktop';
}

/** A MediaStreamTrack as far as the adapter touches it. */
export class CaptureDouble {
  readyState: 'live' | 'ended' = 'live';
  contentHint = '';
  enabled = true;
  readonly copies: CaptureDouble[] = [];
  readonly deviceId: string;

  constructor(deviceId: string) {
    this.deviceId = deviceId;
  }

  get label(): string {
    return this.deviceId === '' ? 'Default' : this.deviceId;
  }

  clone(): CaptureDouble {
    const copy = new CaptureDouble(this.deviceId);
    copy.enabled = this.enabled;
    this.copies.push(copy);
    return copy;
  }

  applyConstraints(): Promise<void> {
    return Promise.resolve();
  }

  stop(): void {
    this.readyState = 'ended';
  }
}

class TrackDouble extends EmitterDouble {
  readonly what: What;
  muted = false;
  /** The conference that the track was added to. */
  home: { trackMuteChanged(track: object, by?: object): void } | null = null;
  protected capture: CaptureDouble | null;
  protected readonly names: Names;

  constructor(what: What, names: Names, deviceId = '') {
    super();
    this.what = what;
    this.names = names;
    this.capture = new CaptureDouble(deviceId);
  }

  getType(): string {
    return this.what.type;
  }

  getVideoType(): string | undefined {
    return this.what.videoType;
  }

  getTrack(): MediaStreamTrack | null {
    return this.capture as unknown as MediaStreamTrack | null;
  }

  isMuted(): boolean {
    return this.muted;
  }

  changeVideoType(videoType: 'camera' | 'desktop'): void {
    this.what.videoType = videoType;
    this.emit(this.names['TRACK_VIDEOTYPE_CHANGED'], videoType);
  }
}

/** A local track: a muted camera gives its device back and opens it again, as the library does on Chromium. */
export class LocalTrackDouble extends TrackDouble implements LocalTrack {
  disposed = false;
  readonly effects: (TrackEffect | undefined)[] = [];
  original: CaptureDouble | null = null;
  readonly deviceId: string;
  readonly #disposedError: string;

  constructor(what: What, names: Names, more: { deviceId: string; disposedError: string }) {
    super(what, names, more.deviceId);
    this.deviceId = more.deviceId;
    this.#disposedError = more.disposedError;
  }

  isLocal(): boolean {
    return true;
  }

  getParticipantId(): string | undefined {
    return undefined;
  }

  mute(): Promise<void> {
    return this.#setMuted(true);
  }

  unmute(): Promise<void> {
    return this.#setMuted(false);
  }

  /** What the device gives now; null while a camera is muted. */
  capturing(): CaptureDouble | null {
    return this.capture;
  }

  /** As both builds do: a muted camera's effect waits, and what it gives takes the place of what the device gives. */
  setEffect(effect: TrackEffect | undefined): Promise<void> {
    this.effects.push(effect);
    if (this.muted && this.what.type === 'video') return Promise.resolve();
    this.original ??= this.capture;
    this.capture = effect ? this.#affected(effect) : this.original;
    return Promise.resolve();
  }

  #affected(effect: TrackEffect): CaptureDouble {
    const stream = { getTracks: () => [this.original] } as unknown as MediaStream;
    return effect.startEffect(stream) as unknown as CaptureDouble;
  }

  /** A moderator's mute: the library mutes by itself and says by whom. */
  async muteBy(participant: object): Promise<void> {
    await this.#setMuted(true, participant);
  }

  dispose(): Promise<void> {
    this.disposed = true;
    this.capture?.stop();
    return Promise.resolve();
  }

  /** The device is unplugged, or the browser's "Stop sharing" is pressed. */
  stopByBrowser(): void {
    this.capture?.stop();
    this.emit(this.names['LOCAL_TRACK_STOPPED'], this);
  }

  #reopen(muted: boolean): void {
    (this.original ?? this.capture)?.stop();
    this.original = null;
    this.capture = muted ? null : new CaptureDouble(this.deviceId);
    const effect = this.effects.at(-1);
    if (!effect || muted) return;
    this.original = this.capture;
    this.capture = this.#affected(effect);
  }

  #setMuted(muted: boolean, by?: object): Promise<void> {
    if (this.disposed) {
      return Promise.reject(Object.assign(new Error('disposed'), { name: this.#disposedError }));
    }
    if (this.muted === muted) return Promise.resolve();
    this.muted = muted;
    if (this.what.type === 'audio' && this.capture) this.capture.enabled = !muted;
    if (this.what.videoType === 'camera') this.#reopen(muted);
    this.home?.trackMuteChanged(this, by);
    return Promise.resolve();
  }
}

/** A track of somebody else. */
export class RemoteTrackDouble extends TrackDouble implements RemoteTrack {
  readonly participantId: string;
  readonly sourceName: string | undefined;

  constructor(what: What, names: Names, owner: { id: string; sourceName?: string }) {
    super(what, names);
    this.participantId = owner.id;
    this.sourceName = owner.sourceName;
  }

  isLocal(): boolean {
    return false;
  }

  getParticipantId(): string {
    return this.participantId;
  }

  getSourceName(): string | undefined {
    return this.sourceName;
  }

  streamingStatus(status: string): void {
    this.emit(this.names['TRACK_STREAMING_STATUS_CHANGED'], this, status);
  }
}

/** The double that a track is; these libraries are given no other. */
export function doubleOf(track: LocalTrack): LocalTrackDouble {
  if (!(track instanceof LocalTrackDouble)) throw new Error('not a track of this library');
  return track;
}
