/** A message that Moodle holds for one of its users. */
export interface SiteMessage {
  id: number;
  conversationId: number;
  toId: number;
  /** Cleaned markup: safe to show. */
  text: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** The site's messages; the portal shows them to whom they are for. */
export interface MessageStore {
  add: (message: Pick<SiteMessage, 'toId' | 'text' | 'at'>) => SiteMessage;
  /** Messages for one user, newest first. */
  of: (userId: number) => SiteMessage[];
}

/** An empty store that keeps the last 5,000 messages. */
export function createMessageStore(): MessageStore {
  const kept: SiteMessage[] = [];
  const conversations = new Map<number, number>();
  let last = 0;
  return {
    add(message) {
      const conversationId = conversations.get(message.toId) ?? conversations.size + 1;
      conversations.set(message.toId, conversationId);
      const added = { ...message, id: ++last, conversationId };
      kept.push(added);
      if (kept.length > 5000) kept.shift();
      return added;
    },
    of: (userId) => kept.filter((message) => message.toId === userId).reverse(),
  };
}
