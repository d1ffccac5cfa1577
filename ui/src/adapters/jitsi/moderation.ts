import type { Moderation } from '../../conference/conference.ts';
import type { LocalMedium } from '../../conference/events.ts';
import { featuresOf } from './features.ts';
import type { LibraryConference } from './surface.ts';

/** The library's names of what is sent; builds until 2022 have one video track, whatever it shows. */
export const mediaName = (conference: LibraryConference, medium: LocalMedium): string => {
  if (medium === 'microphone') return 'audio';
  return medium === 'share' && featuresOf(conference).multiStream ? 'desktop' : 'video';
};

/**
 * Has the server keep who may send what (Jitsi's AV moderation), where the deployment has it. Where camera and share
 * are one track, it is closed only when both are forbidden.
 */
export function moderate(conference: LibraryConference, { forbidden, exempt }: Moderation): void {
  if (conference.isAVModerationSupported?.() !== true || conference.isModerator() !== true) return;
  for (const [name, media] of byName(conference)) {
    if (!media.every((medium) => forbidden.includes(medium))) {
      conference.disableAVModeration?.(name);
      continue;
    }
    conference.enableAVModeration?.(name);
    for (const id of exempt) conference.avModerationApprove?.(name, id);
  }
}

function byName(conference: LibraryConference): Map<string, LocalMedium[]> {
  const names = new Map<string, LocalMedium[]>();
  for (const medium of ['microphone', 'camera', 'share'] as const) {
    const name = mediaName(conference, medium);
    names.set(name, [...(names.get(name) ?? []), medium]);
  }
  return names;
}
