import { z } from 'zod';
import { names } from '../jingle/names.ts';
import { attribute, type Element } from '../xmpp/element.ts';

const medium = z.enum(['audio', 'video', 'desktop']);
export type ModeratedMedium = z.infer<typeof medium>;

/** What the AV moderation component says: one of both, or both. */
const told = z.object({
  type: z.literal('av_moderation'),
  room: z.string(),
  mediaType: medium.optional(),
  enabled: z.boolean().optional(),
  actor: z.string().optional(),
  whitelists: z.partialRecord(medium, z.array(z.string())).optional(),
});
export type ModerationTold = z.infer<typeof told>;

/** Reads a message of the component; null for whatever else it is. */
export function moderationTold(message: Element, component: string): ModerationTold | null {
  if (attribute(message, 'from') !== component) return null;
  const text = message.getChild('json-message', names.jitmeet)?.getText() ?? '';
  try {
    return told.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Who may send what in a room: on for a medium, it is for those alone who are listed. As Jicofo keeps it. */
export class AvModeration {
  readonly #enabled = new Set<ModeratedMedium>();
  readonly #lists = new Map<ModeratedMedium, readonly string[]>();

  /** @returns the medium that is moderated from now on, and was not before */
  take({ whitelists = {}, enabled, mediaType }: ModerationTold): ModeratedMedium | null {
    for (const [name, list] of Object.entries(whitelists))
      this.#lists.set(medium.parse(name), list);
    if (enabled === undefined || mediaType === undefined) return null;
    const isNew = enabled && !this.#enabled.has(mediaType);
    if (enabled) this.#enabled.add(mediaType);
    else this.#enabled.delete(mediaType);
    return isNew ? mediaType : null;
  }

  isOn(name: ModeratedMedium): boolean {
    return this.#enabled.has(name);
  }

  /** @param place the place in the room */
  mayUnmute(place: string, name: ModeratedMedium): boolean {
    return !this.isOn(name) || (this.#lists.get(name) ?? []).includes(place);
  }

  /** The bridge knows sound and pictures: of a picture nothing passes where neither camera nor screen may. */
  silences(place: string, name: ModeratedMedium): boolean {
    return name === 'audio'
      ? !this.mayUnmute(place, 'audio')
      : !this.mayUnmute(place, 'video') && !this.mayUnmute(place, 'desktop');
  }

  /** As Jicofo shows it (/debug). */
  shown(): object {
    return Object.fromEntries(
      medium.options
        .filter((name) => this.isOn(name) || this.#lists.has(name))
        .map((name) => [
          name,
          { enabled: this.isOn(name), whitelist: this.#lists.get(name) ?? [] },
        ]),
    );
  }
}
