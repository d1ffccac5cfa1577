import type { RefusedMessage } from '../../conference/events.ts';

type Sent = Pick<RefusedMessage, 'id' | 'text' | 'to'>;

/** What was sent and may still come back. */
export interface Outbox {
  sent: (message: Sent) => void;
  /** What was sent to everybody has come round. */
  arrived: (text: string) => void;
  /** Something came back, for this reason: what it was; null when nobody read nothing of this person's. */
  refused: (words: unknown) => RefusedMessage | null;
}

/** An answer that takes longer than this, in milliseconds, is not waited for. */
const patience = 30_000;

/** Prosody's own words for a private message to somebody who has left; refusals by a rule have words of ours. */
const goneWords = 'Recipient not in room';

/**
 * The library tells that something was refused, and why, but not what: it was the newest that is not known to have
 * arrived. A message to several is refused when all of them refuse it.
 */
export function createOutbox(now: () => number): Outbox {
  let open: { message: Sent; at: number; left: number }[] = [];
  const drop = (one: (typeof open)[number]): void => {
    open = open.filter((other) => other !== one);
  };
  return {
    sent(message) {
      const recent = open.filter(({ at }) => now() - at < patience);
      open = [...recent, { message, at: now(), left: message.to?.length ?? 1 }];
    },
    arrived(text) {
      const found = open.find(({ message }) => message.to === null && message.text === text);
      if (found) drop(found);
    },
    refused(words) {
      const last = open.findLast(({ at }) => now() - at < patience);
      if (!last) return null;
      last.left -= 1;
      if (last.left > 0) return null;
      drop(last);
      return { ...last.message, reason: words === goneWords ? 'gone' : 'rule', at: now() };
    },
  };
}
