import { z } from 'zod';
import { reactions, type ParticipantId } from '../../conference/events.ts';
import { createPace, nextReactionKey, reactionPace } from '../../conference/pace.ts';
import type { LibraryConference, LibraryParticipant } from './surface.ts';
import type { Translation } from './translation.ts';

/** Small messages between panels, as JSON in the room; whoever does not know them passes them over. */
const signal = z.discriminatedUnion('signal', [
  z.object({ signal: z.literal('reaction'), reaction: z.enum(reactions) }),
  z.object({ signal: z.literal('ask'), medium: z.enum(['microphone', 'camera']) }),
  z.object({ signal: z.literal('lower-hand') }),
]);
export type Signal = z.infer<typeof signal>;

/** Marks our messages among those of Jitsi's own apps. */
const type = 'campus-meet';
const envelope = z.looseObject({ type: z.literal(type) });

/** Sends to everybody, or to one. */
export const sendSignal = (
  conference: LibraryConference,
  sent: Signal,
  to: ParticipantId | null,
): void => {
  const message = { type, ...sent };
  if (to === null) conference.sendMessage(message);
  else conference.sendMessage(message, to);
};

/** Takes what other panels send: everybody's reactions at a bounded pace, the rest from moderators only. */
export function createSignals(
  { emit, now }: Pick<Translation, 'emit' | 'now'>,
  lowerOwnHand: () => void,
) {
  const mayReact = createPace(reactionPace);
  const obey = (sent: Signal, by: ParticipantId): void => {
    if (sent.signal === 'ask') emit({ kind: 'asked', medium: sent.medium, by, at: now() });
    if (sent.signal === 'lower-hand') lowerOwnHand();
  };
  return (participant: LibraryParticipant, payload: unknown): void => {
    if (!envelope.safeParse(payload).success) return;
    const { data } = signal.safeParse(payload);
    const id = participant.getId();
    if (data?.signal === 'reaction') {
      if (mayReact(id, now()))
        emit({ kind: 'reaction', key: nextReactionKey(), id, reaction: data.reaction });
    } else if (data && participant.isModerator()) {
      obey(data, id);
    }
  };
}
