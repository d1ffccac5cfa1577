import type { Refusal } from '../xmpp/component.ts';
import { attribute, resourceOf, xml, type Element } from '../xmpp/element.ts';
import type { ModeratedMedium } from './av-moderation.ts';
import type { Person, Room } from './room.ts';

const media = /^http:\/\/jitsi\.org\/jitmeet\/(audio|video|desktop)$/u;

/** A wish that somebody be muted, or (with `isOn` false) not any more. */
export interface Mute {
  medium: ModeratedMedium;
  isOn: boolean;
  by: Person | undefined;
}

/** True for a wish about somebody's sound or picture (Jitsi's `mute`). */
export const isMute = (element: Element): boolean =>
  element.name === 'mute' && media.test(attribute(element, 'xmlns'));

/** Of an element for which `isMute` is true; sound where it names no medium. */
export const mediumOf = (mute: Element): ModeratedMedium => {
  const named = media.exec(attribute(mute, 'xmlns'))?.[1];
  return named === 'video' || named === 'desktop' ? named : 'audio';
};

/**
 * Whom a mute is for; or why it is refused. As Jicofo has it: others are muted by moderators only, whose microphone it
 * is opens it, and while hosts forbid it only whoever is listed.
 */
export function muteOf(
  mute: Element,
  room: Room | undefined,
  { medium, isOn, by }: Mute,
): Person | Refusal {
  const target = room?.people.get(resourceOf(attribute(mute, 'jid')));
  if (!by || (!by.isModerator && target !== by)) {
    return refusal('forbidden', 'Only moderators may mute others');
  }
  if (!room || !target) return refusal('item-not-found', 'Nobody there to mute');
  if (isOn) return target;
  if (target !== by) return refusal('not-allowed', 'Nobody may be unmuted by others');
  return by.isModerator || room.moderation.mayUnmute(room.placeOf(by), medium)
    ? target
    : refusal('not-allowed', 'The hosts do not allow it');
}

const refusal = (condition: string, text: string): Refusal => ({ type: 'auth', condition, text });

/** What the one who is muted is told. @param actor whose wish it was: their place in the room */
export const muteElement = (medium: ModeratedMedium, actor?: string): Element =>
  xml('mute', { xmlns: `http://jitsi.org/jitmeet/${medium}`, actor }, 'true');
