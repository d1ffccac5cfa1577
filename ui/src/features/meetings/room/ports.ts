import type { InjectionKey } from 'vue';
import type { Entry } from '../../../../../bridge/src/features/meetings/contract.ts';
import type { Conference } from '../../../conference/conference.ts';
import type { FailureReason } from '../../../conference/events.ts';

/** What a conference needs to be made. */
export interface Admission {
  room: Entry['conference'];
  personId: string | null;
  /**
   * Asks for a fresh ticket for the same room when the connection has to be made anew, or answers why there is
   * none; rejects when the bridge is out of reach.
   */
  renewToken: () => Promise<{ jwt: string } | { over: FailureReason }>;
}

/** Makes a conference; nothing is connected yet. Loads its code when called. */
export type CreateConference = (admission: Admission) => Promise<Conference>;

export const createConferenceKey: InjectionKey<CreateConference> = Symbol('create conference');

/** How this browser shows something small above all other windows. */
export type PictureInPictureWay =
  | 'window' // a window of ours, with buttons
  | 'video' // one picture, with the browser's own buttons
  | 'framed' // it could, but the page around this one does not pass the permission on
  | 'none';

/** A small window that is open; what is put into its body looks as in the page. */
export interface SmallWindow {
  body: HTMLElement;
  /** Where its keys are pressed. */
  keys: Pick<Window, 'addEventListener' | 'removeEventListener'>;
  close: () => void;
}

/** A device in the browser's own window. */
interface OwnButton {
  on: boolean;
  toggle: () => void;
}

/** What the browser's own window offers beside the picture. */
export interface OwnButtons {
  microphone: OwnButton;
  camera: OwnButton;
  leave: () => void;
}

/** Picture in picture. What opens must be called in a press of a button, and answers null where the browser says no. */
export interface PictureInPicture {
  way: () => PictureInPictureWay;
  /** `closed` is called when the window goes, whoever closed it. */
  openWindow(closed: () => void): Promise<SmallWindow | null>;
  /** `video` has to have a picture. Answers what ends it. */
  openVideo(video: HTMLVideoElement, closed: () => void): Promise<(() => void) | null>;
  /** Gives the browser's own window its buttons, where it has any. Returns what takes them away. */
  control(buttons: OwnButtons): () => void;
  /** The browser asks for it by itself when another tab is looked at. Returns the function that no longer listens. */
  onAway(open: () => void): () => void;
}

export const pictureInPictureKey: InjectionKey<PictureInPicture> = Symbol('picture in picture');
