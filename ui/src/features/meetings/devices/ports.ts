import type { InjectionKey } from 'vue';
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
