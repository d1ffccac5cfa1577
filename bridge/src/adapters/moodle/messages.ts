import { z } from 'zod';
import type { Carrier, LmsMessage, Outcome } from '../../features/notifications/outbox/ports.ts';
import { isFailure } from '../../kernel/failure.ts';
import type { Call } from './client.ts';

/** core_message_send_instant_messages: `msgid` is -1 where this message was refused. */
const answers = z.array(z.object({ msgid: z.int(), errormessage: z.string().nullish() })).length(1);

/**
 * Sends messages inside Moodle, one recipient a call: with several, Moodle throws after having stored some
 * of them. `call` must not try again by itself: Moodle cannot tell a repetition.
 */
export function createMoodleMessages(call: Call): Carrier<LmsMessage> {
  return {
    carry: async ({ to, text }): Promise<Outcome> => {
      try {
        const messages = [{ touserid: Number(to), text: markup(text), textformat: 1 }];
        const wsfunction = 'core_message_send_instant_messages';
        const [answer] = await call(wsfunction, { messages }, answers);
        if (answer && answer.msgid >= 0) return { is: 'accepted', reference: String(answer.msgid) };
        return { is: 'refused', reason: answer?.errormessage ?? 'Moodle refused the message.' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

const special: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Moodle cleans what it is sent as HTML, but shows addresses as links only when they are written as such. */
function markup(text: string): string {
  const escaped = text.replace(/[&<>"]/gu, (sign) => special[sign] ?? sign);
  const linked = escaped.replace(/https?:\/\/[^\s]+/gu, (url) => `<a href="${url}">${url}</a>`);
  const paragraphs = linked.split(/\n{2,}/u).map((each) => each.replace(/\n/gu, '<br>'));
  return paragraphs.map((each) => `<p>${each}</p>`).join('');
}

const neverReached = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/u;

function outcomeOf(error: unknown): Outcome {
  if (!isFailure(error)) throw error;
  const reason = error.message;
  if (error.code === 'lms/refused') return { is: 'away', reason };
  if (error.code === 'lms/unavailable' && tookNothing(error)) return { is: 'away', reason };
  // Broken off, or answered with something else: Moodle may have stored it.
  return { is: 'unsure', reason };
}

/** Moodle said itself that it is closed, or nobody was there to hear. */
function tookNothing({ message, cause }: Error): boolean {
  if (cause === undefined) return /^Moodle says|HTTP (503|429)/u.test(message);
  const inner = cause instanceof Error ? cause.cause : undefined;
  return inner instanceof Error && 'code' in inner && neverReached.test(String(inner.code));
}
