import type { OwnedSource } from '../media.ts';
import { xml, type Element } from '../xmpp/element.ts';
import { media, names } from './names.ts';
import { sourceElement } from './source.ts';

export interface SourceChange {
  action: 'source-add' | 'source-remove';
  room: string;
  sid: string;
  sources: readonly OwnedSource[];
}

/** Tells somebody who is in what came to the others' sources, or went: Jitsi's two actions beside XEP-0166's. */
export function changeElement({ action, room, sid, sources }: SourceChange): Element {
  const contents = media.flatMap((medium) => {
    const own = sources.filter((source) => source.medium === medium);
    if (own.length === 0) return [];
    const elements = own.map((source) => sourceElement(room, source));
    const description = xml('description', { xmlns: names.rtp, media: medium }, ...elements);
    return [xml('content', { creator: 'initiator', name: medium, senders: 'both' }, description)];
  });
  return xml('jingle', { xmlns: names.jingle, action, sid }, ...contents);
}

/** @param reason one of XEP-0166 §7.4 */
export const terminateElement = (sid: string, reason: string): Element =>
  xml(
    'jingle',
    { xmlns: names.jingle, action: 'session-terminate', sid },
    xml('reason', {}, xml(reason)),
  );
