import type { InjectionKey } from 'vue';
import type { TrackEffect } from '../../../conference/effect.ts';
import type { DeviceProblem } from '../../../conference/events.ts';

export type DeviceKind = 'microphone' | 'camera' | 'speaker';
export type CaptureKind = 'microphone' | 'camera';

export interface Device {
  id: string;
  /** As the browser names it; empty until a permission is given. */
  label: string;
}

export type DeviceList = Record<DeviceKind, Device[]>;

/** A device that was opened, or why not. */
export type Opened =
  { stream: MediaStream; problem: null } | { stream: null; problem: DeviceProblem };

/** What the page that embeds us lets through. All true in a tab of our own. */
export interface FramePermissions {
  camera: boolean;
  microphone: boolean;
  screen: boolean;
}

/** Where a browser hides its permissions; each has a sentence of its own that leads there. */
export type BrowserKind = 'chromium' | 'firefox' | 'safari' | 'android' | 'ios';

/** Microphones, cameras and speakers of this computer. Nothing here rejects. */
export interface Devices {
  permissions(): FramePermissions;
  readonly browser: BrowserKind;
  readonly canChooseSpeaker: boolean;
  list(): Promise<DeviceList>;
  /** Calls back when something is plugged in or out; returns the function that ends it. */
  onChange(listener: () => void): () => void;
  /** Opens one device for a look at it; `id` absent = the browser's default. */
  open(kind: CaptureKind, id?: string): Promise<Opened>;
  /** Calls back when the person allows what was refused, in the browser's own settings; returns the function that ends it. */
  onAllowed(kind: CaptureKind, listener: () => void): () => void;
  /** Tells the loudness of a stream, 0 to 1, some times a second; returns the function that ends it. */
  meter(stream: MediaStream, listener: (level: number) => void): () => void;
  /** Plays a short sound on a speaker; resolves when it is over, with whether it could be played. */
  chime(speaker?: string): Promise<boolean>;
}

export const devicesKey: InjectionKey<Devices> = Symbol('devices');

/** Fills a canvas of any size. */
export type Paint = (context: CanvasRenderingContext2D) => void;

/** What is seen behind a person: their room, blurred by so many pixels of the picture, or something painted. */
export type Look = { blur: number } | { paint: Paint };

/** Puts a look behind the person in a camera's picture; another one takes effect at once. */
export interface BackgroundEffect extends TrackEffect {
  show(look: Look): void;
}

/** A file as a background, in an address that holds it, or why not. */
export type OwnPicture =
  { url: string; problem: null } | { url: null; problem: 'too-large' | 'unreadable' };

/** What can be done to picture and sound in this browser. `slow` is called when the machine is too slow for it. */
export interface Effects {
  readonly canBackground: boolean;
  readonly canSuppressNoise: boolean;
  /** Loads what it takes; rejects when that cannot be had. */
  background(look: Look, slow: () => void): Promise<BackgroundEffect>;
  noise(slow: () => void): Promise<TrackEffect>;
  /** Reads a picture out of a file. Never rejects. */
  readPicture(file: File): Promise<OwnPicture>;
  /** A picture that was read before. Rejects when it is none. */
  paintOf(url: string): Promise<Paint>;
}

export const effectsKey: InjectionKey<Effects> = Symbol('effects');
