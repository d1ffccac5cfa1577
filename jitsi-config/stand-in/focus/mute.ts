import type { Refusal } from '../xmpp/component.ts';
import { attribute, resourceOf, xml, type Element } from '../xmpp/element.ts';
import type { Person, Room } from './room.ts';

const media = /^http:\/\/jitsi\.org\/jitmeet\/(?:audio|video|desktop)$/u;

/** True for a host's wish that somebody be muted (Jitsi's `mute`). */
export const isMute = (element: Element): boolean =>
  element.name === 'mute' && media.test(attribute(element, 'xmlns'));

/** Whom a mute is for; or why it is refused. As Jicofo has it: whose microphone it is opens it. */
export function muteOf(
  mute: Element,
  room: Room | undefined,
  by: Person | undefined,
): Person | Refusal {
  if (!by?.isModerator) return refusal('forbidden', 'Only moderators may mute others');
  const target = room?.people.get(resourceOf(attribute(mute, 'jid')));
  if (!target) return refusal('item-not-found', 'Nobody there to mute');
  if (mute.getText() !== 'true') {
    return refusal('not-allowed', 'Nobody may be unmuted by others');
  }
  return target;
}

const refusal = (condition: string, text: string): Refusal => ({ type: 'auth', condition, text });

/** What the one who is muted is told. @param actor whose wish it was: their place in the room */
export const muteElement = (mute: Element, actor: string): Element =>
  xml('mute', { xmlns: attribute(mute, 'xmlns'), actor }, 'true');
