import { randomUUID } from 'node:crypto';

/** One file of a mail, kept whole in memory. */
export interface Attachment {
  name: string;
  /** Media type in lower case, for example `text/calendar`. */
  type: string;
  content: Buffer;
}

/** A mail as it came in by SMTP. */
export interface Mail {
  kind: 'mail';
  /** The From header, or the envelope's sender when there is none. */
  from: string;
  /** The envelope's recipients: who really gets it, Bcc included. */
  to: string[];
  subject: string;
  /** Header lines in their order, decoded. */
  headers: { name: string; value: string }[];
  text: string;
  html: string | null;
  attachments: Attachment[];
}

/** A short message as it came in by the SMS gateway. */
export interface Sms {
  kind: 'sms';
  /** A telephone number, as it was given. */
  to: string[];
  text: string;
}

/** A message in the mailbox; `at` is when it came, in milliseconds since 1970. */
export type Message = (Mail | Sms) & { id: string; at: number };

/** Everything that the demo's world was sent, newest first. */
export interface Mailbox {
  add: (message: Mail | Sms) => Message;
  /** All messages, or only those for one recipient (mail addresses without regard to case). */
  list: (recipient?: string) => Message[];
  find: (id: string) => Message | undefined;
  /** Every recipient with the number of their messages, in alphabetical order. */
  recipients: () => { address: string; count: number }[];
  /** Calls `listener` for each message that comes from now on; answers how to end it. */
  onMessage: (listener: (message: Message) => void) => () => void;
}

/** What it begins with, newest first, and how much is kept: the oldest goes first. */
export interface MailboxOptions {
  kept?: readonly Message[];
  messages?: number;
  /** Bytes of all attachments together. */
  bytes?: number;
}

/** Makes a mailbox: by default the last 500 messages with at most 64 MiB of attachments. */
export function createMailbox({
  kept: earlier = [],
  messages = 500,
  bytes = 64 * 1024 * 1024,
}: MailboxOptions = {}): Mailbox {
  const kept = [...earlier];
  const listeners = new Set<(message: Message) => void>();
  const dropOldest = () => {
    while (kept.length > messages || (kept.length > 1 && total(kept) > bytes)) kept.pop();
  };
  const list = (recipient?: string) =>
    kept.filter((message) => recipient === undefined || isFor(message, recipient));
  return {
    add(message) {
      const added: Message = { ...message, id: randomUUID(), at: Date.now() };
      kept.unshift(added);
      dropOldest();
      for (const listener of listeners) listener(added);
      return added;
    },
    list,
    find: (id) => kept.find((message) => message.id === id),
    recipients: () => countRecipients(kept),
    onMessage(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function isFor(message: Message, recipient: string): boolean {
  const wanted = recipient.toLowerCase();
  return message.to.some((address) => address.toLowerCase() === wanted);
}

function total(messages: Message[]): number {
  const sizes = messages.map((message) =>
    message.kind === 'mail'
      ? message.attachments.reduce((sum, one) => sum + one.content.length, 0)
      : 0,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function countRecipients(messages: Message[]): { address: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const address of messages.flatMap((message) => message.to)) {
    const key = address.toLowerCase();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .map(([address, count]) => ({ address, count }))
    .sort((a, b) => a.address.localeCompare(b.address));
}
