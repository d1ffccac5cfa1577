import type {
  Capabilities,
  ChosenDevices,
  ConferenceEvent,
  LocalMedium,
  MediaRef,
  ParticipantId,
  Reaction,
  ShareContent,
} from './events.ts';
import type { MakeEffect } from './effect.ts';

export type ConferenceListener = (event: ConferenceEvent) => void;

/** What the screen shows, so that only that is received. Ids of participants that are gone are ignored. */
export interface LayoutNeeds {
  /** Shown large, first = most important. */
  stage: readonly ParticipantId[];
  /** How high one on the stage is, in lines of the screen; a share is always received whole. */
  stageHeight: number;
  /** Shown as tiles now (scrolled into view), without those on the stage. */
  visible: readonly ParticipantId[];
  /** How high a tile is, in lines of the screen (CSS pixels × devicePixelRatio). */
  tileHeight: number;
}

/**
 * One meeting, as commands. Faking this interface shows every state of the meeting screens
 * (adapters/fake); adapters/jitsi speaks to a real conference.
 *
 * Commands never reject and never throw: what came of them is told by events (`failed`,
 * `device-problem`, `local-on` …), and calling one twice is harmless. A promise resolves when the
 * command is settled, well or not.
 */
export interface Conference {
  /**
   * Calls `listener` with each event from now on; returns the function that ends it. Subscribe before
   * `join()`: events of the past are not told again.
   */
  subscribe(listener: ConferenceListener): () => void;

  /** Until the library is loaded these are a guess; the event `capabilities` tells when they are known. */
  readonly capabilities: Capabilities;

  /** Enters the room: `connecting`, then `joined` or `failed`. After `left` or `failed` it may be called again. */
  join(): Promise<void>;
  /** Leaves, stops sending, gives camera and microphone back to the system; tells `left`. */
  leave(): Promise<void>;
  /** Leaves without a word and drops every listener; the object is of no use after it. */
  dispose(): Promise<void>;

  /** May be called before `join()`: the device starts at once and is sent when in. */
  setMicrophone(on: boolean): Promise<void>;
  setCamera(on: boolean): Promise<void>;
  /** Must be called in the press of a button (browsers ask for that). A cancelled picker is no problem: `local-off`. */
  startShare(): Promise<void>;
  stopShare(): Promise<void>;
  /** What the share shows: `text` (with which each begins) stays sharp, `video` moves smoothly. */
  setShareContent(content: ShareContent): void;
  /** Switches devices, also while they are being sent. Keys left out stay as they are. */
  chooseDevices(devices: ChosenDevices): Promise<void>;

  /**
   * What is done to the own sound or picture from now on, also while it is sent; null: nothing. Called before the device
   * is switched on, nothing ever goes out without it: where the effect cannot be made, the device stays off, with the
   * problem `no-effect`.
   */
  setEffect(medium: 'microphone' | 'camera', make: MakeEffect | null): Promise<void>;

  raiseHand(raised: boolean): void;
  /**
   * To everybody, or to those alone who are named. False when there is nobody to send it to now (not in, or
   * interrupted): keep the text in the field. What the server refuses is told by `chat-refused`.
   */
  sendChat(text: string, to: readonly ParticipantId[] | null): boolean;
  /** Shows a reaction to everybody. False when not in, or when there were too many within some seconds. */
  react(reaction: Reaction): boolean;
  setLayoutNeeds(needs: LayoutNeeds): void;
  // What follows only has an effect when it comes from a moderator.
  /** Switches off what another sends; nobody can switch it on for another. */
  muteParticipant(id: ParticipantId, medium: LocalMedium): void;
  /** Asks another to switch it on. */
  ask(id: ParticipantId, medium: 'microphone' | 'camera'): void;
  /** Lowers a hand, or all with null. */
  lowerHand(id: ParticipantId | null): void;

  /**
   * What the own microphone hears, muted or not, for a meter or a hint: it is never sent. Null while the microphone was
   * never switched on here. It ends with the microphone, and is another one after another device was chosen.
   */
  voice(): MediaStream | null;
  /** The live stream behind a ref, for a `srcObject`; null when it is gone. */
  streamOf(ref: MediaRef): MediaStream | null;
  /**
   * Shows or plays `ref` in an element, sound on the chosen speaker, and empties the element when the ref ends (a
   * stream that changes gets a new ref). Returns the function that takes it out. An unknown ref does nothing.
   */
  attach(ref: MediaRef, element: HTMLMediaElement): () => void;
}
