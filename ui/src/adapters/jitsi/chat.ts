import type { ChatMessage, ParticipantId } from '../../conference/events.ts';
import { createOutbox } from './outbox.ts';
import type { People } from './people.ts';
import type { Translation } from './translation.ts';

/** Arguments of MESSAGE_RECEIVED: three until 2022, more since. */
export type MessageArguments = readonly [
  id: ParticipantId,
  text: string,
  stamp?: string,
  displayName?: string,
  isVisitor?: boolean,
  messageId?: string,
];

/** What is written in one room, by whomever, to everybody or to one. */
export interface Chat {
  heard: (...args: MessageArguments) => void;
  /** To this person alone. The room repeats none of these, whatever time they claim. */
  heardPrivately: (id: ParticipantId, text: unknown) => void;
  write: (text: string, to: readonly ParticipantId[] | null) => void;
  /** The server sent back what this person wrote; `words` are its reason. */
  refused: (words: unknown) => void;
}

let count = 0;
const nextId = (): string => `live/${++count}`;

/**
 * Turns messages into chat events. `stamp` comes with messages that the room repeats to those who come later; those
 * older than `since` (milliseconds, when this person was last in) were shown before and are dropped.
 */
export function createChat(t: Translation, people: People, since: number): Chat {
  const outbox = createOutbox(t.now);
  const myId = (): ParticipantId => t.conference.myUserId() ?? '';
  const told = (by: ParticipantId, message: Pick<ChatMessage, 'text' | 'to'>): ChatMessage => ({
    id: nextId(),
    participantId: by,
    name: people.nameOf(by),
    guest: people.isGuest(by),
    at: t.now(),
    mine: by === myId(),
    ...message,
  });

  return {
    heard(...[id, text, stamp, displayName, , messageId]) {
      const sent = stamp === undefined ? Number.NaN : Date.parse(stamp);
      const repeated = Number.isFinite(sent);
      if (typeof text !== 'string' || (repeated && sent <= since)) return;
      const message = told(id, { text, to: null });
      if (message.mine && !repeated) outbox.arrived(text);
      t.emit({
        kind: 'chat',
        message: {
          ...message,
          id: messageId ?? (repeated ? `${id}/${sent}/${text}` : message.id),
          name: message.name || (displayName ?? ''),
          at: repeated ? sent : message.at,
        },
      });
    },
    heardPrivately(id, text) {
      if (typeof text !== 'string' || id === myId()) return;
      const to = [{ id: myId(), name: t.displayName }];
      t.emit({ kind: 'chat', message: told(id, { text, to }) });
    },
    write(text, to) {
      if (to === null) {
        outbox.sent({ id: null, text, to });
        t.conference.sendTextMessage(text);
        return;
      }
      for (const id of to) t.conference.sendPrivateTextMessage(id, text);
      const readers = to.map((id) => ({ id, name: people.nameOf(id) }));
      const message = told(myId(), { text, to: readers });
      outbox.sent({ id: message.id, text, to });
      t.emit({ kind: 'chat', message });
    },
    refused(words) {
      const refused = outbox.refused(words);
      if (refused) t.emit({ kind: 'chat-refused', refused });
    },
  };
}
