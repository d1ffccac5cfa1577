/**
 * What the panel in the frame and the element around it say to each other, by postMessage. Both check the
 * origin: the panel speaks only to the origin that the portal is registered with, the element listens only to
 * its own frame at the bridge's origin.
 */
export const messageSource = 'campus-meet';

/** A meeting, as far as a portal's page may know it. */
export interface MeetingWord {
  meetingId: string;
  title: string;
}

export interface PanelWords {
  /** Launched and shown. */
  ready: Record<string, never>;
  /** A meeting of the course runs now. `present`: how many are in. */
  live: MeetingWord & { present: number };
  /** Somebody calls; `ringing` is how many calls ring. `shown`: there is still a word to read about one. */
  ringing: { ringing: number; shown: boolean; callerName: string | null; title: string | null };
  /** This person is in the meeting, in the frame or in a tab of its own. */
  joined: MeetingWord;
  left: MeetingWord;
  ended: MeetingWord;
  /** How high the panel's content is, in CSS pixels; null = it takes what it is given (a meeting). */
  size: { height: number | null };
  /** The session is over, or the launch was refused: the code of the failure. */
  refused: { code: string };
}

export type PanelEvent = keyof PanelWords;

export type PanelMessage = {
  [E in PanelEvent]: { source: typeof messageSource; event: E; detail: PanelWords[E] };
}[PanelEvent];
