import type { ParticipantId } from './events.ts';
import type { ConferenceState, RemoteMedium } from './shape.ts';

type Media = ConferenceState['media'];
type ByOwner = ReadonlyMap<ParticipantId, readonly RemoteMedium[]>;

const known = new WeakMap<Media, ByOwner>();

/**
 * What one participant sends, in the order in which it began. Every tile asks several times at each change, and five
 * hundred send a thousand media: they are sorted by owner once for each state of `media`.
 */
export function mediaOf({ media }: Pick<ConferenceState, 'media'>, id: ParticipantId) {
  let owners = known.get(media);
  if (!owners) known.set(media, (owners = byOwner(media)));
  return owners.get(id) ?? [];
}

function byOwner(media: Media): ByOwner {
  const owners = new Map<ParticipantId, RemoteMedium[]>();
  for (const medium of media.values()) {
    const own = owners.get(medium.participantId);
    if (own) own.push(medium);
    else owners.set(medium.participantId, [medium]);
  }
  return owners;
}
