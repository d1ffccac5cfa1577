import type { Kind, LmsMessage, Mail, Message, Push, Sms } from './message.ts';

export type { LmsMessage, Mail, Push, Sms };

/** What became of one attempt. */
export type Outcome =
  /** The provider has acknowledged that it took the message. */
  | { is: 'accepted'; reference: string | null }
  /** Not now, for this message; after so many milliseconds if the provider says. */
  | { is: 'later'; reason: string; afterMs?: number }
  /** The provider cannot be reached or lets nobody in: it took nothing. */
  | { is: 'away'; reason: string }
  /** The line broke between handing over and acknowledging: it may have been taken. */
  | { is: 'unsure'; reason: string }
  /** The provider will never take this message. */
  | { is: 'refused'; reason: string }
  /** There is no such addressee any more, as was to be expected some day. */
  | { is: 'gone'; reason: string };

export interface Envelope {
  /** The row's id: the same at each attempt, so that a provider (or a reader) can see a repetition. */
  id: string;
  /** Moment after which the message is of no use; null: none. */
  expiresAt: number | null;
}

/** Hands messages of one kind to their provider. Failures are outcomes; what is thrown counts as unsure. */
export interface Carrier<M> {
  carry: (message: M, envelope: Envelope) => Promise<Outcome>;
  close?: () => void;
}

export type Carriers = { [K in Kind]?: Carrier<Extract<Message, { kind: K }>> };
