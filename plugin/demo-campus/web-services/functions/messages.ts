import { z } from 'zod';
import { can } from '../access.ts';
import { formatNotSupported } from '../errors.ts';
import { int, list, name, raw } from '../params.ts';
import type { Site } from '../site.ts';
import { formatMessage } from '../texts.ts';
import { webService } from './web-service.ts';

/** Moodle's MESSAGE_MAX_LENGTH, in characters. */
const maxLength = 4096;

const message = z.strictObject({
  touserid: int,
  text: raw,
  textformat: int.optional(),
  clientmsgid: name.optional(),
});
type Message = z.infer<typeof message>;

/**
 * core_message_send_instant_messages, with Moodle's bug: a call in which some succeed and some fail throws
 * `formatnotsupported` after the good ones are stored.
 */
export const sendInstantMessages = webService(
  'core_message_send_instant_messages',
  z.strictObject({ messages: list(message) }),
  (site, { messages }) => {
    const answers = messages.map((one) => send(site, one));
    const refused = answers.filter(({ msgid }) => msgid === -1).length;
    if (refused > 0 && refused < answers.length) throw formatNotSupported();
    return answers;
  },
);

function send(site: Site, { touserid, text, textformat = 0, clientmsgid }: Message) {
  const client = clientmsgid === undefined ? {} : { clientmsgid };
  const refusal = refusalOf(site, touserid, text);
  if (refusal !== null) {
    return { msgid: -1, ...client, errormessage: refusal, candeletemessagesforallusers: false };
  }
  const cleaned = formatMessage(text, textformat);
  const stored = site.messages.add({ toId: touserid, text: cleaned, at: site.now() });
  return {
    msgid: stored.id,
    ...client,
    text: cleaned,
    timecreated: Math.floor(stored.at / 1000),
    conversationid: stored.conversationId,
    useridfrom: site.account.id,
    candeletemessagesforallusers: false,
  };
}

function refusalOf(site: Site, toId: number, text: string): string | null {
  const person = site.campus.people.get(toId);
  if (person === undefined || person.deleted) {
    return `You cannot send a message to a user ID (${toId}) that doesn't exist.`;
  }
  if (Array.from(text).length > maxLength) return 'The message is longer than the maximum allowed.';
  if (can(site, 'moodle/site:messageanyuser') || can(site, 'moodle/site:readallmessages'))
    return null;
  return "You can't message this user due to their message preferences. Try adding them as a contact.";
}
