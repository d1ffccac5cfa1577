import { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { Failure } from '../../kernel/failure.ts';
import { verifyMessage } from './signature.ts';

const name = z.string().min(1).max(255);
const numbered = { sequence: z.int().positive(), at: z.int().nonnegative(), room: name };
const reason = z.string().max(2000).optional();

const occupant = z.object({
  /** The nickname in the room, which is lib-jitsi-meet's participant id. */
  id: name,
  jid: z.string().min(1).max(3071),
  /** `context.user.id` of the room token. */
  userId: name,
  name: z.string().max(1000),
  affiliation: z.string().max(20),
});

const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('room-created'), ...numbered }),
  z.object({ type: z.literal('room-destroyed'), ...numbered, reason }),
  z.object({ type: z.literal('occupant-joined'), ...numbered, occupant }),
  z.object({ type: z.literal('occupant-left'), ...numbered, occupant, reason }),
]);

/** Decision 0001, "Events". No events at all is how a Prosody says that it has just started. */
export const eventBatch = z.object({
  source: z.string().min(1).max(100),
  events: z.array(event).max(100),
});

export type ConferenceEvent = z.infer<typeof event>;
export type EventBatch = z.infer<typeof eventBatch>;

export interface EventReader {
  /**
   * The batch that a request carries.
   * @param body the exact bytes of the request
   * @param header the signature header's value
   * @throws Failure conference/event-unsigned, conference/event-stale or request/invalid
   */
  read: (body: Buffer, header: string | undefined) => EventBatch;
}

/** Reads the requests that Prosody sends to the bridge. Unknown keys are left out: a newer module may send more. */
export function createEventReader(settings: { secret: string; clock: Clock }): EventReader {
  return {
    read: (body, header) => {
      const verdict = verifyMessage(settings.secret, { header, body }, settings.clock.now());
      if (verdict === 'unsigned') throw new Failure('conference/event-unsigned');
      if (verdict === 'stale') throw new Failure('conference/event-stale');
      return parse(body);
    },
  };
}

function parse(body: Buffer): EventBatch {
  const parsed = eventBatch.safeParse(json(body));
  if (parsed.success) return parsed.data;
  const flaws = parsed.error.issues.map(({ path, message }) => ({
    field: ['body', ...path].join('.'),
    message,
  }));
  throw new Failure('request/invalid', { flaws });
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new Failure('request/invalid', { detail: 'the events are not JSON', cause });
  }
}
