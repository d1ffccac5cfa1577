import { names } from '../jingle/names.ts';
import { attribute, xml, type Element } from '../xmpp/element.ts';

const muc = 'http://jabber.org/protocol/muc';

/**
 * The focus's own presence in a room (XEP-0045), with what Jicofo says in it: that a client may ask to be called
 * anew by ending its call, and whether there is no bridge.
 */
export function focusPresence(place: { from: string; to: string }, hasBridge: boolean): Element {
  const property = xml('property', { key: 'support-terminate-restart', value: 'true' });
  return xml(
    'presence',
    place,
    xml('x', { xmlns: muc }),
    xml('conference-properties', { xmlns: names.focus }, property),
    hasBridge ? null : xml('bridgeNotAvailable', { xmlns: names.focus }),
  );
}

/** What the room says of somebody's role. */
export function isModerator(presence: Element): boolean {
  const item = presence.getChild('x', `${muc}#user`)?.getChild('item');
  return item !== undefined && attribute(item, 'role') === 'moderator';
}
