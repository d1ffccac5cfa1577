import type { InjectionKey } from 'vue';
import type { OpenSession } from '../../../../../bridge/src/features/access/sessions/contract.ts';
import type { PanelCode } from '../../../kernel/failure.ts';

/** What the panel needs to be somebody. All reject with a PanelFailure. */
export interface Sessions {
  /** Opens a session with a one-time ticket. */
  open(ticket: string): Promise<OpenSession>;
  /** Keeps a session that admission opened for a guest. */
  adopt(session: OpenSession): void;
  /**
   * Keeps a session that is opened in the place of this tab's, which ends by that: until it is there, the old one is
   * not lost. Rejects as `opening` does.
   */
  replace(opening: Promise<OpenSession>): Promise<OpenSession>;
  /** Continues this tab's session after a reload; null when there is none to continue. */
  resume(): Promise<OpenSession | null>;
  /** Signs out. */
  close(): Promise<void>;
  /** Tells when the session is over for good; returns the function that ends telling. */
  onLost(listener: (code: PanelCode) => void): () => void;
}

export const sessionsKey: InjectionKey<Sessions> = Symbol('sessions');

/** A tab that was opened by a press and waits for its address. */
export interface PendingTab {
  go(url: string): void;
  close(): void;
  isClosed(): boolean;
  focus(): void;
}

export interface Tabs {
  /**
   * Opens a tab that shows `waitingText`; null when the browser blocked it. Only inside a press. `note`: a word for
   * the page that will be there.
   */
  open(waitingText: string, note?: string): PendingTab | null;
  /**
   * The word that the page of ours which opened this tab left for it; taken once. Null in any other tab: an
   * address, which anybody can send, never carries one.
   */
  takeNote(): string | null;
  /** In a frame of somebody's page, which has its own way of signing in. */
  isFramed(): boolean;
}

export const tabsKey: InjectionKey<Tabs> = Symbol('tabs');

/** What a tab without a session asks for: one to come into this meeting, or one of a person. */
export interface SessionWish {
  meetingId?: string;
}

/** What one tab gives another to be signed in by. */
export interface GivenSession {
  /** Good once, within a minute. */
  ticket: string;
  /** What the giving tab is written in. */
  language: string;
}

/**
 * The other tabs of this browser, as far as it lets them hear of each other: those of our origin, below the same
 * site at the top.
 */
export interface OtherTabs {
  /** Asks whoever is signed in, people before guests; null where nobody is, or nobody can give. */
  ask(wish: SessionWish): Promise<GivenSession | null>;
  /** Answers those who ask, one tab for all; `give` answers null for whom it cannot. Returns what ends that. */
  answer(
    kind: 'person' | 'guest',
    give: (wish: SessionWish) => Promise<GivenSession | null>,
  ): () => void;
}

export const otherTabsKey: InjectionKey<OtherTabs> = Symbol('other tabs');
