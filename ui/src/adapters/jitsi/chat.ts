import type { ParticipantId } from '../../conference/events.ts';
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

let count = 0;

/**
 * Turns messages into chat events. `stamp` comes with messages that the room repeats to those who come later; those
 * older than `since` (milliseconds, when this person was last in) were shown before and are dropped.
 */
export function createChat(t: Translation, people: People, since: number) {
  return (...[id, text, stamp, displayName, , messageId]: MessageArguments): void => {
    const sent = stamp === undefined ? Number.NaN : Date.parse(stamp);
    const repeated = Number.isFinite(sent);
    if (typeof text !== 'string' || (repeated && sent <= since)) return;
    count += 1;
    t.emit({
      kind: 'chat',
      message: {
        id: messageId ?? (repeated ? `${id}/${sent}/${text}` : `live/${count}`),
        participantId: id,
        name: people.nameOf(id) || (displayName ?? ''),
        guest: people.isGuest(id),
        text,
        at: repeated ? sent : t.now(),
        mine: id === t.conference.myUserId(),
      },
    });
  };
}
