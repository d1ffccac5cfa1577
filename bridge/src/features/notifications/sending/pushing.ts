import type { Posting } from '../outbox/index.ts';
import type { PushPayload } from './contract.ts';
import type { Subscription } from './subscription-repository.ts';
import { wordsFor } from './words.ts';

/** Some push services take no more than 3 kB once it is encrypted; names are cut, links are not. */
const cut = (text: string): string => {
  const characters = Array.from(text);
  return characters.length > 120 ? `${characters.slice(0, 119).join('')}…` : text;
};

interface Notified {
  meetingId: string;
  title: string;
  url: string;
  expiresAt: number;
}

/** A notification for one browser that a class has started. */
export function classPush(
  to: Subscription,
  { hostName, ...notified }: Notified & { hostName: string },
): Posting {
  const words = wordsFor(to.locale);
  const payload = {
    kind: 'class-started' as const,
    title: words.classTitle(cut(notified.title)),
    body: words.classBody(cut(hostName)),
    tag: `class-${notified.meetingId}`,
    inviteeId: null,
  };
  return { ...pushPosting(to, { ...payload, ...placeOf(notified) }), about: 'class-started' };
}

/** A notification for one browser that somebody calls. */
export function callPush(
  to: Subscription,
  { callerName, inviteeId, ...notified }: Notified & { callerName: string; inviteeId: string },
): Posting {
  const words = wordsFor(to.locale);
  const payload = {
    kind: 'call' as const,
    title: words.callTitle(cut(callerName)),
    body: words.callBody(cut(notified.title)),
    tag: `call-${inviteeId}`,
    inviteeId,
  };
  return { ...pushPosting(to, { ...payload, ...placeOf(notified) }), about: 'call' };
}

const placeOf = ({ meetingId, url, expiresAt }: Notified) => ({ meetingId, url, expiresAt });

function pushPosting(to: Subscription, payload: PushPayload): Omit<Posting, 'about'> {
  return {
    message: {
      kind: 'push',
      to: to.id,
      payload: JSON.stringify(payload),
      urgency: payload.kind === 'call' ? 'high' : 'normal',
      // At most 32 characters (RFC 8030, 5.4): the meeting or the invitee is enough to tell them apart.
      topic: payload.tag.replace(/[^\w]/gu, '').slice(-32),
    },
    personId: to.personId,
    expiresAt: payload.expiresAt,
  };
}
